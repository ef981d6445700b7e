// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <vector>

#include "schedules/schedule.h"

namespace downhill {
namespace {

/// lr(t) = lr0 gamma^(number of milestones <= t).
class MultistepDecay final : public Schedule {
 public:
  void Declare(Visitor& visitor) override {
    visitor.Integers({.label = {"milestones",
                                {"Milestones", "里程碑"},
                                {"The steps at which the rate drops, in ascending order.",
                                 "学习率下降的步数，按升序排列。"}},
                      .fallback = {500, 1000, 1500},
                      .minimum = 1,
                      .ascending = true},
                     milestones_);
    visitor.Real(DecayFactor(0.1), gamma_);
    DeclareWarmUp(visitor);
  }

 private:
  double RateAt(std::int64_t t) const override {
    const auto passed = std::upper_bound(milestones_.begin(), milestones_.end(), t);
    return initial_rate_ * std::pow(gamma_, static_cast<double>(passed - milestones_.begin()));
  }

  std::vector<std::int64_t> milestones_;
  double gamma_ = 0;
};

}  // namespace

Entry MultistepDecayEntry() {
  return {"multistep",
          {"Multi-step decay", "多阶梯衰减"},
          {"Drops by a factor at each of the given steps.", "在给定的各步数处按倍数下降。"},
          "He et al. 2016, arXiv:1512.03385, section 4.2; PyTorch, MultiStepLR",
          Make<MultistepDecay>};
}

}  // namespace downhill
