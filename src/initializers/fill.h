// SPDX-License-Identifier: Apache-2.0
// Filling a weight matrix with independent random numbers, in the order of memory.
#pragma once

#include <algorithm>

#include "core/random.h"
#include "core/scalar.h"

namespace downhill {

inline void FillUniform(Random& random, double low, double high, MatrixMap weights) {
  std::generate_n(weights.data(), weights.size(),
                  [&] { return static_cast<Scalar>(random.Uniform(low, high)); });
}

/// Not truncated: the deviation is the one asked for.
inline void FillNormal(Random& random, double mean, double deviation, MatrixMap weights) {
  std::generate_n(weights.data(), weights.size(),
                  [&] { return static_cast<Scalar>(mean + deviation * random.Normal()); });
}

}  // namespace downhill
