// SPDX-License-Identifier: Apache-2.0
#include "core/text.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <limits>

namespace downhill {
namespace {

// Numbers are written and read by C's own functions, which the JSON library brings along: the
// tables of std::to_chars and std::from_chars would be a fifth of the module.

/// Cut after 31 characters.
std::string Printed(const char* format, int places, double value) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, format, places, value);
  return buffer;
}

bool ReadsAs(double value, const std::string& text) {
  return std::strtod(text.c_str(), nullptr) == value;
}
bool ReadsAs(float value, const std::string& text) {
  return std::strtof(text.c_str(), nullptr) == value;
}

/// The two forms of a number with as few digits as read back as the same one.
struct Written {
  template <class Number>
  explicit Written(Number value) {
    // Digits after the first: so many suffice for every number, and NaN never reads back.
    constexpr int kMost = std::numeric_limits<Number>::max_digits10 - 1;
    int places = 0;
    do {
      scientific = Printed("%.*e", places, value);
    } while (!ReadsAs(value, scientific) && ++places <= kMost);
    const auto mark = scientific.find('e');
    const int exponent = mark == std::string::npos ? 0 : std::atoi(scientific.c_str() + mark + 1);
    plain = Printed("%.*f", std::max(places - exponent, 0), value);
  }
  /// Where both are as long it is the plain one.
  const std::string& shorter() const {
    return scientific.size() < plain.size() ? scientific : plain;
  }

  std::string scientific;
  std::string plain;
};

/// The first character of the UTF-8 text, and its length in bytes; where it is none, the byte.
struct Character {
  std::uint32_t code;
  std::size_t length;
};

Character FirstOf(std::string_view text) {
  const auto byte = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const std::uint32_t lead = byte(0);
  const std::size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  std::uint32_t code = length == 1 ? lead : lead & (0x7fu >> length);
  if (length > text.size() || (lead >= 0x80 && lead < 0xc2) || lead > 0xf4) return {0xfffd, 1};
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xc0u) != 0x80u) return {0xfffd, 1};
    code = (code << 6) | (byte(i) & 0x3fu);
  }
  return {code, length};
}

/// What would move a terminal's cursor, break a line, or turn the direction of what follows.
bool IsControl(std::uint32_t code) {
  return code < 0x20 || (code >= 0x7f && code < 0xa0) || (code >= 0x200e && code <= 0x200f) ||
         (code >= 0x2028 && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069) ||
         code == 0xfeff || code == 0xfffd;
}

std::size_t DigitsFrom(std::string_view text, std::size_t begin) {
  std::size_t end = begin;
  while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
  return end - begin;
}

}  // namespace

std::string ToText(double value) { return Written(value).shorter(); }
std::string ToText(float value) { return Written(value).shorter(); }
std::string PlainText(double value) { return Written(value).plain; }
std::string RoundedText(double value) { return Printed("%.*g", 4, value); }

std::optional<double> NumberIn(std::string_view text) {
  constexpr std::string_view kSpaces = " \t\r\n";
  text = text.substr(std::min(text.find_first_not_of(kSpaces), text.size()));
  text = text.substr(0, text.find_last_not_of(kSpaces) + 1);
  const auto begins = [text](std::size_t at, std::string_view one_of) {
    return at < text.size() && one_of.find(text[at]) != std::string_view::npos;
  };
  std::size_t at = begins(0, "+-") ? 1 : 0;
  std::size_t digits = DigitsFrom(text, at);
  at += digits;
  if (begins(at, ".")) {
    const std::size_t decimals = DigitsFrom(text, at + 1);
    at += 1 + decimals;
    digits += decimals;
  }
  if (digits == 0) return std::nullopt;
  if (begins(at, "eE")) {
    at += begins(at + 1, "+-") ? 2 : 1;
    const std::size_t exponent = DigitsFrom(text, at);
    if (exponent == 0) return std::nullopt;
    at += exponent;
  }
  const double number = std::strtod(std::string(text).c_str(), nullptr);
  return at == text.size() && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

std::string Filled(std::string_view pattern, std::span<const std::string> values) {
  std::string result;
  for (const std::string& value : values) {
    const auto hole = pattern.find("{}");
    assert(hole != std::string_view::npos);
    result += pattern.substr(0, hole);
    result += value;
    pattern.remove_prefix(hole + 2);
  }
  return result.append(pattern);
}

std::string Shown(std::string_view text, std::size_t most) {
  std::string shown;
  while (!text.empty()) {
    if (shown.size() >= most) return shown + "...";
    const Character next = FirstOf(text);
    if (IsControl(next.code)) {
      char escape[8];
      std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(next.code));
      shown += escape;
    } else {
      shown += text.substr(0, next.length);
    }
    text.remove_prefix(next.length);
  }
  return shown;
}

}  // namespace downhill
