// SPDX-License-Identifier: Apache-2.0
// One training step: forward, loss, backward, penalty, clip, update. Not the loop.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "core/archive.h"
#include "core/random.h"
#include "core/scalar.h"
#include "core/thread_pool.h"
#include "losses/loss.h"
#include "optimizers/optimizer.h"
#include "schedules/schedule.h"
#include "training/batches.h"
#include "training/clip.h"
#include "training/network.h"
#include "training/regularization.h"

namespace downhill {

/// The parts of a step. They belong to the experiment and must outlive the trainer.
struct TrainingParts {
  const Network& network;
  const Loss& loss;
  const Optimizer& optimizer;
  const Schedule& schedule;
  const Regularization& regularization;
  const Clip& clip;
  /// Of what is drawn while training: dropout, and optimizers that draw.
  std::uint64_t seed = 0;
  /// Its type, for a run that goes on with another one.
  std::string_view schedule_id = {};
  /// Whether somebody adds up the losses of the batches, and so wants all their digits.
  bool reads_loss = false;
};

class Trainer {
 public:
  /// pool may be null.
  Trainer(const TrainingParts& parts, const RunLength& length, Index largest_batch,
          ThreadPool* pool);

  /// Draws the weights anew, and stands at step 0 with an optimizer that knows nothing.
  void Reset(Random& random);
  /// Starts from these weights instead of drawn ones.
  void Reset(const Weights& weights);
  /// Everything that the next step depends on, after so many updates.
  void Serialize(Archive& archive, std::int64_t steps);
  /// Before a reset, or before it is read.
  void SetLength(const RunLength& length) { length_ = length; }
  /// Others for weights(), at the same step; the next step begins from them, or averages into them.
  void SwapWeights(Weights& weights) { std::swap(averages() ? averaged_ : weights_, weights); }
  /// Others for so many of the parameters, from this one on, in what is learnt and where the next
  /// step begins.
  void SetParameters(Index offset, std::span<const float> values);
  /// From the next step on; the schedule starts anew from it.
  void SetLearningRate(double learning_rate);

  /// One pass over the batch; most optimizers update after one. Empty where the update takes more
  /// of them: then the next call is for the same batch, and until the update is made everything
  /// that is seen here stays as it was before it. Else the data loss of the batch before the
  /// update, to the last digit where it is read (reads_loss), else as
  /// Loss::EvaluateNearly; one that is not finite changes nothing and is no step. Allocates
  /// nothing.
  std::optional<double> Advance(const Batch& batch);
  /// Whether anybody looks at the losses of batches, be it optimizer or schedule.
  bool reads_loss() const { return reads_loss_; }
  /// The data loss of that batch to the last digit, after a step of one pass.
  double LossOf(const Batch& batch) const;
  /// Passes that the update under way has taken; 0 between two updates.
  std::int64_t passes() const { return state_.begun ? state_.begun->passes : 0; }

  /// A forward pass with the weights as they are now, for workspace() to show. n <= largest batch.
  void Look(ConstMatrixMap inputs) { workspace_.Forward(weights_, inputs, TrainingPass()); }

  /// What the forward pass of step t has in common with nobody else's: its noise.
  Pass PassOf(std::int64_t t) const;

  /// Updates made so far: the t of the next step's schedule.
  std::int64_t steps() const { return state_.steps; }
  /// The rate of the next step that begins.
  double learning_rate() const { return state_.schedule->Rate(steps()); }
  /// The rate of the step under way, or where there is none of the next.
  double step_learning_rate() const {
    return state_.begun ? state_.begun->learning_rate : learning_rate();
  }
  /// Its momentum, where the schedule cycles it.
  std::optional<double> momentum() const { return state_.schedule->Momentum(steps()); }
  /// What has been learnt, for all who look at the run: the last weights, or where the optimizer
  /// averages its path, their average.
  const Weights& weights() const { return averages() ? averaged_ : weights_; }
  /// Where the next step begins.
  const Weights& last_weights() const { return weights_; }
  /// Of the last pass of a step's own: with the penalty, and clipped where clipping is on.
  const Vector& gradient() const { return gradient_; }
  /// What the optimizer remembers of every parameter (OptimizerState::Buffers).
  void VisitBuffers(const VisitBuffer& visit) const { state_.optimizer->Buffers(visit); }
  /// L2 norm of the last step's whole gradient, with the penalty, before clipping.
  double gradient_norm() const;
  double penalty() const {
    return parts_.regularization.Penalty(parts_.network, weights_.parameters.data());
  }
  /// The last step's pass, to find where numbers broke.
  const Workspace& workspace() const { return workspace_; }

 private:
  /// A step whose optimizer asks for the loss elsewhere.
  struct Begun {
    /// Of the batch, at the parameters where the step begins.
    double loss = 0;
    /// With the penalty, where the optimizer compares it; else the same.
    double objective = 0;
    double learning_rate = 0;
    std::int64_t passes = 1;
    /// False where the schedule has begun anew since.
    bool observed = true;
  };

  /// Beside the weights all that changes while training. A reset makes it anew.
  struct State {
    std::unique_ptr<OptimizerState> optimizer;
    std::unique_ptr<ScheduleState> schedule;
    /// What the schedule varies: the optimizer's rate, or the one that was set.
    double initial_rate = 0;
    std::int64_t steps = 0;
    /// Of the last step; set where it cannot be told from the gradient: it is clipped, or that of a
    /// step under way.
    std::optional<double> gradient_norm;
    std::optional<Begun> begun;
  };

  void Begin();
  void SerializeSchedule(Archive& archive);
  bool averages() const { return parts_.optimizer.averages(); }
  Pass TrainingPass() const { return PassOf(steps()); }
  /// Loss of the batch (without penalty) and, unless gradient is null or the loss is not finite,
  /// d(loss + penalty) / d parameters, with zeros where layers are frozen. new_statistics: see
  /// Workspace::Forward.
  double Measure(const WeightsView& weights, const Batch& batch, Scalar* gradient,
                 Scalar* new_statistics);
  /// The update that is to be made of the last pass at the weights.
  Update UpdateOf(const Begun& begun);
  double Finish();
  void KeepFrozen(Vector& parameters) const;

  TrainingParts parts_;
  bool reads_loss_ = false;
  RunLength length_;
  ThreadPool* pool_;
  Workspace workspace_;
  Weights weights_;
  /// Empty where the optimizer averages nothing. The statistics are the last ones.
  Weights averaged_;
  /// What the statistics will be after the step.
  Vector statistics_;
  Vector gradient_;
  /// What frozen layers keep; empty where there are none.
  Vector frozen_;
  State state_;
};

}  // namespace downhill
