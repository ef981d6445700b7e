// SPDX-License-Identifier: Apache-2.0
#include "experiment/json.h"

namespace downhill {
namespace {

/// More than a sentence shows.
constexpr std::size_t kEnough = 100;

std::string Quoted(const std::string& text) { return Dump(Json(text.substr(0, kEnough))); }

/// Adds the text of the value, until there is enough.
void Write(const Json& value, std::string& text) {
  if (value.is_string()) {
    text += Quoted(value.get_ref<const std::string&>());
  } else if (value.is_object()) {
    text += '{';
    const char* comma = "";
    for (auto item = value.begin(); item != value.end() && text.size() < kEnough; ++item) {
      text += comma + Quoted(item.key()) + ':';
      Write(*item, text);
      comma = ",";
    }
    text += '}';
  } else if (value.is_array()) {
    text += '[';
    const char* comma = "";
    for (auto item = value.begin(); item != value.end() && text.size() < kEnough; ++item) {
      text += comma;
      Write(*item, text);
      comma = ",";
    }
    text += ']';
  } else {
    text += Dump(value);
  }
}

}  // namespace

Json Parsed(std::string_view text) { return Json::parse(text); }

std::string ShownValue(const Json& value) {
  std::string text;
  Write(value, text);
  return Shown(text);
}

}  // namespace downhill
