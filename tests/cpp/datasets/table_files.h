// SPDX-License-Identifier: Apache-2.0
// Stored tables made in memory. For tests.
#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/sha256.h"
#include "datasets/stored_table.h"
#include "experiment/json.h"
#include "experiment/table_file.h"

namespace downhill::test {

using Bytes = std::vector<std::uint8_t>;

/// A file with this header text and these bytes behind it.
inline Bytes FileOf(std::string_view header, const Bytes& data) {
  Bytes file(8);
  for (std::size_t i = 0; i < 8; ++i) {
    file[i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(header.size()) >> (8 * i));
  }
  file.insert(file.end(), header.begin(), header.end());
  file.insert(file.end(), data.begin(), data.end());
  return file;
}

template <class Number>
Bytes BytesOf(const std::vector<Number>& numbers) {
  Bytes bytes(numbers.size() * sizeof(Number));
  std::memcpy(bytes.data(), numbers.data(), bytes.size());
  return bytes;
}

/// Two tensors one behind the other, and what stands beside them.
inline Json HeaderOf(std::string_view features_type, const Json& features_shape,
                     std::size_t features_bytes, std::string_view targets_type,
                     const Json& targets_shape, std::size_t targets_bytes, const Json& metadata) {
  return {{"__metadata__", metadata},
          {"features",
           {{"dtype", features_type},
            {"shape", features_shape},
            {"data_offsets", {0, features_bytes}}}},
          {"targets",
           {{"dtype", targets_type},
            {"shape", targets_shape},
            {"data_offsets", {features_bytes, features_bytes + targets_bytes}}}}};
}

/// Pictures of 4x4 grey pixels, `samples` of them, of two classes: the ink of class 1 lies in the
/// lower half. Every pixel changes.
inline Bytes PictureFile(std::size_t samples) {
  Bytes data;
  std::uint32_t state = 7;
  for (std::size_t s = 0; s < samples; ++s) {
    for (std::size_t pixel = 0; pixel < 16; ++pixel) {
      state = state * 1664525u + 1013904223u;
      const bool ink = (pixel >= 8) == (s % 2 == 1);
      data.push_back(static_cast<std::uint8_t>((state >> 26u) + (ink ? 150 : 0)));
    }
  }
  const std::size_t features = data.size();
  for (std::size_t s = 0; s < samples; ++s) data.push_back(static_cast<std::uint8_t>(s % 2));
  const Json header =
      HeaderOf("U8", {samples, 1, 4, 4}, features, "U8", {samples}, samples,
               {{"scale", "0.5"}, {"classes", R"(["upper","lower"])"}, {"target", "half"}});
  return FileOf(header.dump(), data);
}

/// A store with this file, and the "data" of a document that names it.
struct Stored {
  explicit Stored(Bytes file) {
    const std::string sha256 = Sha256(file);
    data = {{"type", "stored"}, {"name", "pictures"}, {"sha256", sha256}};
    store.Put(sha256, ReadTableFile(std::move(file), sha256));
  }
  TableStore store;
  Json data;
};

}  // namespace downhill::test
