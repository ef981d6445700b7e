// SPDX-License-Identifier: Apache-2.0
#include "training/session.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include "core/stopwatch.h"

namespace downhill {
namespace {

/// Steps that can be counted on without a thought of the end.
constexpr std::int64_t kMostSteps = 9'000'000'000'000'000;

/// What early stopping watches.
double WatchedLoss(const HistoryRow& row) {
  return std::isnan(row.validation_loss) ? row.train_loss : row.validation_loss;
}

/// What helps a run that diverges, beside a smaller learning rate.
Words OtherCure(const TrainingParts& parts) {
  if (parts.clip.active()) {
    return {", or clip the gradient at a smaller limit.", "，或减小梯度截断的上限。"};
  }
  // It would be refused.
  if (parts.optimizer.needs_objective()) return {".", "。"};
  return {", or clip the gradient by norm.", "，或按范数截断梯度。"};
}

}  // namespace

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

Session::Session(const SessionPlan& plan, ThreadPool* pool)
    : plan_(plan),
      train_(plan.data.table(Part::kTrain)),
      batches_(train_, plan.batch_size, plan.seed),
      trainer_(plan.parts, {LastStep(), steps_per_epoch()}, batches_.count().size, pool),
      evaluator_(plan.parts.network, plan.parts.loss, plan.data, pool) {
  Reset();
}

void Session::Reset() {
  Random random(plan_.seed, "parameters");
  trainer_.Reset(random);
  batches_.Reset();
  batch_loss_ = HistoryRow::kNone;
  progress_ = {};
  history_.Clear();
  start_loss_ = std::numeric_limits<double>::infinity();
  diverged_loss_.reset();
  best_ = {};
  best_weights_ = {};
  points_since_best_ = 0;
  restored_ = false;
  latest_ = {};
  StartRecord();
}

void Session::Save(Archive& archive) {
  Run(0, 0);
  // It is the last weights that the optimizer goes on from, whatever the run shows at its end.
  if (restored_) SwapBest();
  Keep(archive);
  if (restored_) SwapBest();
}

void Session::Resume(Archive& archive) {
  Reset();
  try {
    Keep(archive);
    archive.End();
  } catch (const Error&) {
    Reset();
    throw;
  }
  recording_ = false;
  const EarlyStopping& rule = plan_.stop.early_stopping;
  const bool recorded = latest_.step == static_cast<double>(steps());
  if (std::isnan(best_.train_loss) || (rule.restore_best && best_weights_.parameters.size() == 0)) {
    // The saved run did not look for what this one wants: the search begins here.
    best_ = {};
    points_since_best_ = 0;
    if (recorded) NoticeBest();
  }
  // Between two records nobody knows how good these weights are.
  if (!recorded) return CheckLimits();
  if (steps() > 0) CheckStopRules(HistoryRow::kNone);
}

void Session::Keep(Archive& archive) {
  batches_.Keep(archive);
  trainer_.Serialize(archive);
  history_.Keep(archive);
  archive.Bits(latest_);
  archive.Bits(start_loss_);
  archive.Bits(best_);
  archive.Bits(points_since_best_);
  archive.Require(points_since_best_ >= 0 && points_since_best_ < kMostSteps &&
                  !(std::abs(best_.step) > static_cast<double>(kMostSteps)));
  bool has_best = best_weights_.parameters.size() > 0;
  archive.Flag(has_best);
  if (archive.reading()) best_weights_ = {};
  if (!has_best) return;
  if (archive.reading()) best_weights_ = weights();
  archive.Numbers(best_weights_.parameters);
  archive.Numbers(best_weights_.statistics);
}

void Session::Begin() {
  start_loss_ = latest_.train_loss;
  NoticeBest();
}

void Session::SetLearningRate(double learning_rate) { trainer_.SetLearningRate(learning_rate); }

double Session::epochs() const {
  return static_cast<double>(samples()) / static_cast<double>(train_.samples());
}

void Session::Run(std::int64_t max_steps, double budget_ms) {
  const std::int64_t end = max_steps > kNoLimit - steps() ? kNoLimit : steps() + max_steps;
  const Stopwatch watch;
  // Asking for the time costs as much as a small step, so it is asked about every 0.1 ms.
  std::int64_t between_looks = 1;
  std::int64_t until_look = 1;
  double last_look = 0;
  while (progress_.status == Status::kReady && (recording_ || steps() < end)) {
    if (recording_) {
      ContinueRecord();
    } else {
      Step();
    }
    if (budget_ms <= 0 || --until_look > 0) continue;
    const double now = watch.milliseconds();
    if (now >= budget_ms) return;
    between_looks =
        now - last_look < 0.1 ? between_looks * 2 : std::max<std::int64_t>(between_looks / 2, 1);
    until_look = between_looks;
    last_look = now;
  }
}

void Session::Step() {
  batch_.emplace(batches_.Next(steps()));
  const double loss = trainer_.Step(batch_->inputs, batch_->targets);
  batch_loss_ = loss;
  // The last state is always a point of the curve.
  if (HasDiverged(loss)) {
    diverged_loss_ = loss;
    if (latest_.step == static_cast<double>(steps())) return Judge(latest_.train_loss);
    StartRecord();
  } else if (RecordIsDue() || IsLastEpoch() || IsLastStep()) {
    StartRecord();
  }
}

void Session::StartRecord() {
  recording_ = true;
  point_ = {};
  point_.step = static_cast<double>(steps());
  point_.epoch = epochs();
  point_.learning_rate = learning_rate();
  if (steps() > 0) point_.gradient_norm = trainer_.gradient_norm();
  parts_ = {Evaluator::Partial(train_), Evaluator::Partial(plan_.data.table(Part::kValidation))};
}

bool Session::AdvanceRecord() {
  for (Evaluator::Partial& part : parts_) {
    if (!part.complete()) {
      evaluator_.Continue(weights(), part);
      break;
    }
  }
  return std::all_of(parts_.begin(), parts_.end(),
                     [](const Evaluator::Partial& part) { return part.complete(); });
}

void Session::ContinueRecord() {
  if (!AdvanceRecord()) return;
  recording_ = false;
  if (const auto train = evaluator_.Result(parts_[0])) {
    point_.train_loss = train->loss;
    point_.train_accuracy = train->accuracy.value_or(HistoryRow::kNone);
  }
  if (const auto validation = evaluator_.Result(parts_[1])) {
    point_.validation_loss = validation->loss;
    point_.validation_accuracy = validation->accuracy.value_or(HistoryRow::kNone);
  }
  const double previous_loss = latest_.train_loss;
  latest_ = point_;
  history_.Add(latest_);
  if (steps() > 0 || diverged_loss_) {
    Judge(previous_loss);
  } else {
    Begin();
  }
}

void Session::Judge(double previous_loss) {
  if (diverged_loss_) return Diverge(*diverged_loss_);
  if (HasDiverged(latest_.train_loss)) {
    // It was the update that broke the numbers: look at a pass after it.
    trainer_.Look(batch_->inputs);
    return Diverge(latest_.train_loss);
  }
  NoticeBest();
  CheckStopRules(previous_loss);
}

bool Session::IsLastEpoch() const {
  return plan_.stop.epochs && steps() >= *plan_.stop.epochs * steps_per_epoch();
}

bool Session::IsLastStep() const { return plan_.stop.steps && steps() >= *plan_.stop.steps; }

std::int64_t Session::LastStep() const {
  const StopRules& stop = plan_.stop;
  return std::min(stop.steps.value_or(kNoLimit),
                  stop.epochs ? *stop.epochs * steps_per_epoch() : kNoLimit);
}

// A loss that is infinite from the start has an infinite limit, so it is asked about first.
bool Session::HasDiverged(double loss) const {
  return !std::isfinite(loss) || loss > plan_.stop.divergence_factor * std::max(1.0, start_loss_);
}

bool Session::RecordIsDue() const {
  const std::int64_t every =
      plan_.record.unit == "epoch" ? plan_.record.every * steps_per_epoch() : plan_.record.every;
  return steps() % every == 0;
}

void Session::CheckStopRules(double previous_loss) {
  const StopRules& stop = plan_.stop;
  const double change = std::abs(latest_.train_loss - previous_loss);
  if (stop.loss_below && latest_.train_loss < *stop.loss_below) {
    Finish("loss_below",
           Say({"Done: the training loss {} is below {}.", "完成：训练损失 {} 低于 {}。"},
               RoundedText(latest_.train_loss), *stop.loss_below));
  } else if (stop.gradient_norm_below && latest_.gradient_norm < *stop.gradient_norm_below) {
    Finish("gradient_norm_below",
           Say({"Done: the gradient's norm {} is below {}.", "完成：梯度范数 {} 低于 {}。"},
               RoundedText(latest_.gradient_norm), *stop.gradient_norm_below));
  } else if (stop.loss_change_below && change < *stop.loss_change_below) {
    Finish("loss_change_below", Say({"Done: the training loss changed by {}, less than {}.",
                                     "完成：训练损失只变化了 {}，小于 {}。"},
                                    RoundedText(change), *stop.loss_change_below));
  } else if (PatienceIsOver()) {
    Finish(
        "early_stopping",
        Say(points_since_best_ == 1
                ? Words{"Stopped early: the loss was {} at step {} and has not been better at {} "
                        "point since.",
                        "早停：最低损失 {} 出现在第 {} 步，此后 {} 个记录点没有更好。"}
                : Words{"Stopped early: the loss was {} at step {} and has not been better at {} "
                        "points since.",
                        "早停：最低损失 {} 出现在第 {} 步，此后 {} 个记录点没有更好。"},
            RoundedText(WatchedLoss(best_)), static_cast<std::int64_t>(best_.step),
            points_since_best_));
  } else {
    CheckLimits();
  }
}

void Session::CheckLimits() {
  const auto done = [](std::int64_t count, Words one, Words many) {
    return Say(count == 1 ? one : many, count);
  };
  const StopRules& stop = plan_.stop;
  if (IsLastEpoch()) {
    Finish("epochs", done(*stop.epochs, {"Done: {} epoch.", "完成：{} 轮。"},
                          {"Done: {} epochs.", "完成：{} 轮。"}));
  } else if (IsLastStep()) {
    Finish("steps", done(*stop.steps, {"Done: {} step.", "完成：{} 步。"},
                         {"Done: {} steps.", "完成：{} 步。"}));
  }
}

void Session::NoticeBest() {
  const EarlyStopping& rule = plan_.stop.early_stopping;
  if (!rule.patience || !std::isfinite(WatchedLoss(latest_))) return;
  const bool first = std::isnan(best_.train_loss);
  if (first || WatchedLoss(latest_) < WatchedLoss(best_) - rule.minimum_improvement) {
    best_ = latest_;
    points_since_best_ = 0;
    if (rule.restore_best) {
      // In place: a third copy of the parameters might not fit into memory.
      best_weights_ = weights();
    } else {
      best_weights_ = {};
    }
  } else {
    ++points_since_best_;
  }
}

bool Session::PatienceIsOver() const {
  const auto& patience = plan_.stop.early_stopping.patience;
  return patience && points_since_best_ >= *patience;
}

void Session::SwapBest() {
  trainer_.SwapWeights(best_weights_);
  // What the state tells is true of the weights it has.
  std::swap(latest_, best_);
}

void Session::RestoreBest() {
  const EarlyStopping& rule = plan_.stop.early_stopping;
  if (!rule.patience || !rule.restore_best || std::isnan(best_.train_loss) ||
      best_.step == latest_.step) {
    return;
  }
  SwapBest();
  restored_ = true;
  const Text restored = Say({" The weights of step {} are restored.", "已恢复第 {} 步的权重。"},
                            static_cast<std::int64_t>(latest_.step));
  progress_.message.en += restored.en;
  progress_.message.zh += restored.zh;
}

void Session::Finish(std::string_view reason, Text message) {
  history_.AddLast(latest_);
  progress_ = {Status::kFinished, std::string(reason), std::move(message), 0, 0};
  RestoreBest();
}

void Session::Diverge(double loss) {
  // The first layer whose numbers are not finite; if all are, the one with the largest.
  std::size_t layer = 0;
  Scalar largest = -1;
  const auto& places = network().places();
  for (std::size_t i = 0; i < places.size(); ++i) {
    const ConstMatrixMap output = trainer_.workspace().Output(i);
    if (!output.allFinite()) {
      layer = i;
      break;
    }
    const Scalar size = output.cwiseAbs().maxCoeff();
    if (size > largest) {
      largest = size;
      layer = i;
    }
  }
  const std::string rate = RoundedText(learning_rate());
  Text message =
      std::isfinite(loss)
          ? Say({"Diverged at step {}: the loss grew to {}, far above its start; the largest "
                 "numbers are in layer {}. Divide the learning rate {} by 10",
                 "在第 {} 步发散：损失增大到 {}，远高于初始值；最大的数值在第 {} 层。请把学习率 {} "
                 "除以 10"},
                steps(), RoundedText(loss), layer + 1, rate)
          : Say({"Diverged at step {}: the loss is not a finite number any more; the numbers broke "
                 "in layer {}. Divide the learning rate {} by 10",
                 "在第 {} 步发散：损失不再是有限数；数值在第 {} 层失控。请把学习率 {} 除以 10"},
                steps(), layer + 1, rate);
  const Words also = OtherCure(plan_.parts);
  message.en += also.en;
  message.zh += also.zh;
  history_.AddLast(latest_);
  progress_ = {Status::kDiverged, "", std::move(message), steps(), layer};
}

}  // namespace downhill
