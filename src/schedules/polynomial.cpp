// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "schedules/schedule.h"

namespace downhill {
namespace {

/// lr(t) = lr0 (1 - min(t, total_steps) / total_steps)^power. Without total_steps they are what the
/// warm-up leaves of the run.
class PolynomialDecay final : public Schedule {
 public:
  void Declare(Visitor& visitor) override {
    visitor.OptionalInteger(
        {.label = {"total_steps",
                   {"Total steps", "总步数"},
                   {"Steps until the rate is 0; it stays there. Empty: to the end of the run.",
                    "学习率降到 0 所用的步数，此后保持为 0；留空则到训练结束。"}},
         .fallback = std::nullopt,
         .minimum = 1,
         .empty = kWholeRun},
        total_steps_);
    visitor.Real({.label = {"power",
                            {"Power", "幂次"},
                            {"1 falls in a straight line, more falls early, less falls late.",
                             "1 为直线下降，更大则前期降得快，更小则后期降得快。"}},
                  .fallback = 1,
                  .minimum = 0,
                  .maximum = 10},
                 power_);
    DeclareWarmUp(visitor);
  }
  bool follows_length() const override { return !total_steps_; }

 private:
  double RateAt(std::int64_t t, const ScheduledRun& run) const override {
    const std::int64_t length = LengthOr(total_steps_, run);
    const double share = static_cast<double>(std::min(t, length)) / static_cast<double>(length);
    return run.initial_rate * std::pow(1 - share, power_);
  }

  std::optional<std::int64_t> total_steps_;
  double power_ = 0;
};

}  // namespace

Entry<Schedule> PolynomialDecayEntry() {
  return {"polynomial",
          {"Polynomial decay", "多项式衰减"},
          {"Falls to 0 along a power of the remaining time.", "按剩余时间的幂下降到 0。"},
          "Chen et al. 2018, DeepLab, arXiv:1606.00915, section 4.1; PyTorch, PolynomialLR",
          Make<PolynomialDecay>};
}

}  // namespace downhill
