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
  // Bytes of the list: a deep network has hundreds of blocks.
  constexpr std::size_t kLongestList = 400;
  std::string list;
  std::size_t named = 0;
  for (; named < known.size() && list.size() + known[named].size() <= kLongestList; ++named) {
    if (!list.empty()) list += ", ";
    list += known[named];
  }
  const std::size_t more = known.size() - named;
  return {
      Fill("{} Choose one of: {}.", fault.en, more > 0 ? Fill("{} and {} more", list, more) : list),
      Fill("{}可选：{}。", fault.zh, more > 0 ? Fill("{} 等共 {} 个", list, known.size()) : list)};
}

}  // namespace downhill
