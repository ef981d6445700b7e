// SPDX-License-Identifier: Apache-2.0
// The stored tables as the wall shows them: bytes in, a sentence out where they are refused.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "datasets/stored_table.h"

namespace downhill {

class TableBinding {
 public:
  /// Room for the next table, which the host fills; empty where the memory does not suffice.
  std::span<std::uint8_t> Room(double bytes);
  /// Reads what is in the room, and keeps it by this hash. Empty, or the refusal.
  std::string Add(const std::string& sha256);
  const TableStore& store() const { return store_; }

 private:
  TableStore store_;
  std::vector<std::uint8_t> room_;
};

}  // namespace downhill
