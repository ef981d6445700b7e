// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "schedules/schedule.h"

namespace downhill {
namespace {

/// lr(t) = lr0 gamma^t. Without gamma it is 0.01^(1 / T), T what the warm-up leaves of the run: the
/// rate falls to a hundredth.
class ExponentialDecay final : public Schedule {
 public:
  void Declare(Visitor& visitor) override {
    visitor.OptionalReal(
        {.label =
             {"gamma",
              {"Factor", "衰减倍数"},
              {"The rate is multiplied by this at each step. Empty: it falls to a hundredth by "
               "the end of the run.",
               "每一步学习率乘以此值；留空则到训练结束时降到百分之一。"}},
         .fallback = std::nullopt,
         .minimum = 0,
         .maximum = 1,
         .minimum_excluded = true,
         .empty = {"to a hundredth by the end", "结束时降到百分之一"}},
        gamma_);
    DeclareWarmUp(visitor);
  }
  bool follows_length() const override { return !gamma_; }

 private:
  double RateAt(std::int64_t t, const ScheduledRun& run) const override {
    const auto step = static_cast<double>(t);
    if (gamma_) return run.initial_rate * std::pow(*gamma_, step);
    const auto length = static_cast<double>(LengthOr(std::nullopt, run));
    return run.initial_rate * std::pow(0.01, step / length);
  }

  std::optional<double> gamma_;
};

}  // namespace

Entry<Schedule> ExponentialDecayEntry() {
  return {"exponential",
          {"Exponential decay", "指数衰减"},
          {"Shrinks by the same factor at every step.", "每一步按同一倍数缩小。"},
          "PyTorch, ExponentialLR",
          Make<ExponentialDecay>};
}

}  // namespace downhill
