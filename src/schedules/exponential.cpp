// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "schedules/schedule.h"

namespace downhill {
namespace {

/// lr(t) = lr0 gamma^t.
class ExponentialDecay final : public Schedule {
 public:
  void Declare(Visitor& visitor) override {
    visitor.Real(DecayFactor(0.999), gamma_);
    DeclareWarmUp(visitor);
  }

 private:
  double RateAt(std::int64_t t) const override {
    return initial_rate_ * std::pow(gamma_, static_cast<double>(t));
  }

  double gamma_ = 0;
};

}  // namespace

Entry ExponentialDecayEntry() {
  return {"exponential",
          {"Exponential decay", "指数衰减"},
          {"Shrinks by the same factor at every step.", "每一步按同一倍数缩小。"},
          "PyTorch, ExponentialLR",
          Make<ExponentialDecay>};
}

}  // namespace downhill
