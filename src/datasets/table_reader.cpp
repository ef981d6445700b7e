// SPDX-License-Identifier: Apache-2.0
// The tables are our own and tested one by one, so nothing is reported here: what could be wrong
// with them is wrong before the library is built.
#include "datasets/table_reader.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

namespace downhill {
namespace {

/// What stands before the next separator; takes both off the text.
std::string_view TakeUntil(char separator, std::string_view& text) {
  const auto end = std::min(text.find(separator), text.size());
  const std::string_view part = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return part;
}

/// The next line, whether the file ends its lines as Unix or as Windows does.
std::string_view TakeLine(std::string_view& text) {
  std::string_view line = TakeUntil('\n', text);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

Scalar ToNumber(std::string_view cell) {
  double value = 0;
  std::from_chars(cell.data(), cell.data() + cell.size(), value);
  return static_cast<Scalar>(value);
}

struct TextTable {
  Samples samples;                        // all but the targets
  std::vector<std::string_view> targets;  // the last column
};

TextTable Read(std::string_view text) {
  TextTable table;
  Samples& samples = table.samples;
  for (std::string_view header = TakeLine(text); !header.empty();) {
    samples.feature_names.emplace_back(TakeUntil(',', header));
  }
  samples.target_name = samples.feature_names.back();
  samples.feature_names.pop_back();
  const auto features = static_cast<Index>(samples.feature_names.size());
  samples.shape = Shape::Flat(features);
  std::vector<std::string_view> lines;
  while (!text.empty()) lines.push_back(TakeLine(text));
  samples.features.resize(features, static_cast<Index>(lines.size()));
  for (std::size_t i = 0; i < lines.size(); ++i) {
    for (Scalar& feature : samples.features.col(static_cast<Index>(i))) {
      feature = ToNumber(TakeUntil(',', lines[i]));
    }
    table.targets.push_back(lines[i]);
  }
  samples.targets.resize(1, samples.features.cols());
  return table;
}

}  // namespace

Samples ReadClassTable(std::string_view text) {
  TextTable table = Read(text);
  std::vector<std::string_view> names = table.targets;
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  Samples& samples = table.samples;
  samples.classes = static_cast<Index>(names.size());
  samples.class_names.assign(names.begin(), names.end());
  std::transform(table.targets.begin(), table.targets.end(), samples.targets.data(),
                 [&](std::string_view target) {
                   const auto found = std::lower_bound(names.begin(), names.end(), target);
                   return static_cast<Scalar>(found - names.begin());
                 });
  return std::move(samples);
}

Samples ReadNumberTable(std::string_view text) {
  TextTable table = Read(text);
  std::transform(table.targets.begin(), table.targets.end(), table.samples.targets.data(),
                 ToNumber);
  return std::move(table.samples);
}

}  // namespace downhill
