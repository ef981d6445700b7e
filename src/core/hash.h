// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace downhill {

/// A number that stands for bytes: the same everywhere, and no secret.   Source: FNV-1a, 64 bit,
/// Fowler, Noll & Vo.
///
/// Each byte moves the number by a bijection, and other bytes move it elsewhere. So a change within
/// one byte is always seen; what several bytes have done is missed once in 2^64 times.
class Checksum {
 public:
  constexpr void Add(std::uint8_t byte) { value_ = (value_ ^ byte) * 0x100000001b3u; }
  constexpr void Add(std::span<const std::uint8_t> bytes) {
    for (const std::uint8_t byte : bytes) Add(byte);
  }
  constexpr std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 0xcbf29ce484222325u;
};

constexpr std::uint64_t Hash(std::string_view text) {
  Checksum checksum;
  for (const char c : text) checksum.Add(static_cast<std::uint8_t>(c));
  return checksum.value();
}

}  // namespace downhill
