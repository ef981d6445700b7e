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

Trainer::Trainer(const TrainingParts& parts, Index largest_batch, ThreadPool* pool)
    : parts_(parts), pool_(pool), workspace_(parts.network, largest_batch, Use::kTraining) {}

void Trainer::Reset(Random& random) {
  // In place: a second copy of the parameters might not fit into memory.
  parts_.network.Initialize(random, weights_);
  Forget();
}

void Trainer::Reset(const Weights& weights) {
  weights_ = weights;
  Forget();
}

void Trainer::Forget() {
  gradient_.setZero(weights_.parameters.size());
  if (!parts_.network.frozen().empty()) frozen_ = weights_.parameters;
  parts_.optimizer.Reset({weights_.parameters.size(), parts_.network.matrices(), parts_.seed});
  parts_.schedule.Start(parts_.optimizer.learning_rate());
  steps_ = 0;
  norm_before_clipping_.reset();
}

void Trainer::Keep(Archive& archive) {
  archive.Numbers(weights_.parameters);
  archive.Numbers(weights_.statistics);
  archive.Numbers(gradient_);
  archive.Numbers(frozen_);
  archive.Bits(steps_);
  archive.Require(steps_ >= 0 && steps_ < 9'000'000'000'000'000);
  bool clipped = norm_before_clipping_.has_value();
  double norm = norm_before_clipping_.value_or(0);
  archive.Flag(clipped);
  archive.Bits(norm);
  norm_before_clipping_ = clipped ? std::optional(norm) : std::nullopt;
  double learning_rate = parts_.optimizer.learning_rate();
  archive.Bits(learning_rate);
  parts_.optimizer.set_learning_rate(learning_rate);
  parts_.optimizer.Keep(archive);
  parts_.schedule.Keep(archive);
}

void Trainer::SetLearningRate(double learning_rate) {
  parts_.optimizer.set_learning_rate(learning_rate);
  parts_.schedule.Start(learning_rate);
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
  norm_before_clipping_.reset();
  if (parts_.clip.active()) {
    norm_before_clipping_ = gradient_norm();
    parts_.clip.Apply(gradient_.data(), gradient_.size(), *norm_before_clipping_);
  }
  if (const auto momentum = parts_.schedule.Momentum(steps_)) {
    parts_.optimizer.set_momentum(*momentum);
  }
  Update update{weights_.parameters.data(), gradient_.data(), gradient_.size(), learning_rate(),
                steps_ + 1};
  if (parts_.optimizer.needs_objective()) {
    BatchObjective objective(*this, inputs, targets);
    update.loss = loss + penalty();
    update.objective = &objective;
    parts_.optimizer.Step(update);
  } else {
    parts_.optimizer.Step(update);
  }
  ++steps_;
  KeepFrozen();
  parts_.schedule.Observe(loss);
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
void Trainer::KeepFrozen() {
  for (const Network::Range& range : parts_.network.frozen()) {
    weights_.parameters.segment(range.offset, range.size) =
        frozen_.segment(range.offset, range.size);
  }
}

double Trainer::gradient_norm() const {
  if (norm_before_clipping_) return *norm_before_clipping_;
  return std::sqrt(kernels::SumOfSquares(gradient_.data(), gradient_.size()));
}

}  // namespace downhill
