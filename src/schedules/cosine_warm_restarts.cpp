// SPDX-License-Identifier: Apache-2.0
#include "schedules/half_cosine.h"
#include "schedules/schedule.h"

namespace downhill {
namespace {

/// lr(t) = eta_min + (lr0 - eta_min) (1 + cos(π s / length)) / 2 with s the steps since the last
/// restart; the cycles last t_0, t_0 t_mult, t_0 t_mult², .. steps. Without t_0 three of them are
/// what the warm-up leaves of the run.
class CosineWarmRestarts final : public Schedule {
 public:
  void Declare(Visitor& visitor) override {
    visitor.OptionalInteger(
        {.label = {"t_0",
                   {"First cycle", "首个周期"},
                   {"Steps until the first restart. Empty: so many that the run has three cycles.",
                    "第一次重启之前的步数；留空则使整个训练恰有三个周期。"}},
         .fallback = std::nullopt,
         .minimum = 1,
         .empty = {"three cycles in the run", "训练共三个周期"}},
        t_0_);
    visitor.Integer({.label = {"t_mult",
                               {"Cycle growth", "周期倍数"},
                               {"Each cycle is this many times as long as the last.",
                                "每个周期的长度是上一个周期的多少倍。"}},
                     .fallback = 2,
                     .minimum = 1,
                     .maximum = 100},
                    t_mult_);
    visitor.Real(LowestRate(), eta_min_);
    DeclareWarmUp(visitor);
  }
  bool follows_length() const override { return !t_0_; }

 private:
  double RateAt(std::int64_t t, const ScheduledRun& run) const override {
    std::int64_t length = t_0_.value_or(ShareOf(run, 1 + t_mult_ + t_mult_ * t_mult_));
    if (t_mult_ == 1) {
      t %= length;
    } else {
      for (; t >= length; length *= t_mult_) t -= length;
    }
    return HalfCosine(run.initial_rate, eta_min_,
                      static_cast<double>(t) / static_cast<double>(length));
  }

  std::optional<std::int64_t> t_0_;
  std::int64_t t_mult_ = 1;
  double eta_min_ = 0;
};

}  // namespace

Entry<Schedule> CosineWarmRestartsEntry() {
  return {"cosine_warm_restarts",
          {"Cosine with warm restarts", "余弦热重启"},
          {"Cosine waves that each begin again at the full rate.",
           "每个余弦周期都从完整学习率重新开始。"},
          "Loshchilov & Hutter 2017, SGDR, arXiv:1608.03983, eq. 5",
          Make<CosineWarmRestarts>};
}

}  // namespace downhill
