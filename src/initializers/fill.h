// SPDX-License-Identifier: Apache-2.0
// Filling a weight matrix with independent random numbers, in the order of memory.
#pragma once

#include <algorithm>
#include <cmath>

#include "core/random.h"
#include "core/scalar.h"

namespace downhill {

inline void FillUniform(Random& random, double low, double high, MatrixMap weights) {
  std::generate_n(weights.data(), weights.size(),
                  [&] { return static_cast<Scalar>(random.Uniform(low, high)); });
}

/// Mean 0.  On [-b, b] the variance is b²/3, hence the 3.
inline void FillUniformOfVariance(Random& random, double variance, MatrixMap weights) {
  const double bound = std::sqrt(3 * variance);
  FillUniform(random, -bound, bound, weights);
}

/// Not truncated: the deviation is the one asked for.
inline void FillNormal(Random& random, double mean, double deviation, MatrixMap weights) {
  std::generate_n(weights.data(), weights.size(),
                  [&] { return static_cast<Scalar>(mean + deviation * random.Normal()); });
}

}  // namespace downhill
