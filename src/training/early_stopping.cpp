// SPDX-License-Identifier: Apache-2.0
#include "training/early_stopping.h"

#include <cmath>
#include <utility>

namespace downhill {
namespace {

double WatchedLoss(const HistoryRow& row) {
  return std::isnan(row.validation_loss) ? row.train_loss : row.validation_loss;
}

}  // namespace

void EarlyStopping::Declare(Visitor& visitor) {
  visitor.OptionalInteger(
      {.label =
           {"patience",
            {"Patience", "耐心值"},
            {"How many recorded points may pass without a better validation loss (training "
             "loss where nothing is held out); empty: no early stopping.",
             "允许多少个记录点没有更好的验证损失（没有留出数据时看训练损失）；留空则不早停。"}},
       .fallback = std::nullopt,
       .minimum = 1,
       .maximum = 1'000'000,
       .scale = Scale::kLog},
      patience);
  visitor.Real({.label = {"minimum_improvement",
                          {"Smallest improvement", "最小改善"},
                          {"A loss counts as better when it is lower by more than this.",
                           "损失降低超过此值才算改善。"}},
                .fallback = 0,
                .minimum = 0,
                .maximum = 1e6,
                .scale = Scale::kLog},
               minimum_improvement);
  visitor.Boolean(
      {.label = {"restore_best",
                 {"Restore the best weights", "恢复最佳权重"},
                 {"At the end, goes back to the weights of the best point, also where the "
                  "run has diverged.",
                  "结束时（包括发散时）回到最佳记录点的权重。"}},
       .fallback = true},
      restore_best);
}

bool BestPoint::IsKnown() const { return !std::isnan(loss_); }

bool BestPoint::IsBeatenBy(const HistoryRow& point) const {
  return WatchedLoss(point) < loss_ - rule_.minimum_improvement;
}

void BestPoint::Notice(const HistoryRow& point, const Weights& weights) {
  if (!rule_.patience || !std::isfinite(WatchedLoss(point))) return;
  if (IsKnown() && !IsBeatenBy(point)) {
    ++points_since_;
    return;
  }
  point_ = point;
  loss_ = WatchedLoss(point);
  points_since_ = 0;
  if (rule_.restore_best) {
    // In place: a third copy of the parameters might not fit into memory.
    weights_ = weights;
  } else {
    weights_ = {};
  }
}

std::optional<Text> BestPoint::Ending() const {
  if (!rule_.patience || points_since_ < *rule_.patience) return std::nullopt;
  static constexpr const char* kChinese =
      "早停：最低损失 {} 出现在第 {} 步，此后 {} 个记录点没有更好。";
  return Say(points_since_ == 1
                 ? Words{"Stopped early: the loss was {} at step {} and has not been better at {} "
                         "point since.",
                         kChinese}
                 : Words{"Stopped early: the loss was {} at step {} and has not been better at {} "
                         "points since.",
                         kChinese},
             RoundedText(loss_), static_cast<std::int64_t>(point_.step), points_since_);
}

bool BestPoint::IsToBeRestored(const HistoryRow& last, bool has_others) const {
  if (!rule_.patience || !rule_.restore_best || !IsKnown()) return false;
  return has_others || (point_.step != last.step && !IsBeatenBy(last));
}

void BestPoint::Swap(HistoryRow& point, Weights& weights) {
  std::swap(point_, point);
  std::swap(weights_, weights);
}

void BestPoint::Serialize(Archive& archive, const Weights& like) {
  archive.Bits(point_);
  archive.Bits(loss_);
  archive.Bits(points_since_);
  archive.Require(points_since_ >= 0 && points_since_ < kMostSteps &&
                  !(std::abs(point_.step) > static_cast<double>(kMostSteps)));
  bool has_weights = weights_.parameters.size() > 0;
  archive.Flag(has_weights);
  if (archive.reading()) weights_ = has_weights ? like : Weights{};
  archive.Numbers(weights_.parameters);
  archive.Numbers(weights_.statistics);
}

bool BestPoint::BeginsAnew() {
  if (IsKnown() && !(rule_.restore_best && weights_.parameters.size() == 0)) return false;
  point_ = {};
  loss_ = HistoryRow::kNone;
  weights_ = {};
  points_since_ = 0;
  return true;
}

}  // namespace downhill
