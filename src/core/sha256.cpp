// SPDX-License-Identifier: Apache-2.0
#include "core/sha256.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>

namespace downhill {
namespace {

using Word = std::uint32_t;
constexpr std::size_t kBlock = 64;

/// The first 32 bits of the fractions of the cube roots of the first 64 primes (section 4.2.2).
constexpr std::array<Word, 64> kRounds{
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

class State {
 public:
  void Add(const std::uint8_t* block) {
    std::array<Word, 64> schedule{};
    for (std::size_t t = 0; t < 16; ++t) {
      for (std::size_t byte = 0; byte < 4; ++byte) {
        schedule[t] = (schedule[t] << 8u) | block[4 * t + byte];
      }
    }
    for (std::size_t t = 16; t < schedule.size(); ++t) {
      const Word before = schedule[t - 15], near = schedule[t - 2];
      const Word s0 = std::rotr(before, 7) ^ std::rotr(before, 18) ^ (before >> 3u);
      const Word s1 = std::rotr(near, 17) ^ std::rotr(near, 19) ^ (near >> 10u);
      schedule[t] = schedule[t - 16] + s0 + schedule[t - 7] + s1;
    }
    auto [a, b, c, d, e, f, g, h] = hash_;
    for (std::size_t t = 0; t < schedule.size(); ++t) {
      const Word sum_e = std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25);
      const Word first = h + sum_e + ((e & f) ^ (~e & g)) + kRounds[t] + schedule[t];
      const Word sum_a = std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22);
      const Word second = sum_a + ((a & b) ^ (a & c) ^ (b & c));
      h = g;
      g = f;
      f = e;
      e = d + first;
      d = c;
      c = b;
      b = a;
      a = first + second;
    }
    const std::array<Word, 8> after{a, b, c, d, e, f, g, h};
    for (std::size_t i = 0; i < hash_.size(); ++i) hash_[i] += after[i];
  }

  std::string Hexadecimal() const {
    constexpr std::string_view kNibbles = "0123456789abcdef";
    std::string text;
    for (const Word word : hash_) {
      for (int shift = 28; shift >= 0; shift -= 4) text += kNibbles[(word >> shift) & 0xfu];
    }
    return text;
  }

 private:
  /// Of the square roots of the first 8 primes (section 5.3.3).
  std::array<Word, 8> hash_{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                            0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
};

}  // namespace

std::string Sha256(std::span<const std::uint8_t> bytes) {
  State state;
  const std::size_t whole = bytes.size() / kBlock * kBlock;
  for (std::size_t at = 0; at < whole; at += kBlock) state.Add(bytes.data() + at);
  // The rest, a bit 1, zeros, and the length in bits as the last 64 of a block (section 5.1.1).
  const std::size_t rest = bytes.size() - whole;
  std::array<std::uint8_t, 2 * kBlock> last{};
  std::copy_n(bytes.data() + whole, rest, last.begin());
  last[rest] = 0x80;
  const std::size_t size = rest + 9 <= kBlock ? kBlock : 2 * kBlock;
  auto bits = static_cast<std::uint64_t>(bytes.size()) * 8;
  for (std::size_t i = 1; i <= 8; ++i, bits >>= 8u) {
    last[size - i] = static_cast<std::uint8_t>(bits & 0xffu);
  }
  for (std::size_t at = 0; at < size; at += kBlock) state.Add(last.data() + at);
  return state.Hexadecimal();
}

}  // namespace downhill
