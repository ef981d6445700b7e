// SPDX-License-Identifier: Apache-2.0
#include "bindings/table_binding.h"

#include <new>
#include <utility>

#include "bindings/described.h"
#include "experiment/memory.h"
#include "experiment/table_file.h"

namespace downhill {

std::span<std::uint8_t> TableBinding::Room(double bytes) {
  room_ = {};
  if (!(bytes > 0 && bytes <= kMostRunBytes)) return {};
  store_.MakeRoom();
  try {
    room_.resize(static_cast<std::size_t>(bytes));
  } catch (const std::bad_alloc&) {
    return {};
  }
  return room_;
}

std::string TableBinding::Add(const std::string& sha256) {
  const std::string reply = Described([&] {
    store_.Put(sha256, ReadTableFile(std::exchange(room_, {}), sha256));
    return Json::object();
  });
  return reply == "{}" ? "" : reply;
}

}  // namespace downhill
