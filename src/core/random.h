// SPDX-License-Identifier: Apache-2.0
// Seeded random numbers: a fixed engine and our own distributions, because those of the standard
// library differ between implementations. The same seed gives the same numbers everywhere.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

#include "core/archive.h"
#include "core/scalar.h"

namespace downhill {

/// Numbers from numbers: close ones become unrelated ones.   Source: the finaliser of splitmix64,
/// Steele, Lea & Flood 2014.
constexpr std::uint64_t Scramble(std::uint64_t z) {
  z += 0x9e3779b97f4a7c15u;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

/// xoshiro256++ 1.0.  Source: Blackman & Vigna 2019, arXiv:1805.01407; seeded by splitmix64 as they
/// advise.
class Random {
 public:
  /// `stream` names the use ("data", "split", "parameters", "batches"): streams of one seed are
  /// independent, so that more noise in the data does not change the initial parameters.
  Random(std::uint64_t seed, std::string_view stream);

  /// Where the stream stands.
  void Serialize(Archive& archive) {
    archive.Bits(state_);
    archive.Bits(spare_normal_);
    archive.Flag(has_spare_);
    // All zeros would stay zeros, and Normal would wait for ever for something else.
    archive.Require((state_[0] | state_[1] | state_[2] | state_[3]) != 0);
    archive.Require(spare_normal_ - spare_normal_ == 0);
  }

  std::uint64_t Next();
  /// Uniform in [0, 1), all 53 bits of a double.
  double Uniform();
  /// Uniform between low and high, which rounding may reach.
  double Uniform(double low, double high);
  /// Standard normal.  Source: Marsaglia & Bray 1964, polar method.
  double Normal();
  /// Uniform in 0 .. count-1, without bias. count >= 1.
  Index Below(Index count);

  /// Fisher-Yates: every order is equally likely.
  template <class T>
  void Shuffle(std::span<T> items) {
    for (Index last = static_cast<Index>(items.size()) - 1; last > 0; --last) {
      std::swap(items[static_cast<std::size_t>(last)],
                items[static_cast<std::size_t>(Below(last + 1))]);
    }
  }

 private:
  std::array<std::uint64_t, 4> state_;
  double spare_normal_ = 0;
  bool has_spare_ = false;
};

}  // namespace downhill
