// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "schedules/schedule.h"

namespace downhill {
namespace {

/// lr(t) = lr0 gamma^floor(t / step_size).
class StepDecay final : public Schedule {
 public:
  void Declare(Visitor& visitor) override {
    visitor.Integer(
        {.label = {"step_size",
                   {"Step size", "衰减间隔"},
                   {"Steps between one drop and the next.", "相邻两次下降之间的步数。"}},
         .fallback = 500,
         .minimum = 1},
        step_size_);
    visitor.Real(DecayFactor(0.1), gamma_);
    DeclareWarmUp(visitor);
  }

 private:
  double RateAt(std::int64_t t) const override {
    const std::int64_t drops = t / step_size_;
    return initial_rate_ * std::pow(gamma_, static_cast<double>(drops));
  }

  std::int64_t step_size_ = 1;
  double gamma_ = 0;
};

}  // namespace

Entry StepDecayEntry() {
  return {"step",
          {"Step decay", "阶梯衰减"},
          {"Drops by a factor after every so many steps.", "每隔固定步数按倍数下降一次。"},
          "PyTorch, StepLR",
          Make<StepDecay>};
}

}  // namespace downhill
