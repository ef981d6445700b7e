// SPDX-License-Identifier: Apache-2.0
// Sentences in the two languages of the project, fixed (Words) or composed (Text).
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace downhill {

/// A fixed sentence or label, written in the source.
struct Words {
  std::string_view en;
  std::string_view zh;
};

/// A composed sentence.
struct Text {
  std::string en;
  std::string zh;
};

/// Shortest decimal that reads back as the same number, with an exponent where that is shorter. Of
/// a power of two it may have one digit more than the shortest.
std::string ToText(double value);
std::string ToText(float value);
/// The same without an exponent, for numbers of common size: of 25 characters at most.
std::string PlainText(double value);
/// Four digits, for sentences.
std::string RoundedText(double value);
inline std::string ToText(std::integral auto value) { return std::to_string(value); }
inline std::string ToText(std::string_view value) { return std::string(value); }

/// The number that a text is, as people write it: .5, 5., +0.5 and 1e-3 too, with spaces around it.
/// Empty where it is none, or none that a double holds.
std::optional<double> NumberIn(std::string_view text);

/// `pattern` with each "{}" replaced by the next value, in order. There is a hole for each.
std::string Filled(std::string_view pattern, std::span<const std::string> values);

template <class... Arguments>
std::string Fill(std::string_view pattern, const Arguments&... arguments) {
  const std::array<std::string, sizeof...(Arguments)> values{ToText(arguments)...};
  return Filled(pattern, values);
}

/// A text from outside as a sentence may show it: cut after about `most` bytes, and with \u001b for
/// every character that a terminal or a page would obey instead of showing it.
std::string Shown(std::string_view text, std::size_t most = 80);

/// The same sentence in both languages; the arguments come in the same order in both.
template <class... Arguments>
Text Say(Words pattern, const Arguments&... arguments) {
  const std::array<std::string, sizeof...(Arguments)> values{ToText(arguments)...};
  return {Filled(pattern.en, values), Filled(pattern.zh, values)};
}

}  // namespace downhill
