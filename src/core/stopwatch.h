// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

namespace downhill {

/// Runs from when it is made. Work in slices looks at it; no result may depend on it.
class Stopwatch {
 public:
  double milliseconds() const {
    return std::chrono::duration<double, std::milli>(Clock::now() - start_).count();
  }

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point start_ = Clock::now();
};

}  // namespace downhill
