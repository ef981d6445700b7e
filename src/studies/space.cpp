// SPDX-License-Identifier: Apache-2.0
#include "studies/space.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/error.h"
#include "studies/patch.h"

namespace downhill {
namespace {

constexpr std::size_t kMostDimensions = 20;
constexpr std::size_t kMostValues = 100;

double NumberAt(const Json& given, std::string_view key) {
  const auto found = given.find(key);
  if (found == given.end() || !found->is_number() || !std::isfinite(found->get<double>())) {
    throw Error(std::string(key), {"is missing or no number. Give minimum and maximum, or values.",
                                   "缺失或不是数。请给出 minimum 和 maximum，或给出 values。"});
  }
  return found->get<double>();
}

}  // namespace

Dimension::Dimension(std::string path, const Json& given) : path_(std::move(path)) {
  if (path_.size() > kLongestPath) {
    throw Error("", {"is longer than any path. Write it like \"optimizer.learning_rate\".",
                     "长度超过任何路径。请写成 \"optimizer.learning_rate\" 这样。"});
  }
  if (!given.is_object()) {
    throw Error("",
                {"is no object. Give {\"values\": [..]}, or {\"minimum\": .., \"maximum\": ..}.",
                 "不是对象。请给出 {\"values\": [..]} 或 {\"minimum\": .., \"maximum\": ..}。"});
  }
  for (const auto& [key, value] : given.items()) {
    if (key != "values" && key != "minimum" && key != "maximum" && key != "scale" &&
        key != "whole") {
      throw Error(Shown(key),
                  {"there is no such key here. There are values, minimum, maximum, scale and "
                   "whole.",
                   "此处没有这个键。可用的键：values、minimum、maximum、scale、whole。"});
    }
  }
  if (const auto values = given.find("values"); values != given.end()) {
    if (!values->is_array() || values->empty() || values->size() > kMostValues ||
        given.size() != 1) {
      throw Error("values", Say({"is no list of 1 to {} values that stands alone. Give a list, or "
                                 "minimum and maximum.",
                                 "不是单独给出的 1 到 {} 项列表。请给出列表，或给出 minimum 和 "
                                 "maximum。"},
                                kMostValues));
    }
    values_.assign(values->begin(), values->end());
    return;
  }
  minimum_ = NumberAt(given, "minimum");
  maximum_ = NumberAt(given, "maximum");
  if (!(minimum_ < maximum_)) {
    throw Error("maximum", Say({"{} is not above the minimum {}. Give a larger one.",
                                "{} 不大于最小值 {}。请给出更大的数。"},
                               maximum_, minimum_));
  }
  if (const auto scale = given.find("scale"); scale != given.end()) {
    if (*scale != "log" && *scale != "linear") {
      throw Error("scale", {"is neither \"log\" nor \"linear\". Write one of them.",
                            "既不是 \"log\" 也不是 \"linear\"。请写其中之一。"});
    }
    logarithmic_ = *scale == "log";
  }
  if (logarithmic_ && minimum_ <= 0) {
    throw Error("minimum", {"must be above 0 on a logarithmic scale. Raise it, or use linear.",
                            "在对数尺度上必须大于 0。请调大，或用 linear。"});
  }
  if (const auto whole = given.find("whole"); whole != given.end()) {
    if (!whole->is_boolean()) {
      throw Error("whole", {"is neither true nor false. Write one of them.",
                            "既不是 true 也不是 false。请写其中之一。"});
    }
    whole_ = whole->get<bool>();
  }
  if (!whole_) return;
  minimum_ = std::ceil(minimum_);
  maximum_ = std::floor(maximum_);
  // Beyond 2^53 a double is no whole number of its own any more.
  if (minimum_ > maximum_ || minimum_ < -9e15 || maximum_ > 9e15) {
    throw Error("whole", {"the range holds no whole numbers that can be told apart. Widen it, or "
                          "give values.",
                          "该范围内没有可区分的整数。请扩大范围，或给出 values。"});
  }
}

Json Dimension::Draw(Random& random) const {
  if (!values_.empty()) {
    return values_[static_cast<std::size_t>(random.Below(static_cast<Index>(values_.size())))];
  }
  // A whole number stands for everything that is rounded to it: so the ends are as likely as
  // others.
  const double room = whole_ ? 0.5 : 0;
  const double low = minimum_ - room, high = maximum_ + room;
  const double value = logarithmic_ ? std::exp(random.Uniform(std::log(low), std::log(high)))
                                    : random.Uniform(low, high);
  if (whole_) return static_cast<std::int64_t>(std::clamp(std::round(value), minimum_, maximum_));
  return std::clamp(value, minimum_, maximum_);
}

std::vector<Json> Dimension::Extremes() const {
  if (!values_.empty()) return values_;
  if (whole_) {
    return {static_cast<std::int64_t>(minimum_), static_cast<std::int64_t>(maximum_)};
  }
  return {minimum_, maximum_};
}

std::optional<Json> Dimension::Between() const {
  if (!values_.empty() || whole_) return std::nullopt;
  const double between = minimum_ + 0.618 * (maximum_ - minimum_);
  if (between == std::floor(between)) return std::nullopt;
  return Json(between);
}

std::vector<Dimension> ReadSpace(const Json& space) {
  if (!space.is_object() || space.empty() || space.size() > kMostDimensions) {
    throw Error("space", Say({"is no object with 1 to {} paths. Give them like "
                              "{\"optimizer.learning_rate\": {\"minimum\": 1e-4, \"maximum\": 1}}.",
                              "不是有 1 到 {} 个路径的对象。请写成 {\"optimizer.learning_rate\": "
                              "{\"minimum\": 1e-4, \"maximum\": 1}}。"},
                             kMostDimensions));
  }
  std::vector<Dimension> dimensions;
  for (const auto& [path, given] : space.items()) {
    try {
      dimensions.emplace_back(path, given);
    } catch (const Error& error) {
      throw error.Under(Fill("space[\"{}\"]", Shown(path)));
    }
  }
  return dimensions;
}

}  // namespace downhill
