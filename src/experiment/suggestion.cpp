// SPDX-License-Identifier: Apache-2.0
#include "experiment/suggestion.h"

#include <algorithm>
#include <numeric>
#include <string>

namespace downhill {
namespace {

/// Levenshtein's distance: insertions, deletions and replacements.
std::size_t Distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] != b[j]);
      diagonal = row[j + 1];
      row[j + 1] = std::min({row[j] + 1, row[j + 1] + 1, replaced});
    }
  }
  return row[b.size()];
}

}  // namespace

Text Unknown(const Text& fault, std::string_view word, const std::vector<std::string_view>& known) {
  // A long word is no typing mistake, and its distance would take long.
  constexpr std::size_t kLongest = 64;
  std::string_view nearest;
  std::size_t least = word.size() > kLongest ? 0 : std::max<std::size_t>(word.size() / 3, 2) + 1;
  for (const std::string_view candidate : known) {
    const std::size_t distance = word.size() > kLongest ? least : Distance(word, candidate);
    if (distance < least) {
      least = distance;
      nearest = candidate;
    }
  }
  if (!nearest.empty()) {
    return {Fill("{} Did you mean \"{}\"?", fault.en, nearest),
            Fill("{}是否想写“{}”？", fault.zh, nearest)};
  }
  std::string list;
  for (const std::string_view candidate : known) {
    if (!list.empty()) list += ", ";
    list += candidate;
  }
  return {Fill("{} Choose one of: {}.", fault.en, list), Fill("{}可选：{}。", fault.zh, list)};
}

}  // namespace downhill
