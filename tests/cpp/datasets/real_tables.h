// SPDX-License-Identifier: Apache-2.0
// The tables of data/, read from the source tree. For tests.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <vector>

#include "core/sha256.h"
#include "datasets/stored_table.h"
#include "experiment/table_file.h"

namespace downhill::test {

inline const TableStore& RealTables() {
  struct Shelf {
    Shelf() {
      for (const auto& entry : std::filesystem::directory_iterator(DOWNHILL_SOURCE_DIR "/data")) {
        if (entry.path().extension() != ".safetensors") continue;
        std::ifstream stream(entry.path(), std::ios::binary);
        std::vector<std::uint8_t> file{std::istreambuf_iterator<char>(stream), {}};
        const std::string sha256 = Sha256(file);
        tables.push_back(ReadTableFile(std::move(file), sha256));
        store.Put(sha256, tables.back());
      }
    }
    TableStore store;
    // The store itself keeps only the last.
    std::vector<std::shared_ptr<const StoredTable>> tables;
  };
  static const Shelf shelf;
  return shelf.store;
}

}  // namespace downhill::test
