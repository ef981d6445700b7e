// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "schedules/half_cosine.h"
#include "schedules/schedule.h"

namespace downhill {
namespace {

/// lr(t) = eta_min + (lr0 - eta_min) (1 + cos(π t / t_max)) / 2 up to t_max, eta_min from there on
/// (PyTorch's would rise again). Without t_max it is what the warm-up leaves of the run.
class CosineAnnealing final : public Schedule {
 public:
  void Declare(Visitor& visitor) override {
    visitor.OptionalInteger(
        {.label = {.id = "t_max",
                   .label = {"Steps", "步数"},
                   .help = {"Steps until the lowest rate is reached; it stays there. Empty: to the "
                            "end of the run.",
                            "降到最低学习率所用的步数，此后保持不变；留空则到训练结束。"},
                   .alias = "steps"},
         .fallback = std::nullopt,
         .minimum = 1,
         .empty = kWholeRun},
        t_max_);
    visitor.Real(LowestRate(), eta_min_);
    DeclareWarmUp(visitor);
  }
  bool follows_length() const override { return !t_max_; }

 private:
  double RateAt(std::int64_t t, const ScheduledRun& run) const override {
    const std::int64_t length = LengthOr(t_max_, run);
    return HalfCosine(run.initial_rate, eta_min_,
                      static_cast<double>(std::min(t, length)) / static_cast<double>(length));
  }

  std::optional<std::int64_t> t_max_;
  double eta_min_ = 0;
};

}  // namespace

Entry<Schedule> CosineAnnealingEntry() {
  return {"cosine",
          {"Cosine annealing", "余弦退火"},
          {"Falls along half a cosine wave: slowly, quickly, slowly.",
           "沿半个余弦波下降：先慢，后快，再慢。"},
          "Loshchilov & Hutter 2017, arXiv:1608.03983, eq. 5",
          Make<CosineAnnealing>};
}

}  // namespace downhill
