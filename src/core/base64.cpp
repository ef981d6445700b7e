// SPDX-License-Identifier: Apache-2.0
#include "core/base64.h"

#include <array>
#include <bit>
#include <cstdint>

namespace downhill {
namespace {

constexpr std::string_view kDigits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The value of each character; 64 where it is no digit.
constexpr std::array<std::uint8_t, 256> kValues = [] {
  std::array<std::uint8_t, 256> values{};
  values.fill(64);
  for (std::size_t i = 0; i < kDigits.size(); ++i) {
    values[static_cast<unsigned char>(kDigits[i])] = static_cast<std::uint8_t>(i);
  }
  return values;
}();

}  // namespace

std::string PackNumbers(std::span<const float> numbers) {
  std::string text;
  text.reserve((numbers.size() * sizeof(float) + 2) / 3 * 4);
  std::uint32_t bits = 0;
  int count = 0;
  const auto put = [&](std::uint32_t byte) {
    bits = bits << 8 | byte;
    if (++count < 3) return;
    for (int shift = 18; shift >= 0; shift -= 6) text += kDigits[bits >> shift & 63];
    bits = 0;
    count = 0;
  };
  for (const float number : numbers) {
    const auto word = std::bit_cast<std::uint32_t>(number);
    for (int shift = 0; shift < 32; shift += 8) put(word >> shift & 255);
  }
  const int rest = count;
  while (count != 0) put(0);
  for (int i = rest; rest != 0 && i < 3; ++i)
    text[text.size() - 3 + static_cast<std::size_t>(i)] = '=';
  return text;
}

std::optional<std::vector<float>> UnpackNumbers(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  std::size_t padding = 0;
  while (padding < 2 && padding < text.size() && text[text.size() - 1 - padding] == '=') ++padding;
  const std::size_t bytes = text.size() / 4 * 3 - padding;
  if (bytes % sizeof(float) != 0) return std::nullopt;
  std::vector<float> numbers;
  numbers.reserve(bytes / sizeof(float));
  std::uint32_t word = 0;
  std::size_t done = 0;
  const auto take = [&](std::uint32_t byte) {
    if (done == bytes) return byte == 0;
    word |= byte << (8 * (done % 4));
    if (++done % 4 == 0) {
      numbers.push_back(std::bit_cast<float>(word));
      word = 0;
    }
    return true;
  };
  for (std::size_t i = 0; i < text.size(); i += 4) {
    std::uint32_t bits = 0;
    for (std::size_t j = 0; j < 4; ++j) {
      const bool is_padding = i + j + padding >= text.size();
      const std::uint32_t value = is_padding ? 0 : kValues[static_cast<unsigned char>(text[i + j])];
      if (value == 64) return std::nullopt;
      bits = bits << 6 | value;
    }
    // Bits behind the last byte must be 0: a text stands for its numbers in one way only.
    for (int shift = 16; shift >= 0; shift -= 8) {
      if (!take(bits >> shift & 255)) return std::nullopt;
    }
  }
  return numbers;
}

}  // namespace downhill
