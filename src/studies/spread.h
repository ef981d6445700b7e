// SPDX-License-Identifier: Apache-2.0
// Several runs in a few numbers.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

namespace downhill {

/// Mean, smallest and largest of what is finite; NaN where nothing is.
struct Spread {
  double mean = std::numeric_limits<double>::quiet_NaN();
  double low = mean;
  double high = mean;

  static Spread Of(std::span<const double> values) {
    Spread spread;
    double sum = 0;
    std::size_t count = 0;
    for (const double value : values) {
      if (!std::isfinite(value)) continue;
      spread.low = count == 0 ? value : std::min(spread.low, value);
      spread.high = count == 0 ? value : std::max(spread.high, value);
      sum += value;
      ++count;
    }
    if (count > 0) spread.mean = sum / static_cast<double>(count);
    return spread;
  }
};

}  // namespace downhill
