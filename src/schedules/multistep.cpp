// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <vector>

#include "schedules/schedule.h"

namespace downhill {
namespace {

/// lr(t) = lr0 gamma^(number of milestones <= t). Without milestones they are a half and three
/// quarters of what the warm-up leaves of the run, as in He et al. 2016, section 4.2.
class MultistepDecay final : public Schedule {
 public:
  void Declare(Visitor& visitor) override {
    visitor.Integers({.label = {"milestones",
                                {"Milestones", "里程碑"},
                                {"The steps at which the rate drops, in ascending order. Empty: "
                                 "after a half and three quarters of the run.",
                                 "学习率下降的步数，按升序排列；留空则为训练的一半和四分之三处。"}},
                      .fallback = {},
                      .minimum = 1,
                      .minimum_size = 0,
                      .ascending = true,
                      .empty = {"a half and three quarters of the run", "训练的一半和四分之三"}},
                     milestones_);
    visitor.Real(DecayFactor(0.1), gamma_);
    DeclareWarmUp(visitor);
  }
  bool follows_length() const override { return milestones_.empty(); }

 private:
  double RateAt(std::int64_t t, const ScheduledRun& run) const override {
    const auto passed = [t](std::span<const std::int64_t> milestones) {
      return std::upper_bound(milestones.begin(), milestones.end(), t) - milestones.begin();
    };
    const std::int64_t length = LengthOr(std::nullopt, run);
    const std::array derived{ShareOf(run, 2), length - length / 4};
    const auto drops = milestones_.empty() ? passed(derived) : passed(milestones_);
    return run.initial_rate * std::pow(gamma_, static_cast<double>(drops));
  }

  std::vector<std::int64_t> milestones_;
  double gamma_ = 0;
};

}  // namespace

Entry<Schedule> MultistepDecayEntry() {
  return {"multistep",
          {"Multi-step decay", "多阶梯衰减"},
          {"Drops by a factor at each of the given steps.", "在给定的各步数处按倍数下降。"},
          "He et al. 2016, arXiv:1512.03385, section 4.2; PyTorch, MultiStepLR",
          Make<MultistepDecay>};
}

}  // namespace downhill
