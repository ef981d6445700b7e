// SPDX-License-Identifier: Apache-2.0
#include "training/recording.h"

namespace downhill {

void RecordRule::Declare(Visitor& visitor) {
  static constexpr std::array kUnits{
      Option{"epoch", {"Epochs", "轮"}},
      Option{"step", {"Steps", "步"}},
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
}

bool RecordRule::IsDue(std::int64_t steps, const BatchCount& batches) const {
  if (unit == "step") return steps % every == 0;
  return batches.EndsEpoch(steps) && batches.EpochsAfter(steps) % every == 0;
}

Recording::Recording(const HistoryRow& known, const Data& data)
    : point_(known), train_(data.table(Part::kTrain)), validation_(data.table(Part::kValidation)) {}

std::optional<HistoryRow> Recording::Advance(Evaluator& evaluator, const WeightsView& weights) {
  evaluator.Continue(weights, train_.complete() ? validation_ : train_);
  if (!train_.complete() || !validation_.complete()) return std::nullopt;
  if (const auto train = evaluator.Result(train_)) {
    point_.train_loss = train->loss;
    point_.train_accuracy = train->accuracy.value_or(HistoryRow::kNone);
  }
  if (const auto validation = evaluator.Result(validation_)) {
    point_.validation_loss = validation->loss;
    point_.validation_accuracy = validation->accuracy.value_or(HistoryRow::kNone);
  }
  return point_;
}

}  // namespace downhill
