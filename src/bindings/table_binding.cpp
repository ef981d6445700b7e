// SPDX-License-Identifier: Apache-2.0
#include "bindings/table_binding.h"

#include <string>
#include <utility>

#include "experiment/memory.h"
#include "experiment/table_file.h"

namespace downhill {

NumberView<std::uint8_t> TableBinding::Room(double bytes) noexcept {
  room_ = {};
  if (!(bytes > 0 && bytes <= kMostRunBytes)) return {};
  const char* refusal = answers_.Refusal([&] {
    store_.MakeRoom();
    room_.resize(static_cast<std::size_t>(bytes));
  });
  // The host knows how much it asked for, and says so.
  if (refusal != nullptr) return {};
  return {room_, nullptr};
}

const char* TableBinding::Add(std::string_view sha256) noexcept {
  // First: what is refused is not held, and not taken for another table.
  auto file = std::exchange(room_, {});
  return answers_.Done([&] {
    const std::string hash(sha256);
    store_.Put(hash, ReadTableFile(std::move(file), hash));
  });
}

}  // namespace downhill
