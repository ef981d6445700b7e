// SPDX-License-Identifier: Apache-2.0
#include "core/random.h"

#include <bit>
#include <cmath>
#include <limits>

#include "core/hash.h"

namespace downhill {
namespace {

std::uint64_t SplitMix(std::uint64_t& state) {
  const std::uint64_t number = Scramble(state);
  state += 0x9e3779b97f4a7c15u;
  return number;
}

}  // namespace

Random::Random(std::uint64_t seed, std::string_view stream) {
  std::uint64_t state = seed;
  state = SplitMix(state) ^ Hash(stream);
  for (std::uint64_t& word : state_) word = SplitMix(state);
}

std::uint64_t Random::Next() {
  auto& s = state_;
  const std::uint64_t result = std::rotl(s[0] + s[3], 23) + s[0];
  const std::uint64_t t = s[1] << 17;
  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = std::rotl(s[3], 45);
  return result;
}

double Random::Uniform() { return static_cast<double>(Next() >> 11) * 0x1p-53; }

double Random::Uniform(double low, double high) { return low + (high - low) * Uniform(); }

double Random::Normal() {
  if (has_spare_) {
    has_spare_ = false;
    return spare_normal_;
  }
  double u = 0, v = 0, s = 0;
  do {
    u = Uniform(-1, 1);
    v = Uniform(-1, 1);
    s = u * u + v * v;
  } while (s >= 1 || s == 0);
  const double scale = std::sqrt(-2 * std::log(s) / s);
  spare_normal_ = v * scale;
  has_spare_ = true;
  return u * scale;
}

Index Random::Below(Index count) {
  const auto n = static_cast<std::uint64_t>(count);
  constexpr std::uint64_t kLargest = std::numeric_limits<std::uint64_t>::max();
  // Numbers of the last n that are not all there would favour the small remainders.
  std::uint64_t number = 0;
  std::uint64_t remainder = 0;
  do {
    number = Next();
    remainder = number % n;
  } while (number - remainder > kLargest - n);
  return static_cast<Index>(remainder);
}

}  // namespace downhill
