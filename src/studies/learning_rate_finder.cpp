// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <vector>

#include "core/error.h"
#include "core/stopwatch.h"
#include "experiment/training_run.h"
#include "optimizers/optimizer.h"
#include "studies/patch.h"
#include "studies/spread.h"
#include "studies/study.h"

namespace downhill {
namespace {

struct Sweep {
  double minimum;
  double maximum;
  std::int64_t steps;
  double smoothing;
};

/// The rate of step i = 0 .. steps-1 is minimum (maximum / minimum)^(i / (steps-1)). The loss of
/// each batch is smoothed: m = s m + (1-s) l, divided by 1 - s^(i+1), with s <= 1 - 10/steps. The
/// sweep ends where that is above four times its lowest. Suggested is the rate at which the
/// smoothed loss falls fastest along log(rate).
class LearningRateRun final : public StudyRun {
 public:
  LearningRateRun(Subject subject, const Sweep& sweep)
      : sweep_(sweep),
        smoothing_(std::min(sweep.smoothing, 1 - 10 / static_cast<double>(sweep.steps))),
        run_(std::move(subject.run)) {
    const Slot<Optimizer>& optimizer = run_->experiment().optimizer;
    if (optimizer->needs_objective()) {
      throw Error(
          "experiment.optimizer",
          Say({"{} looks for the length of its steps itself, so that a sweep of rates tells "
               "nothing. Choose another, or train with its default rate.",
               "{} 自己寻找步长，扫描学习率没有意义。请换一个优化器，或用它的默认学习率训练。"},
              optimizer.id()));
    }
    SetUp(run_->experiment());
    run_->Start(subject.pool);
  }

  void Advance(double budget_ms) override {
    const Stopwatch watch;
    for (double left = budget_ms; !finished() && left > 0;
         left = budget_ms - watch.milliseconds()) {
      Train(left);
    }
  }
  bool finished() const override { return finished_; }
  double progress() const override {
    return finished_ ? 1 : static_cast<double>(rates_.size()) / static_cast<double>(sweep_.steps);
  }

  Json Result() const override {
    Json rows = Json::array();
    for (std::size_t i = 0; i < rates_.size(); ++i) {
      rows.push_back(
          Json::array({rates_[i], NumberOrNull(losses_[i]), NumberOrNull(smoothed_[i])}));
    }
    Json result{{"message", ToJson(Message())},
                {"table",
                 {{"columns", Json::array({"learning_rate", "loss", "smoothed_loss"})},
                  {"rows", std::move(rows)}}},
                {"diverged", diverged_}};
    if (finished_ && Falls()) {
      result["suggestion"] = Suggestion();
      result["steepest"] = rates_[Steepest()];
      result["lowest"] = rates_[Lowest()];
    }
    return result;
  }

 private:
  /// The sweep alone says what the rate is and when it ends.
  void SetUp(Experiment& experiment) const {
    experiment.schedule.Choose("constant");
    SetDefaults(experiment.stop);
    experiment.stop.steps = sweep_.steps;
    experiment.stop.epochs = std::nullopt;
    experiment.stop.divergence_factor = 1e6;
    experiment.record.every = 1'000'000;
    experiment.record.unit = "step";
  }

  /// Within the range: a power may be rounded past its end.
  double RateOf(std::size_t step) const {
    const double share = static_cast<double>(step) / static_cast<double>(sweep_.steps - 1);
    const double rate = sweep_.minimum * std::pow(sweep_.maximum / sweep_.minimum, share);
    return std::clamp(rate, sweep_.minimum, sweep_.maximum);
  }

