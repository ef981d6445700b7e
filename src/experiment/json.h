// SPDX-License-Identifier: Apache-2.0
// The JSON type of the project: keys keep the order in which they are written.
#pragma once

#include <cmath>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "core/text.h"

namespace downhill {

using Json = nlohmann::ordered_json;

inline Json ToJson(const Text& text) { return {{"en", text.en}, {"zh", text.zh}}; }
inline Json ToJson(const Words& words) { return {{"en", words.en}, {"zh", words.zh}}; }

/// {"path", "message", "zh"}: how a fault crosses the wall; with "table" where that is all that is
/// missing.
inline Json ToJson(const Error& error) {
  Json json{{"path", error.path()}, {"message", error.text().en}, {"zh", error.text().zh}};
  if (const auto& table = error.table()) {
    json["table"] = {{"name", table->name}, {"sha256", table->sha256}};
  }
  return json;
}

/// JSON has neither NaN nor infinity.
inline Json NumberOrNull(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

/// Text for the wall; what is not valid UTF-8 in a user's string is replaced.
inline std::string Dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace downhill
