// SPDX-License-Identifier: Apache-2.0
// The half wave of a cosine that several schedules follow.
#pragma once

#include <cmath>
#include <numbers>

namespace downhill {

/// to + (from - to) (1 + cos(π share)) / 2: `from` at share 0, `to` at share 1, flat at both ends.
inline double HalfCosine(double from, double to, double share) {
  return to + (from - to) * (1 + std::cos(std::numbers::pi * share)) / 2;
}

}  // namespace downhill