  /// One step, and of the last one the record, as far as the time goes.
  void Train(double budget_ms) {
    Session& session = run_->session();
    const double rate = RateOf(rates_.size());
    if (!session.recording()) session.SetLearningRate(rate);
    session.Run(session.recording() ? 0 : 1, budget_ms);
    if (session.recording()) return;
    const double loss = session.batch_loss();
    const double s = smoothing_;
    memory_ = s * memory_ + (1 - s) * loss;
    const double smoothed = memory_ / (1 - std::pow(s, static_cast<double>(rates_.size() + 1)));
    rates_.push_back(rate);
    losses_.push_back(loss);
    smoothed_.push_back(smoothed);
    lowest_loss_ = rates_.size() == 1 ? smoothed : std::min(lowest_loss_, smoothed);
    diverged_ = session.progress().status == Status::kDiverged || !std::isfinite(smoothed) ||
                smoothed > 4 * std::max(lowest_loss_, 1e-3 * smoothed_.front());
    finished_ = diverged_ || static_cast<std::int64_t>(rates_.size()) >= sweep_.steps;
  }

  std::size_t Lowest() const {
    std::size_t lowest = 0;
    for (std::size_t i = 0; i < smoothed_.size(); ++i) {
      if (smoothed_[i] < smoothed_[lowest]) lowest = i;
    }
    return lowest;
  }

  std::size_t Reach() const {
    return static_cast<std::size_t>(std::max<std::int64_t>(1, sweep_.steps / 20));
  }

  /// Where the smoothed loss falls fastest over the logarithm of the rate, before its lowest point:
  /// by straight lines through a twentieth of the sweep on either side, because from one batch to
  /// the next it is mostly noise. 0 where it falls nowhere.
  std::size_t Steepest() const {
    const std::size_t reach = Reach();
    const std::size_t lowest = Lowest();
    std::size_t steepest = 0;
    double most = 0;
    for (std::size_t i = reach; i <= lowest && i + reach < smoothed_.size(); ++i) {
      double slope = 0;
      for (std::size_t k = 1; k <= reach; ++k) {
        slope += static_cast<double>(k) * (smoothed_[i + k] - smoothed_[i - k]);
      }
      if (slope < most) {
        most = slope;
        steepest = i;
      }
    }
    return steepest;
  }

  /// How much the loss differs from batch to batch up to its lowest point: from second differences,
  /// which a straight fall leaves alone, and of these the median, which a knee leaves alone. Those
  /// of independent normal numbers have six times their variance, and half of them lie within
  /// 0.6745 deviations. Source: Gasser, Sroka & Jennen-Steinmetz 1986, Residual variance and
  /// residual pattern in nonlinear regression.
  double Deviation() const {
    const std::size_t end = std::min(std::max<std::size_t>(Lowest() + 1, 3), losses_.size());
    if (end < 3) return 0;
    std::vector<double> bends;
    for (std::size_t i = 2; i < end; ++i) {
      bends.push_back(std::abs(losses_[i] - 2 * losses_[i - 1] + losses_[i - 2]));
    }
    const auto middle = bends.begin() + static_cast<std::ptrdiff_t>(bends.size() / 2);
    std::nth_element(bends.begin(), middle, bends.end());
    return *middle / (0.6745 * std::sqrt(6.0));
  }

  /// By more than chance: the batches differ by sigma, so the mean of the first n of them by
  /// sigma / sqrt(n), and the smoothed loss by sigma sqrt((1 - s) / (1 + s)). Its lowest of many
  /// lies about 3 of those below their mean.
  bool Falls() const {
    if (Steepest() == 0) return false;
    const std::size_t first = Reach();
    double start = 0;
    for (std::size_t i = 0; i < first; ++i) start += losses_[i] / static_cast<double>(first);
    const double s = smoothing_;
    const double chance =
        Deviation() * std::sqrt(1 / static_cast<double>(first) + (1 - s) / (1 + s));
    return start - smoothed_[Lowest()] > 4 * chance;
  }

  /// One significant digit: the test cannot tell more.
  double Suggestion() const {
    const double rate = rates_[Steepest()];
    const double unit = std::pow(10, std::floor(std::log10(rate)));
    return std::round(rate / unit) * unit;
  }

