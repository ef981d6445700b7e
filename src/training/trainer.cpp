// SPDX-License-Identifier: Apache-2.0
#include "training/trainer.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/hash.h"
#include "core/kernels/norms.h"

namespace downhill {
namespace {

double Norm(const Vector& gradient) {
  return std::sqrt(kernels::SumOfSquares(gradient.data(), gradient.size()));
}

}  // namespace

Trainer::Trainer(const TrainingParts& parts, const RunLength& length, Index largest_batch,
                 ThreadPool* pool)
    : parts_(parts),
      length_(length),
      pool_(pool),
      workspace_(parts.network, largest_batch, Use::kTraining) {}

void Trainer::Reset(Random& random) {
  // In place: a second copy of the parameters might not fit into memory.
  parts_.network.Initialize(random, weights_);
  Begin();
}

void Trainer::Reset(const Weights& weights) {
  weights_ = weights;
  Begin();
}

void Trainer::Begin() {
  // The old state goes first: both together might not fit into memory.
  state_ = {};
  const Index size = weights_.parameters.size();
  gradient_.setZero(size);
  statistics_ = weights_.statistics;
  if (averages()) averaged_ = weights_;
  if (!parts_.network.frozen().empty()) frozen_ = weights_.parameters;
  state_.optimizer = parts_.optimizer.Begin({size, parts_.network.matrices(), parts_.seed});
  SetLearningRate(parts_.optimizer.learning_rate());
}

void Trainer::SetParameters(Index offset, std::span<const float> values) {
  for (Vector* all : {&weights_.parameters, &averaged_.parameters, &frozen_}) {
    // Those of an optimizer that averages, and what frozen layers keep: not in every run.
    if (all->size() == 0) continue;
    for (std::size_t i = 0; i < values.size(); ++i) {
      (*all)[offset + static_cast<Index>(i)] = static_cast<Scalar>(values[i]);
    }
  }
}

void Trainer::SetLearningRate(double learning_rate) {
  state_.initial_rate = learning_rate;
  state_.schedule = parts_.schedule.Begin({length_, learning_rate});
  reads_loss_ =
      parts_.reads_loss || parts_.optimizer.needs_objective() || state_.schedule->observes();
  if (state_.begun) state_.begun->observed = false;
}

void Trainer::Serialize(Archive& archive, std::int64_t steps) {
  archive.Numbers(weights_.parameters);
  archive.Numbers(weights_.statistics);
  archive.Numbers(averaged_.parameters);
  archive.Numbers(averaged_.statistics);
  archive.Numbers(gradient_);
  archive.Numbers(frozen_);
  state_.steps = steps;
  bool has_norm = state_.gradient_norm.has_value();
  double norm = state_.gradient_norm.value_or(0);
  archive.Flag(has_norm);
  archive.Bits(norm);
  state_.gradient_norm = has_norm ? std::optional(norm) : std::nullopt;
  state_.optimizer->Serialize(archive);
  SerializeSchedule(archive);
  bool is_begun = state_.begun.has_value();
  archive.Flag(is_begun);
  archive.Require(is_begun == state_.optimizer->query().has_value());
  if (!is_begun) return;
  if (archive.reading()) state_.begun = Begun{};
  Begun& begun = *state_.begun;
  archive.Bits(begun.loss);
  archive.Bits(begun.objective);
  archive.Bits(begun.learning_rate);
  archive.Bits(begun.passes);
  archive.Require(begun.passes > 0 && begun.passes < 9'000'000'000'000'000);
  archive.Flag(begun.observed);
  archive.Numbers(statistics_);
}

void Trainer::SerializeSchedule(Archive& archive) {
  const double own_rate = parts_.optimizer.learning_rate();
  double declared_rate = own_rate;
  double rate = state_.initial_rate;
  std::uint64_t type = Hash(parts_.schedule_id);
  archive.Bits(declared_rate);
  archive.Bits(rate);
  archive.Require(std::isfinite(rate) && rate > 0);
  archive.Bits(type);
  if (!archive.reading()) return state_.schedule->Serialize(archive);
  // A rate that was set goes on, but one that the document has changed takes its place.
  SetLearningRate(declared_rate == own_rate ? rate : own_rate);
  const bool same_type = type == Hash(parts_.schedule_id);
  if (same_type && declared_rate == own_rate) return state_.schedule->Serialize(archive);
  // What another schedule has observed is passed over.
  for (const Entry<Schedule>& entry : Schedules().entries) {
    if (Hash(entry.id) != type) continue;
    const auto other = entry.make();
    SetDefaults(*other);
    return other->Begin({length_, rate})->Serialize(archive);
  }
  Archive::Refuse();
}

Pass Trainer::PassOf(std::int64_t t) const {
  const auto step = static_cast<std::uint64_t>(t);
  return {.mode = Mode::kTraining, .noise = Scramble(Scramble(parts_.seed) + step), .pool = pool_};
}

std::optional<double> Trainer::Advance(const Batch& batch) {
  if (state_.begun) {
    Begun& begun = *state_.begun;
    const Query asked = *state_.optimizer->query();
    const WeightsView there(asked.parameters, weights_.statistics.data());
    const double loss = Measure(there, batch, asked.gradient, nullptr);
    ++begun.passes;
    const double penalty = parts_.regularization.Penalty(parts_.network, asked.parameters);
    state_.optimizer->Tell(UpdateOf(begun), loss + penalty);
  } else {
    if (parts_.optimizer.needs_objective()) state_.gradient_norm = gradient_norm();
    statistics_ = weights_.statistics;
    const double loss = Measure(weights_, batch, gradient_.data(), statistics_.data());
    // An update would only spread the damage: the parameters stay what they were.
    if (!std::isfinite(loss)) return loss;
    if (parts_.clip.active()) {
      state_.gradient_norm = Norm(gradient_);
      parts_.clip.Apply(gradient_.data(), gradient_.size(), *state_.gradient_norm);
    }
    const bool compares = parts_.optimizer.needs_objective();
    state_.begun = Begun{.loss = loss,
                         .objective = compares ? loss + penalty() : loss,
                         .learning_rate = learning_rate()};
    state_.optimizer->Step(UpdateOf(*state_.begun));
  }
  if (state_.optimizer->query()) return std::nullopt;
  return Finish();
}

double Trainer::Measure(const WeightsView& weights, const Batch& batch, Scalar* gradient,
                        Scalar* new_statistics) {
  const MatrixMap outputs =
      workspace_.Forward(weights, batch.inputs, TrainingPass(), new_statistics);
  const ConstMatrixMap answers(outputs.data(), outputs.rows(), outputs.cols());
  const MatrixMap slopes =
      gradient != nullptr ? workspace_.OutputGradient() : MatrixMap(nullptr, 0, 0);
  const double loss = reads_loss() ? parts_.loss.Evaluate(answers, batch.targets, slopes)
                                   : parts_.loss.EvaluateNearly(answers, batch.targets, slopes);
  if (gradient == nullptr || !std::isfinite(loss)) return loss;
  workspace_.Backward(weights, gradient);
  if (parts_.regularization.active()) {
    parts_.regularization.AddGradient(parts_.network, weights.parameters, gradient);
  }
  for (const Network::Range& range : parts_.network.frozen()) {
    std::fill_n(gradient + range.offset, range.size, Scalar{0});
  }
  return loss;
}

double Trainer::LossOf(const Batch& batch) const {
  const std::size_t last = parts_.network.places().size() - 1;
  return parts_.loss.Evaluate(workspace_.Output(last), batch.targets, {nullptr, 0, 0});
}

Update Trainer::UpdateOf(const Begun& begun) {
  return {.parameters = weights_.parameters.data(),
          .gradient = gradient_.data(),
          .size = gradient_.size(),
          .learning_rate = begun.learning_rate,
          .number = steps() + 1,
          .loss = begun.objective,
          .momentum = momentum(),
          .initial_rate = state_.initial_rate,
          .average = averages() ? averaged_.parameters.data() : nullptr,
          .pool = pool_};
}

double Trainer::Finish() {
  const Begun begun = *std::exchange(state_.begun, std::nullopt);
  if (!parts_.clip.active()) state_.gradient_norm.reset();
  ++state_.steps;
  KeepFrozen(weights_.parameters);
  weights_.statistics = statistics_;
  if (averages()) {
    KeepFrozen(averaged_.parameters);
    averaged_.statistics = weights_.statistics;
  }
  if (begun.observed) state_.schedule->Observe(begun.loss);
  return begun.loss;
}

// Weight decay and momentum move a parameter whose gradient is 0, too.
void Trainer::KeepFrozen(Vector& parameters) const {
  for (const Network::Range& range : parts_.network.frozen()) {
    parameters.segment(range.offset, range.size) = frozen_.segment(range.offset, range.size);
  }
}

double Trainer::gradient_norm() const {
  return state_.gradient_norm ? *state_.gradient_norm : Norm(gradient_);
}

}  // namespace downhill
