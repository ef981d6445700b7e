// SPDX-License-Identifier: Apache-2.0
#include "training/trainer.h"

#include <cmath>
#include <utility>

#include "core/kernels/norms.h"

namespace downhill {

Trainer::Trainer(const TrainingParts& parts, Index largest_batch, ThreadPool* pool)
    : parts_(parts),
      pool_(pool),
      workspace_(parts.network, largest_batch, Workspace::Use::kTraining) {}

void Trainer::Reset(Random& random) {
  // In place: a second copy of the parameters might not fit into memory.
  parts_.network.Initialize(random, parameters_);
  Forget();
}

void Trainer::Reset(Vector parameters) {
  parameters_ = std::move(parameters);
  Forget();
}

void Trainer::Forget() {
  gradient_.setZero(parameters_.size());
  parts_.optimizer.Reset(parameters_.size());
  steps_ = 0;
  norm_before_clipping_.reset();
}

double Trainer::learning_rate() const {
  return parts_.schedule.Rate(parts_.optimizer.learning_rate(), steps_);
}

double Trainer::Step(ConstMatrixMap inputs, ConstMatrixMap targets) {
  const MatrixMap outputs = workspace_.Forward(parameters_.data(), inputs, Mode::kTraining, pool_);
  const double loss =
      parts_.loss.Evaluate(ConstMatrixMap(outputs.data(), outputs.rows(), outputs.cols()), targets,
                           workspace_.OutputGradient());
  // An update would only spread the damage: the parameters stay what they were.
  if (!std::isfinite(loss)) return loss;
  workspace_.Backward(parameters_.data(), gradient_.data(), pool_);
  if (parts_.regularization.active()) {
    parts_.regularization.AddGradient(parts_.network, parameters_, gradient_);
  }
  norm_before_clipping_.reset();
  if (parts_.clip.active()) {
    norm_before_clipping_ = gradient_norm();
    parts_.clip.Apply(gradient_.data(), gradient_.size(), *norm_before_clipping_);
  }
  const double rate = learning_rate();
  parts_.optimizer.Step({parameters_.data(), gradient_.data(), parameters_.size(), rate, ++steps_});
  return loss;
}

double Trainer::gradient_norm() const {
  if (norm_before_clipping_) return *norm_before_clipping_;
  return std::sqrt(kernels::SumOfSquares(gradient_.data(), gradient_.size()));
}

}  // namespace downhill
