// SPDX-License-Identifier: Apache-2.0
// How many numbers something has, before anything of that size is made.
#pragma once

#include <algorithm>
#include <cstdint>

#include "core/scalar.h"

namespace downhill {

/// What nothing may have more of: a gibibyte of floats, beyond the memory of every module. So a
/// count, and the bytes of it, have an Index on wasm, too, and a refusal is the same everywhere.
inline constexpr std::int64_t kMostNumbers = std::int64_t{1} << 28;

/// A number of numbers, 0 or more, in 64 bits on every machine: an Index has 32 on wasm, where a
/// product that is too large would come out small again. Every size that a document decides on
/// (shapes, weights, offsets, memory) is added and multiplied as a Count, refused where it does not
/// fit, and only then an Index.
class Count {
 public:
  constexpr Count() = default;
  // NOLINTNEXTLINE(google-explicit-constructor): every whole number is a count.
  constexpr Count(std::int64_t n) : n_(std::min(n, kTooMany)) {}

  constexpr bool fits() const { return n_ <= kMostNumbers; }
  constexpr std::int64_t value() const { return n_; }
  /// Of one that fits.
  constexpr Index index() const { return static_cast<Index>(n_); }
  explicit constexpr operator double() const { return static_cast<double>(n_); }

  friend constexpr Count operator+(Count a, Count b) { return a.n_ + b.n_; }
  friend constexpr Count operator*(Count a, Count b) { return a.n_ * b.n_; }
  // NOLINTNEXTLINE(modernize-use-nullptr): it takes the 0 of a comparison for a pointer.
  friend constexpr auto operator<=>(const Count&, const Count&) = default;

 private:
  /// Larger counts stay here: the product of two has 62 bits.
  static constexpr std::int64_t kTooMany = std::int64_t{1} << 31;

  std::int64_t n_ = 0;
};

}  // namespace downhill
