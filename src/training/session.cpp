// SPDX-License-Identifier: Apache-2.0
#include "training/session.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <numeric>
#include <span>

namespace downhill {
namespace {

using Clock = std::chrono::steady_clock;

double Milliseconds(Clock::duration duration) {
  return std::chrono::duration<double, std::milli>(duration).count();
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
      batch_(plan.batch_size == 0
                 ? train_.samples()
                 : std::min(static_cast<Index>(plan.batch_size), train_.samples())),
      steps_per_epoch_((train_.samples() + batch_ - 1) / batch_),
      trainer_(plan.parts, batch_, pool),
      evaluator_(plan.parts.network, plan.parts.loss, plan.data.samples.classes, pool),
      initial_learning_rate_(plan.parts.optimizer.learning_rate()),
      order_(static_cast<std::size_t>(train_.samples())) {
  if (batch_ < train_.samples()) {
    batch_inputs_.resize(train_.inputs.rows(), batch_);
    batch_targets_.resize(train_.targets.rows(), batch_);
  }
  Reset();
}

void Session::Reset() {
  plan_.parts.optimizer.set_learning_rate(initial_learning_rate_);
  Random random(plan_.seed, "parameters");
  Vector parameters;
  network().Initialize(random, parameters);
  trainer_.Reset(std::move(parameters));
  batch_random_.emplace(plan_.seed, "batches");
  std::iota(order_.begin(), order_.end(), Index{0});
  progress_ = {};
  history_.Clear();
  loss_limit_ = std::numeric_limits<double>::infinity();
  Record();
  loss_limit_ = plan_.stop.divergence_factor * std::max(1.0, latest_.train_loss);
}

void Session::SetLearningRate(double learning_rate) {
  plan_.parts.optimizer.set_learning_rate(learning_rate);
}

double Session::epochs() const {
  return static_cast<double>(samples()) / static_cast<double>(train_.samples());
}

std::int64_t Session::samples() const {
  const std::int64_t whole = steps() / steps_per_epoch_;
  const std::int64_t rest = steps() % steps_per_epoch_;
  return whole * train_.samples() + rest * batch_;
}

void Session::Run(std::int64_t max_steps, double budget_ms) {
  const std::int64_t end = steps() + max_steps;
  const auto start = Clock::now();
  // Asking for the time costs as much as a small step, so it is asked about every 0.1 ms.
  std::int64_t between_looks = 1;
  std::int64_t until_look = 1;
  double last_look = 0;
  while (progress_.status == Status::kReady && (max_steps == 0 || steps() < end)) {
    Step();
    if (budget_ms <= 0 || --until_look > 0) continue;
    const double now = Milliseconds(Clock::now() - start);
    if (now >= budget_ms) return;
    between_looks =
        now - last_look < 0.1 ? between_looks * 2 : std::max<std::int64_t>(between_looks / 2, 1);
    until_look = between_looks;
    last_look = now;
  }
}

Session::Batch Session::NextBatch() {
  if (batch_ == train_.samples()) return {View(train_.inputs), View(train_.targets)};
  const auto place = static_cast<Index>(steps() % steps_per_epoch_) * batch_;
  if (place == 0) batch_random_->Shuffle(std::span(order_));
  const Index count = std::min(batch_, train_.samples() - place);
  for (Index i = 0; i < count; ++i) {
    const Index sample = order_[static_cast<std::size_t>(place + i)];
    batch_inputs_.col(i) = train_.inputs.col(sample);
    batch_targets_.col(i) = train_.targets.col(sample);
  }
  return {{batch_inputs_.data(), batch_inputs_.rows(), count},
          {batch_targets_.data(), batch_targets_.rows(), count}};
}

void Session::Step() {
  const Batch batch = NextBatch();
  const double loss = trainer_.Step(batch.inputs, batch.targets);
  if (HasDiverged(loss)) return Diverge(loss);
  const StopRules& stop = plan_.stop;
  const bool last_epoch = stop.epochs && steps() >= *stop.epochs * steps_per_epoch_;
  const bool last_step = stop.steps && steps() >= *stop.steps;
  // The last state is always a point of the curve.
  if (!RecordIsDue() && !last_epoch && !last_step) return;
  const double previous_loss = latest_.train_loss;
  Record();
  if (HasDiverged(latest_.train_loss)) {
    // It was the update that broke the numbers: look at a pass after it.
    trainer_.Look(batch.inputs);
    return Diverge(latest_.train_loss);
  }
  CheckStopRules(previous_loss);
  if (progress_.status != Status::kReady) return;
  if (last_epoch) {
    Finish("epochs", Say({"Done: {} epochs.", "完成：{} 轮。"}, *stop.epochs));
  } else if (last_step) {
    Finish("steps", Say({"Done: {} steps.", "完成：{} 步。"}, *stop.steps));
  }
}

// A loss that is infinite from the start has an infinite limit, so it is asked about first.
bool Session::HasDiverged(double loss) const { return !std::isfinite(loss) || loss > loss_limit_; }

bool Session::RecordIsDue() const {
  const std::int64_t every =
      plan_.record.unit == "epoch" ? plan_.record.every * steps_per_epoch_ : plan_.record.every;
  return steps() % every == 0;
}

void Session::Record() {
  latest_ = {};
  latest_.step = static_cast<double>(steps());
  latest_.epoch = epochs();
  latest_.learning_rate = learning_rate();
  if (const auto train = evaluator_.Evaluate(parameters(), train_)) {
    latest_.train_loss = train->loss;
    latest_.train_accuracy = train->accuracy.value_or(HistoryRow::kNone);
  }
  if (const auto validation =
          evaluator_.Evaluate(parameters(), plan_.data.table(Part::kValidation))) {
    latest_.validation_loss = validation->loss;
    latest_.validation_accuracy = validation->accuracy.value_or(HistoryRow::kNone);
  }
  if (steps() > 0) latest_.gradient_norm = trainer_.gradient_norm();
  history_.Add(latest_);
}

void Session::CheckStopRules(double previous_loss) {
  const StopRules& stop = plan_.stop;
  const double change = std::abs(latest_.train_loss - previous_loss);
  if (stop.loss_below && latest_.train_loss < *stop.loss_below) {
    Finish("loss_below",
           Say({"Done: the training loss {} is below {}.", "完成：训练损失 {} 低于 {}。"},
               latest_.train_loss, *stop.loss_below));
  } else if (stop.gradient_norm_below && latest_.gradient_norm < *stop.gradient_norm_below) {
    Finish("gradient_norm_below",
           Say({"Done: the gradient's norm {} is below {}.", "完成：梯度范数 {} 低于 {}。"},
               latest_.gradient_norm, *stop.gradient_norm_below));
  } else if (stop.loss_change_below && change < *stop.loss_change_below) {
    Finish("loss_change_below", Say({"Done: the training loss changed by {}, less than {}.",
                                     "完成：训练损失只变化了 {}，小于 {}。"},
                                    change, *stop.loss_change_below));
  }
}

void Session::Finish(std::string_view reason, Text message) {
  history_.Keep(latest_);
  progress_ = {Status::kFinished, std::string(reason), std::move(message), 0, 0};
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
  const std::string how = std::isfinite(loss) ? ToText(loss) : "";
  Text message =
      how.empty()
          ? Say({"Diverged at step {}: the loss is not a finite number any more; the numbers broke "
                 "in "
                 "layer {}. Divide the learning rate {} by 10, or clip the gradient by norm.",
                 "在第 {} 步发散：损失不再是有限数；数值在第 {} 层失控。请把学习率 {} 除以 "
                 "10，或按范数截断梯度。"},
                steps(), layer + 1, learning_rate())
          : Say({"Diverged at step {}: the loss grew to {}, far above its start; the largest "
                 "numbers "
                 "are in layer {}. Divide the learning rate {} by 10, or clip the gradient by "
                 "norm.",
                 "在第 {} 步发散：损失增大到 {}，远高于初始值；最大的数值在第 {} 层。请把学习率 {} "
                 "除以 10，或按范数截断梯度。"},
                steps(), how, layer + 1, learning_rate());
  progress_ = {Status::kDiverged, "", std::move(message), steps(), layer};
}

}  // namespace downhill
