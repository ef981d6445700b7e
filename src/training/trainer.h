// SPDX-License-Identifier: Apache-2.0
// One training step: forward, loss, backward, penalty, clip, update. Not the loop.
#pragma once

#include <cstdint>
#include <optional>

#include "core/random.h"
#include "core/scalar.h"
#include "core/thread_pool.h"
#include "losses/loss.h"
#include "optimizers/optimizer.h"
#include "schedules/schedule.h"
#include "training/clip.h"
#include "training/network.h"
#include "training/regularization.h"

namespace downhill {

/// The parts of a step. They belong to the experiment and must outlive the trainer.
struct TrainingParts {
  const Network& network;
  const Loss& loss;
  Optimizer& optimizer;
  const Schedule& schedule;
  const Regularization& regularization;
  const Clip& clip;
};

class Trainer {
 public:
  /// pool may be null.
  Trainer(const TrainingParts& parts, Index largest_batch, ThreadPool* pool);

  /// Draws the parameters anew, and stands at step 0 with an optimizer that knows nothing.
  void Reset(Random& random);
  /// Starts from these parameters (parameter_count()) instead of drawn ones.
  void Reset(Vector parameters);

  /// One update from the batch inputs (features, n), targets as the loss wants them. Returns the
  /// data loss of the batch before the update. A loss that is not finite changes nothing and is no
  /// step. Allocates nothing.
  double Step(ConstMatrixMap inputs, ConstMatrixMap targets);

  /// A forward pass with the parameters as they are now, for workspace() to show. n <= largest
  /// batch.
  void Look(ConstMatrixMap inputs) {
    workspace_.Forward(parameters_.data(), inputs, Mode::kTraining, pool_);
  }

  /// Updates made so far: the t of the next step's schedule.
  std::int64_t steps() const { return steps_; }
  /// The rate of the next step.
  double learning_rate() const;
  const Vector& parameters() const { return parameters_; }
  /// Of the last step: with the penalty, and clipped where clipping is on.
  const Vector& gradient() const { return gradient_; }
  /// L2 norm of the last step's whole gradient, with the penalty, before clipping.
  double gradient_norm() const;
  double penalty() const { return parts_.regularization.Penalty(parts_.network, parameters_); }
  /// The last step's pass, to find where numbers broke.
  const Workspace& workspace() const { return workspace_; }

 private:
  void Forget();

  TrainingParts parts_;
  ThreadPool* pool_;
  Workspace workspace_;
  Vector parameters_;
  Vector gradient_;
  std::int64_t steps_ = 0;
  /// Set where clipping is on: afterwards it cannot be told from the gradient.
  std::optional<double> norm_before_clipping_;
};

}  // namespace downhill
