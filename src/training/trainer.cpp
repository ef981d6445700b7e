// SPDX-License-Identifier: Apache-2.0
#include "training/trainer.h"

#include <algorithm>
#include <cmath>

#include "core/kernels/norms.h"

namespace downhill {

/// Passes beside the step's own: they measure no statistics.
class Trainer::BatchObjective final : public Objective {
 public:
  BatchObjective(Trainer& trainer, ConstMatrixMap inputs, ConstMatrixMap targets)
      : trainer_(trainer), inputs_(inputs), targets_(targets) {}

  double Evaluate(const Scalar* parameters, Scalar* gradient) override {
    const TrainingParts& parts = trainer_.parts_;
    const WeightsView weights(parameters, trainer_.weights_.statistics.data());
    Workspace& workspace = trainer_.workspace_;
    const MatrixMap outputs = workspace.Forward(weights, inputs_, trainer_.TrainingPass());
    const double loss = parts.loss.Evaluate(
        ConstMatrixMap(outputs.data(), outputs.rows(), outputs.cols()), targets_,
        gradient != nullptr ? workspace.OutputGradient() : MatrixMap(nullptr, 0, 0));
    if (gradient != nullptr) trainer_.Backward(weights, gradient);
    return loss + parts.regularization.Penalty(parts.network, parameters);
  }

 private:
  Trainer& trainer_;
  ConstMatrixMap inputs_;
  ConstMatrixMap targets_;
};

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
  if (averages()) averaged_ = weights_;
  if (!parts_.network.frozen().empty()) frozen_ = weights_.parameters;
  state_.optimizer = parts_.optimizer.Begin({size, parts_.network.matrices(), parts_.seed});
  SetLearningRate(parts_.optimizer.learning_rate());
}

void Trainer::SetLearningRate(double learning_rate) {
  state_.initial_rate = learning_rate;
  state_.schedule = parts_.schedule.Begin({length_, learning_rate});
}

void Trainer::Serialize(Archive& archive) {
  archive.Numbers(weights_.parameters);
  archive.Numbers(weights_.statistics);
  archive.Numbers(averaged_.parameters);
  archive.Numbers(averaged_.statistics);
  archive.Numbers(gradient_);
  archive.Numbers(frozen_);
  archive.Bits(state_.steps);
  archive.Require(state_.steps >= 0 && state_.steps < 9'000'000'000'000'000);
  bool clipped = state_.norm_before_clipping.has_value();
  double norm = state_.norm_before_clipping.value_or(0);
  archive.Flag(clipped);
  archive.Bits(norm);
  state_.norm_before_clipping = clipped ? std::optional(norm) : std::nullopt;
  double learning_rate = state_.initial_rate;
  archive.Bits(learning_rate);
  archive.Require(std::isfinite(learning_rate) && learning_rate > 0);
  if (archive.reading()) SetLearningRate(learning_rate);
  state_.optimizer->Serialize(archive);
  state_.schedule->Serialize(archive);
}

Pass Trainer::PassOf(std::int64_t t) const {
  const auto step = static_cast<std::uint64_t>(t);
  return {.mode = Mode::kTraining, .noise = Scramble(Scramble(parts_.seed) + step), .pool = pool_};
}

double Trainer::Step(ConstMatrixMap inputs, ConstMatrixMap targets) {
  const MatrixMap outputs =
      workspace_.Forward(weights_, inputs, TrainingPass(), weights_.statistics.data());
  const double loss =
      parts_.loss.Evaluate(ConstMatrixMap(outputs.data(), outputs.rows(), outputs.cols()), targets,
                           workspace_.OutputGradient());
  // An update would only spread the damage: the parameters stay what they were.
  if (!std::isfinite(loss)) return loss;
  Backward(weights_, gradient_.data());
  state_.norm_before_clipping.reset();
  if (parts_.clip.active()) {
    state_.norm_before_clipping = gradient_norm();
    parts_.clip.Apply(gradient_.data(), gradient_.size(), *state_.norm_before_clipping);
  }
  Update update{.parameters = weights_.parameters.data(),
                .gradient = gradient_.data(),
                .size = gradient_.size(),
                .learning_rate = learning_rate(),
                .number = steps() + 1,
                .momentum = momentum(),
                .initial_rate = state_.initial_rate,
                .average = averages() ? averaged_.parameters.data() : nullptr};
  if (parts_.optimizer.needs_objective()) {
    BatchObjective objective(*this, inputs, targets);
    update.loss = loss + penalty();
    update.objective = &objective;
    state_.optimizer->Step(update);
  } else {
    state_.optimizer->Step(update);
  }
  ++state_.steps;
  KeepFrozen(weights_.parameters);
  if (averages()) {
    KeepFrozen(averaged_.parameters);
    averaged_.statistics = weights_.statistics;
  }
  state_.schedule->Observe(loss);
  return loss;
}

void Trainer::Backward(const WeightsView& weights, Scalar* gradient) {
  workspace_.Backward(weights, gradient);
  if (parts_.regularization.active()) {
    parts_.regularization.AddGradient(parts_.network, weights.parameters, gradient);
  }
  for (const Network::Range& range : parts_.network.frozen()) {
    std::fill_n(gradient + range.offset, range.size, Scalar{0});
  }
}

// Weight decay and momentum move a parameter whose gradient is 0, too.
void Trainer::KeepFrozen(Vector& parameters) const {
  for (const Network::Range& range : parts_.network.frozen()) {
    parameters.segment(range.offset, range.size) = frozen_.segment(range.offset, range.size);
  }
}

double Trainer::gradient_norm() const {
  if (state_.norm_before_clipping) return *state_.norm_before_clipping;
  return std::sqrt(kernels::SumOfSquares(gradient_.data(), gradient_.size()));
}

}  // namespace downhill
