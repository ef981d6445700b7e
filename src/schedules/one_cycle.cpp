// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <string>

#include "schedules/half_cosine.h"
#include "schedules/schedule.h"

namespace downhill {
namespace {

constexpr std::array kAnneals{Option{"cos", {"Cosine", "余弦"}},
                              Option{"linear", {"Linear", "线性"}}};

/// top = max_learning_rate, low = top / div_factor, end = low / final_div_factor;
/// T = pct_start total_steps - 1. Up to T from low to top with share t / T, then from top to end
/// with share (t - T) / (total_steps - 1 - T); after total_steps it stays at the end. Without
/// max_learning_rate the top is lr0, which is not used otherwise; without total_steps they are what
/// the warm-up leaves of the run. With cycle_momentum the momentum goes from max to base and back
/// at the same time.
class OneCycle final : public Schedule {
 public:
  void Declare(Visitor& visitor) override {
    visitor.OptionalReal(
        {.label =
             {"max_learning_rate",
              {"Highest learning rate", "最高学习率"},
              {"The top of the cycle, in place of the optimizer's learning rate, which then "
               "has no effect. Empty: the optimizer's.",
               "周期顶点的学习率，取代优化器的学习率（后者不再起作用）；留空则用优化器的学习率。"}},
         .fallback = std::nullopt,
         .minimum = 0,
         .maximum = 100,
         .minimum_excluded = true,
         .scale = Scale::kLog,
         .empty = {"the optimizer's", "同优化器"}},
        max_learning_rate_);
    visitor.OptionalInteger({.label = {"total_steps",
                                       {"Total steps", "总步数"},
                                       {"Length of the whole cycle. Empty: to the end of the run.",
                                        "整个周期的步数；留空则到训练结束。"}},
                             .fallback = std::nullopt,
                             .minimum = kShortest,
                             .empty = kWholeRun},
                            total_steps_);
    visitor.Real({.label = {"pct_start",
                            {"Share of the rise", "上升所占比例"},
                            {"Share of the cycle in which the rate rises.",
                             "学习率上升阶段占整个周期的比例。"}},
                  .fallback = 0.3,
                  .minimum = 0,
                  .maximum = 1},
                 pct_start_);
    visitor.Choice(
        {.label = {"anneal",
                   {"Shape", "形状"},
                   {"Along half a cosine wave or a straight line.", "沿半个余弦波或沿直线变化。"}},
         .fallback = "cos",
         .options = kAnneals},
        anneal_);
    visitor.Real({.label = {"div_factor",
                            {"Start divisor", "起始除数"},
                            {"The cycle starts at the highest rate divided by this.",
                             "起始学习率为最高学习率除以此值。"}},
                  .fallback = 25,
                  .minimum = 1,
                  .maximum = 1e9,
                  .scale = Scale::kLog},
                 div_factor_);
    visitor.Real({.label = {"final_div_factor",
                            {"End divisor", "终止除数"},
                            {"The cycle ends at the starting rate divided by this.",
                             "终止学习率为起始学习率除以此值。"}},
                  .fallback = 1e4,
                  .minimum = 1,
                  .maximum = 1e9,
                  .scale = Scale::kLog},
                 final_div_factor_);
    visitor.Boolean({.label = {"cycle_momentum",
                               {"Cycle the momentum", "动量循环"},
                               {"Lowers the momentum while the rate is high; of no effect for an "
                                "optimizer without momentum.",
                                "学习率高时降低动量；对没有动量的优化器无效。"}},
                     .fallback = true},
                    cycle_momentum_);
    visitor.Real(MomentumEnd({"base_momentum",
                              {"Lowest momentum", "最低动量"},
                              {"The momentum at the top of the cycle.", "周期顶点处的动量。"}},
                             0.85),
                 base_momentum_);
    visitor.Real(MomentumEnd({"max_momentum",
                              {"Highest momentum", "最高动量"},
                              {"The momentum at both ends of the cycle.", "周期两端的动量。"}},
                             0.95),
                 max_momentum_);
    DeclareWarmUp(visitor);
  }
  bool follows_length() const override { return !total_steps_; }

 private:
  /// A cycle has two ends.
  static constexpr std::int64_t kShortest = 2;

  static RealDeclaration MomentumEnd(Label label, double fallback) {
    return {
        .label = label, .fallback = fallback, .minimum = 0, .maximum = 1, .maximum_excluded = true};
  }

  double RateAt(std::int64_t t, const ScheduledRun& run) const override {
    const double top = max_learning_rate_.value_or(run.initial_rate);
    const double low = top / div_factor_;
    return Cycle(t, run, low, top, low / final_div_factor_);
  }
  std::optional<double> MomentumAt(std::int64_t t, const ScheduledRun& run) const override {
    if (!cycle_momentum_) return std::nullopt;
    return Cycle(t, run, max_momentum_, base_momentum_, max_momentum_);
  }

  double Cycle(std::int64_t t, const ScheduledRun& run, double start, double top,
               double end) const {
    const std::int64_t length = LengthOr(total_steps_, run, kShortest);
    const auto last = static_cast<double>(length - 1);
    const double turn = pct_start_ * static_cast<double>(length) - 1;
    const double now = std::min(static_cast<double>(t), last);
    // A rise of one step or none starts at the top.
    if (turn > 0 && now <= turn) return Between(start, top, now / turn);
    return Between(top, end, (now - turn) / (last - turn));
  }

  double Between(double from, double to, double share) const {
    return anneal_ == "linear" ? from + (to - from) * share : HalfCosine(from, to, share);
  }

  std::optional<double> max_learning_rate_;
  std::optional<std::int64_t> total_steps_;
  double pct_start_ = 0;
  std::string anneal_;
  double div_factor_ = 1;
  double final_div_factor_ = 1;
  bool cycle_momentum_ = false;
  double base_momentum_ = 0;
  double max_momentum_ = 0;
};

}  // namespace

Entry<Schedule> OneCycleEntry() {
  return {"one_cycle",
          {"One cycle", "单周期"},
          {"Rises to a high rate, then falls far below where it began.",
           "先升到很高的学习率，再降到远低于起点。"},
          "Smith & Topin 2018, Super-Convergence, arXiv:1708.07120; PyTorch, OneCycleLR",
          Make<OneCycle>};
}

}  // namespace downhill