  Text Message() const {
    if (!finished_) return {"The rate is rising.", "学习率正在升高。"};
    if (!Falls()) {
      return {
          "The loss fell at no rate of this range. Begin with a smaller one, or look at the "
          "data.",
          "在此范围内损失没有下降。请从更小的学习率开始，或检查数据。"};
    }
    const std::string suggestion = RoundedText(Suggestion());
    const std::string lowest = RoundedText(rates_[Lowest()]);
    if (!diverged_) {
      return Say({"Use {}: there the loss falls fastest. It is lowest at {}, and the largest rate "
                  "of the range did not break it: a wider range may tell more.",
                  "建议 {}：此处损失下降最快。损失在 {} "
                  "处最低，范围内最大的学习率也没有使其发散：可扩大范围再试。"},
                 suggestion, lowest);
    }
    return Say(
        {"Use {}: there the loss falls fastest. It is lowest at {}, and from {} on it rises: "
         "steps that large jump over the valley.",
         "建议 {}：此处损失下降最快。损失在 {} 处最低，从 {} "
         "起上升：步子太大，会跨过谷底。"},
        suggestion, lowest, RoundedText(rates_.back()));
  }

  Sweep sweep_;
  /// Over a tenth of the sweep at most: of few steps a fall would drown in what was before it.
  double smoothing_;
  std::unique_ptr<TrainingRun> run_;
  std::vector<double> rates_;
  std::vector<double> losses_;
  std::vector<double> smoothed_;
  double memory_ = 0;
  double lowest_loss_ = 0;
  bool diverged_ = false;
  bool finished_ = false;
};

class LearningRateFinder final : public Study {
 public:
  void Declare(Visitor& visitor) override {
    visitor.Real({.label = {"minimum",
                            {"First rate", "起始学习率"},
                            {"So small that hardly anything changes.", "小到几乎没有变化。"}},
                  .fallback = 1e-6,
                  .minimum = 1e-9,
                  .maximum = 1,
                  .scale = Scale::kLog},
                 sweep_.minimum);
    visitor.Real({.label = {"maximum",
                            {"Last rate", "最终学习率"},
                            {"So large that the loss breaks.", "大到使损失发散。"}},
                  .fallback = 10,
                  .minimum = 1e-9,
                  .maximum = 100,
                  .scale = Scale::kLog},
                 sweep_.maximum);
    visitor.Integer({.label = {"steps",
                               {"Steps", "步数"},
                               {"One update at each rate.", "每个学习率更新一步。"}},
                     .fallback = 200,
                     .minimum = 10,
                     .maximum = 10'000,
                     .scale = Scale::kLog},
                    sweep_.steps);
    visitor.Real(
        {.label =
             {"smoothing",
              {"Smoothing", "平滑"},
              {"How much of the earlier losses is kept: single batches are noisy. In short sweeps "
               "less is kept.",
               "保留多少此前的损失：单个小批量噪声大。步数少时保留得更少。"}},
         .fallback = 0.9,
         .minimum = 0,
         .maximum = 1,
         .maximum_excluded = true},
        sweep_.smoothing);
  }
  void Check() const override {
    if (sweep_.minimum < sweep_.maximum) return;
    throw Error("maximum", Say({"{} is not above the first rate {}. Give a larger one.",
                                "{} 不大于起始学习率 {}。请给出更大的数。"},
                               sweep_.maximum, sweep_.minimum));
  }
  std::unique_ptr<StudyRun> Begin(Subject subject) const override {
    return std::make_unique<LearningRateRun>(std::move(subject), sweep_);
  }

 private:
  Sweep sweep_{};
};

}  // namespace

Entry<Study> LearningRateFinderEntry() {
  return {"find_learning_rate",
          {"Learning-rate finder", "学习率搜索"},
          {"Raises the rate step by step until the loss breaks, and suggests one with the reason.",
           "逐步升高学习率直到损失发散，并给出建议与理由。"},
          "Smith 2017, arXiv:1506.01186, section 3.3; the suggestion after fastai's lr_find",
          Make<LearningRateFinder>};
}

}  // namespace downhill
