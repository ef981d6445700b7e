// SPDX-License-Identifier: Apache-2.0
#include "experiment/difference.h"

#include <cstddef>
#include <optional>

namespace downhill {
namespace {

using Difference = std::optional<std::string>;

Difference Between(const Json& one, const Json& other, const std::string& path);

Difference BetweenObjects(const Json& one, const Json& other, const std::string& path) {
  if (one.value("type", Json()) != other.value("type", Json())) return path;
  const auto below = [&path](const std::string& key) { return PathUnder(path, key); };
  for (const auto& [key, value] : other.items()) {
    if (!one.contains(key)) return below(key);
    if (auto difference = Between(one[key], value, below(key))) return difference;
  }
  for (const auto& [key, value] : one.items()) {
    if (!other.contains(key)) return below(key);
  }
  return std::nullopt;
}

Difference Between(const Json& one, const Json& other, const std::string& path) {
  if (one.is_object() && other.is_object()) return BetweenObjects(one, other, path);
  if (!one.is_array() || !other.is_array()) return one == other ? Difference() : path;
  if (one.size() != other.size()) return path;
  for (std::size_t i = 0; i < one.size(); ++i) {
    // Rows of numbers have no paths of their own.
    const bool has_places = one[i].is_object() && other[i].is_object();
    auto difference = Between(one[i], other[i], has_places ? Fill("{}[{}]", path, i) : path);
    if (difference) return difference;
  }
  return std::nullopt;
}

}  // namespace

std::string FirstDifference(const Json& one, const Json& other) {
  // The whole document is no place to tell.
  return Between(one, other, "").value_or("");
}

}  // namespace downhill
