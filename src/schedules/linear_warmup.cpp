// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "schedules/schedule.h"

namespace downhill {
namespace {

/// lr(t) = lr0 (start_factor + (end_factor - start_factor) min(t, warmup_steps) / warmup_steps):
/// after the warm-up it stays at end_factor lr0. Without warmup_steps they are a tenth of the run.
/// It is a warm-up itself and has no other.
class LinearWarmup final : public Schedule {
 public:
  void Declare(Visitor& visitor) override {
    visitor.OptionalInteger(
        {.label = {"warmup_steps",
                   {"Warm-up steps", "预热步数"},
                   {"Steps from the first factor to the last. Empty: a tenth of the run.",
                    "从起始比例到终止比例的步数；留空则为训练的十分之一。"}},
         .fallback = std::nullopt,
         .minimum = 1,
         .empty = {"a tenth of the run", "训练的十分之一"}},
        steps_);
    visitor.Real(
        Factor({"start_factor",
                {"Start factor", "起始比例"},
                {"Share of the learning rate at the first step.", "第一步时学习率所占的比例。"}},
               0.1),
        first_);
    visitor.Real(
        Factor({"end_factor",
                {"End factor", "终止比例"},
                {"Share of the learning rate after the warm-up.", "预热结束后学习率所占的比例。"}},
               1),
        last_);
  }
  bool follows_length() const override { return !steps_; }

 private:
  static RealDeclaration Factor(Label label, double fallback) {
    return {.label = label, .fallback = fallback, .minimum = 0, .maximum = 1};
  }

  double RateAt(std::int64_t t, const ScheduledRun& run) const override {
    const std::int64_t steps = steps_.value_or(ShareOf(run, 10));
    const double share = static_cast<double>(std::min(t, steps)) / static_cast<double>(steps);
    return run.initial_rate * (first_ + (last_ - first_) * share);
  }

  std::optional<std::int64_t> steps_;
  double first_ = 0;
  double last_ = 0;
};

}  // namespace

Entry<Schedule> LinearWarmupEntry() {
  return {"linear_warmup",
          {"Linear warm-up", "线性预热"},
          {"Rises in a straight line, then stays.", "沿直线上升，之后保持不变。"},
          "Goyal et al. 2017, arXiv:1706.02677, section 2.2; PyTorch, LinearLR",
          Make<LinearWarmup>};
}

}  // namespace downhill
