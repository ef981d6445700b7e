// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <string>

#include "schedules/schedule.h"

namespace downhill {
namespace {

constexpr std::array kPlateauModes{Option{"min", {"Fall", "下降"}},
                                   Option{"max", {"Rise", "上升"}}};
constexpr std::array kPlateauUnits{Option{"epoch", {"Epochs", "轮"}},
                                   Option{"step", {"Steps", "步"}}};
constexpr std::array kThresholdModes{Option{"rel", {"Relative", "相对"}},
                                     Option{"abs", {"Absolute", "绝对"}}};

/// Starts at lr0. After each epoch with mean l of the losses of its batches, or each step with the
/// loss l of its batch: it is better when l < best (1 - threshold) (rel) or l < best - threshold
/// (abs), with the signs turned for "max". Better: best = l, bad = 0; else bad += 1. While the
/// cooldown lasts bad stays 0. When bad > patience: lr = max(lr factor, min_learning_rate) unless
/// that changes it by eps or less; a cooldown begins, bad = 0. Losses of the warm-up do not count,
/// and the first epoch begins after it.
class ReduceOnPlateau final : public Schedule {
 public:
  void Declare(Visitor& visitor) override {
    visitor.Choice({.label = {"mode",
                              {"Better is", "改进方向"},
                              {"Whether the loss counts as better when it falls or when it rises.",
                               "损失下降还是上升才算改进。"}},
                    .fallback = "min",
                    .options = kPlateauModes},
                   mode_);
    visitor.Choice(
        {.label = {"unit",
                   {"Look after", "观察间隔"},
                   {"Whether the loss is looked at after every epoch, as the mean of its batches, "
                    "or after every step: then batches that differ hide the progress.",
                    "每轮之后看该轮各小批量损失的均值，还是每步之后看这一小批量的损失（小批量之间的"
                    "差异会掩盖进展）。"}},
         .fallback = "epoch",
         .options = kPlateauUnits},
        unit_);
    visitor.Real(
        {.label = {"factor",
                   {"Factor", "倍数"},
                   {"The rate is multiplied by this at each drop.", "每次下降时学习率乘以此值。"}},
         .fallback = 0.1,
         .minimum = 0,
         .maximum = 1,
         .minimum_excluded = true,
         .maximum_excluded = true},
        factor_);
    visitor.Integer({.label = {"patience",
                               {"Patience", "耐心值"},
                               {"Epochs or steps without progress that are put up with.",
                                "可容忍的无改进轮数或步数。"}},
                     .fallback = 10,
                     .minimum = 0},
                    patience_);
    visitor.Real(
        {.label = {"threshold",
                   {"Threshold", "阈值"},
                   {"Smaller changes of the loss are no progress.", "损失变化小于此值不算改进。"}},
         .fallback = 1e-4,
         .minimum = 0,
         .maximum = 1e6,
         .scale = Scale::kLog},
        threshold_);
    visitor.Choice({.label = {"threshold_mode",
                              {"Threshold counts", "阈值方式"},
                              {"As a share of the best loss, or as a number of its own.",
                               "按最佳损失的比例，或按绝对数值。"}},
                    .fallback = "rel",
                    .options = kThresholdModes},
                   threshold_mode_);
    visitor.Integer({.label = {"cooldown",
                               {"Cooldown", "冷却期"},
                               {"Epochs or steps after a drop that are not counted.",
                                "每次下降之后不计数的轮数或步数。"}},
                     .fallback = 0,
                     .minimum = 0},
                    cooldown_);
    visitor.Real({.label = {"min_learning_rate",
                            {"Lowest rate", "最低学习率"},
                            {"The rate never drops below this.", "学习率不会低于此值。"}},
                  .fallback = 0,
                  .minimum = 0,
                  .maximum = 100,
                  .scale = Scale::kLog},
                 min_learning_rate_);
    visitor.Real({.label = {"eps",
                            {"Smallest drop", "最小降幅"},
                            {"A drop by less than this is not made.", "小于此值的下降不执行。"}},
                  .fallback = 1e-8,
                  .minimum = 0,
                  .maximum = 1,
                  .scale = Scale::kLog},
                 eps_);
    DeclareWarmUp(visitor);
  }
  std::unique_ptr<ScheduleState> Begin(const ScheduledRun& run) const override {
    return std::make_unique<State>(*this, run);
  }

 private:
  class State final : public ScheduleState {
   public:
    State(const ReduceOnPlateau& settings, const ScheduledRun& run)
        : ScheduleState(settings, run), settings_(settings), rate_(run.initial_rate) {}

    bool observes() const override { return true; }
    void Observe(double loss) override {
      if (warmed_up_ < settings_.warmup_steps_) {
        ++warmed_up_;
        return;
      }
      sum_ += loss;
      const std::int64_t together = settings_.unit_ == "epoch" ? run().length.steps_per_epoch : 1;
      if (++summed_ < together) return;
      Look(sum_ / static_cast<double>(together));
      sum_ = 0;
      summed_ = 0;
    }
    void Serialize(Archive& archive) override {
      archive.Bits(rate_);
      archive.Bits(best_);
      archive.Bits(warmed_up_);
      archive.Bits(sum_);
      archive.Bits(summed_);
      archive.Bits(looks_);
      archive.Bits(bad_);
      archive.Bits(cooling_);
    }

   private:
    double RateAt(std::int64_t) const override { return rate_; }

    void Look(double loss) {
      if (++looks_ == 1 || settings_.Better(loss, best_)) {
        best_ = loss;
        bad_ = 0;
      } else {
        ++bad_;
      }
      if (cooling_ > 0) {
        --cooling_;
        bad_ = 0;
      }
      if (bad_ <= settings_.patience_) return;
      const double lower = std::max(rate_ * settings_.factor_, settings_.min_learning_rate_);
      if (rate_ - lower > settings_.eps_) rate_ = lower;
      cooling_ = settings_.cooldown_;
      bad_ = 0;
    }

    const ReduceOnPlateau& settings_;
    double rate_;
    double best_ = 0;
    std::int64_t warmed_up_ = 0;
    /// Of the losses since the last look, and their number.
    double sum_ = 0;
    std::int64_t summed_ = 0;
    std::int64_t looks_ = 0;
    std::int64_t bad_ = 0;
    std::int64_t cooling_ = 0;
  };

  bool Better(double loss, double best) const {
    const double sign = mode_ == "min" ? -1 : 1;
    const double goal =
        threshold_mode_ == "rel" ? best * (1 + sign * threshold_) : best + sign * threshold_;
    return mode_ == "min" ? loss < goal : loss > goal;
  }

  std::string mode_;
  std::string unit_;
  double factor_ = 0;
  std::int64_t patience_ = 0;
  double threshold_ = 0;
  std::string threshold_mode_;
  std::int64_t cooldown_ = 0;
  double min_learning_rate_ = 0;
  double eps_ = 0;
};

}  // namespace

Entry<Schedule> ReduceOnPlateauEntry() {
  return {"reduce_on_plateau",
          {"Reduce on plateau", "停滞时降低"},
          {"Drops whenever the loss has made no progress for a while.",
           "损失一段时间没有改进时降低学习率。"},
          "PyTorch, ReduceLROnPlateau",
          Make<ReduceOnPlateau>};
}

}  // namespace downhill
