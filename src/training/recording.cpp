// SPDX-License-Identifier: Apache-2.0
#include "training/recording.h"

#include <array>
#include <limits>

namespace downhill {

void RecordRule::Declare(Visitor& visitor) {
  static constexpr std::array kUnits{
      Option{"epoch", {"Epochs", "轮"}},
      Option{"step", {"Steps", "步"}},
  };
  static constexpr std::array kTrains{
      Option{"evaluated", {"Evaluated", "重新评估"}},
      Option{"running", {"Running mean", "各小批量的平均"}},
  };
  visitor.Integer(
      {.label = {"every",
                 {"Record every", "记录间隔"},
                 {"How often a point of the curves is taken.", "每隔多久记录曲线上的一点。"}},
       .fallback = 1,
       .minimum = 1,
       .maximum = 1'000'000,
       .scale = Scale::kLog},
      every);
  visitor.Choice({.label = {"unit",
                            {"Unit", "单位"},
                            {"Whether epochs or steps are counted.", "按轮数还是按步数计。"}},
                  .fallback = "epoch",
                  .options = kUnits},
                 unit);
  visitor.Choice(
      {.label =
           {"train",
            {"Training loss", "训练损失"},
            {"Evaluated: of all training samples, with the weights of the point. Running mean: "
             "of the batches since the last point, from the passes that learnt from them, "
             "each with the weights before its update, with dropout and batch statistics. It "
             "costs nothing, lags behind while the loss falls, and is what stop rules see.",
             "重新评估：用记录点的权重计算全部训练样本。各小批量的平均：上一记录点以来各小批量损失"
             "的平均，"
             "取自学习它们的那次前向传播，用的是每批更新前的权重，并带 Dropout 与小批量的统计量。"
             "它不费时间，损失下降时略为滞后，停止规则也以它为准。"}},
       .fallback = "evaluated",
       .options = kTrains},
      train);
}

bool RecordRule::IsDue(std::int64_t steps, const BatchCount& batches) const {
  if (unit == "step") return steps % every == 0;
  return batches.EndsEpoch(steps) && batches.EpochsAfter(steps) % every == 0;
}

void RunningMean::End(double loss, Index samples) {
  if (!under_way_) return;
  loss_ += loss * static_cast<double>(samples);
  right_ += *under_way_;
  samples_ += samples;
  under_way_.reset();
}

std::optional<Evaluation> RunningMean::Mean(bool has_classes) const {
  if (samples_ == 0) return std::nullopt;
  const auto n = static_cast<double>(samples_);
  Evaluation mean{loss_ / n, std::nullopt};
  if (has_classes) mean.accuracy = static_cast<double>(right_) / n;
  return mean;
}

void RunningMean::Serialize(Archive& archive) {
  archive.Bits(loss_);
  archive.Bits(right_);
  archive.Bits(samples_);
  archive.Require(right_ >= 0 && right_ <= samples_);
  bool is_under_way = under_way_.has_value();
  std::int64_t right = under_way_.value_or(0);
  archive.Flag(is_under_way);
  archive.Bits(right);
  archive.Require(right >= 0 && right <= std::numeric_limits<Index>::max());
  under_way_ = is_under_way ? std::optional(right) : std::nullopt;
}

Recording::Recording(const HistoryRow& known, const Data& data,
                     const std::optional<Evaluation>& train)
    : point_(known), validation_(data.table(Part::kValidation)) {
  if (train) {
    Take(*train);
  } else {
    train_ = Evaluator::Partial(data.table(Part::kTrain));
  }
}

void Recording::Take(const Evaluation& train) {
  point_.train_loss = train.loss;
  point_.train_accuracy = train.accuracy.value_or(HistoryRow::kNone);
}

std::optional<HistoryRow> Recording::Advance(Evaluator& evaluator, const WeightsView& weights) {
  evaluator.Continue(weights, train_.complete() ? validation_ : train_);
  if (!train_.complete() || !validation_.complete()) return std::nullopt;
  if (const auto train = evaluator.Result(train_)) Take(*train);
  if (const auto validation = evaluator.Result(validation_)) {
    point_.validation_loss = validation->loss;
    point_.validation_accuracy = validation->accuracy.value_or(HistoryRow::kNone);
  }
  return point_;
}

}  // namespace downhill
