// SPDX-License-Identifier: Apache-2.0
// The stored tables as the wall shows them: bytes in, a sentence out where they are refused
// (bindings/answers.h).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "bindings/answers.h"
#include "datasets/stored_table.h"

namespace downhill {

class TableBinding {
 public:
  /// Room for the next table, which the host fills; empty where the memory does not suffice.
  NumberView<std::uint8_t> Room(double bytes) noexcept;
  /// Reads what is in the room, and keeps it by this hash. Empty, or the refusal.
  const char* Add(std::string_view sha256) noexcept;
  const TableStore& store() const { return store_; }

 private:
  Answers answers_;
  TableStore store_;
  std::vector<std::uint8_t> room_;
};

}  // namespace downhill
