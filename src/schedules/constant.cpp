// SPDX-License-Identifier: Apache-2.0
#include "schedules/schedule.h"

namespace downhill {
namespace {

/// lr(t) = lr0.
class ConstantRate final : public Schedule {
 public:
  void Declare(Visitor& visitor) override { DeclareWarmUp(visitor); }
};

}  // namespace

Entry<Schedule> ConstantRateEntry() {
  return {"constant",
          {"Constant", "恒定"},
          {"The same learning rate at every step.", "每一步学习率相同。"},
          "Robbins & Monro 1951, A Stochastic Approximation Method",
          Make<ConstantRate>};
}

}  // namespace downhill
