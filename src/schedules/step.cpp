// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "schedules/schedule.h"

namespace downhill {
namespace {

/// lr(t) = lr0 gamma^floor(t / step_size). Without step_size it is a third of what the warm-up
/// leaves of the run: two drops, as He et al. 2016 make them on ImageNet.
class StepDecay final : public Schedule {
 public:
  void Declare(Visitor& visitor) override {
    visitor.OptionalInteger(
        {.label = {"step_size",
                   {"Step size", "衰减间隔"},
                   {"Steps between one drop and the next. Empty: a third of the run, which makes "
                    "two drops.",
                    "相邻两次下降之间的步数；留空则为训练的三分之一，即下降两次。"}},
         .fallback = std::nullopt,
         .minimum = 1,
         .empty = {"a third of the run", "训练的三分之一"}},
        step_size_);
    visitor.Real(DecayFactor(0.1), gamma_);
    DeclareWarmUp(visitor);
  }
  bool follows_length() const override { return !step_size_; }

 private:
  double RateAt(std::int64_t t, const ScheduledRun& run) const override {
    const std::int64_t drops = t / step_size_.value_or(ShareOf(run, 3));
    return run.initial_rate * std::pow(gamma_, static_cast<double>(drops));
  }

  std::optional<std::int64_t> step_size_;
  double gamma_ = 0;
};

}  // namespace

Entry<Schedule> StepDecayEntry() {
  return {"step",
          {"Step decay", "阶梯衰减"},
          {"Drops by a factor after every so many steps.", "每隔固定步数按倍数下降一次。"},
          "PyTorch, StepLR",
          Make<StepDecay>};
}

}  // namespace downhill
