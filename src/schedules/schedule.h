// SPDX-License-Identifier: Apache-2.0
// What every schedule is: the learning rate of a step.
#pragma once

#include <cstdint>

#include "core/component.h"

namespace downhill {

class Schedule : public Component {
 public:
  /// The rate of step t = 0, 1, .. from the optimizer's own rate.
  virtual double Rate(double learning_rate, std::int64_t t) const = 0;
};

/// All schedules, in menu order (schedules.def).
const Registry& Schedules();

}  // namespace downhill
