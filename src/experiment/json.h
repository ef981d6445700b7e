// SPDX-License-Identifier: Apache-2.0
// The JSON type of the project, and what we write with it.
#pragma once

// The library's own assertions would end the program for a value that found no memory.
#define JSON_ASSERT(condition) static_cast<void>(0)

#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <type_traits>

#include "core/declaration.h"
#include "core/error.h"
#include "core/text.h"

/// The library's own destructor asks for memory, so that it needs no recursion; where there is none
/// left it ends the program. What we hold is never deep (experiment/parser.h), so every value
/// simply destroys what it holds.
template <>
inline void nlohmann::ordered_json::json_value::destroy(value_t type) {
  const auto drop = [](auto* held) {
    if (held == nullptr) return;
    std::destroy_at(held);
    std::allocator<std::remove_pointer_t<decltype(held)>>().deallocate(held, 1);
  };
  if (type == value_t::object) drop(object);
  if (type == value_t::array) drop(array);
  if (type == value_t::string) drop(string);
  if (type == value_t::binary) drop(binary);
}

namespace downhill {

Json ToJson(const Text& text);

/// {"path", "message", "zh"}: how a fault crosses the wall; with "table" where that is all that is
/// missing.
Json ToJson(const Error& error);

/// JSON has neither NaN nor infinity.
inline Json NumberOrNull(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

/// Text for the wall; what is not valid UTF-8 in a user's string is replaced.
std::string Dump(const Json& json);

/// The value of a text that was accepted before, or that we have written ourselves. What comes from
/// outside is read by ParseDocument.
Json Parsed(std::string_view text);

/// Tells the reader every value of the text in its order, or where it is no JSON.
void ReadJson(std::string_view text, nlohmann::json_sax<Json>& reader);

/// A value of a document as a sentence may show it: its text, cut where it is long, without ever
/// writing the rest (core/text.h).
std::string ShownValue(const Json& value);

}  // namespace downhill
