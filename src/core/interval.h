// SPDX-License-Identifier: Apache-2.0
// A stretch of the number line.
#pragma once

#include <limits>

namespace downhill {

/// Both ends belong to it, or are only come close to; made without ends: all numbers.
struct Interval {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();

  bool Contains(const Interval& other) const { return low <= other.low && other.high <= high; }
  bool operator==(const Interval&) const = default;
};

}  // namespace downhill
