// SPDX-License-Identifier: Apache-2.0
// A run: the loop around the step, with epochs, batches, records, stopping and divergence.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/declaration.h"
#include "core/random.h"
#include "core/scalar.h"
#include "core/text.h"
#include "training/data.h"
#include "training/evaluation.h"
#include "training/history.h"
#include "training/stop_rules.h"
#include "training/trainer.h"

namespace downhill {

/// How often a point of the history is recorded.
struct RecordRule final : Declared {
  void Declare(Visitor& visitor) override;

  std::int64_t every = 1;
  std::string unit;  // "epoch" or "step"
};

enum class Status { kReady, kFinished, kDiverged };

/// Where a run stands.
struct Progress {
  Status status = Status::kReady;
  /// Which stop rule ended it ("epochs", "loss_below", ..); empty otherwise.
  std::string reason;
  /// Why it ended, and what to do; empty while ready.
  Text message;
  /// Where the numbers broke, when diverged: the step, and the number of the layer from 0.
  std::int64_t diverged_step = 0;
  std::size_t diverged_layer = 0;
};

/// What a run needs besides the parts of a step. Everything outlives the session.
struct SessionPlan {
  TrainingParts parts;
  const Data& data;
  /// 0: the whole training part at once.
  std::int64_t batch_size;
  const RecordRule& record;
  const StopRules& stop;
  std::uint64_t seed;
};

class Session {
 public:
  Session(const SessionPlan& plan, ThreadPool* pool);

  /// Trains until max_steps updates are made (0: no limit), budget_ms milliseconds are over (0: no
  /// limit; looked at between steps), or the run ends. What is computed does not depend on how the
  /// run is cut into calls.
  void Run(std::int64_t max_steps, double budget_ms);
  /// Back to step 0, with the same initial parameters.
  void Reset();
  /// From the next step on.
  void SetLearningRate(double learning_rate);

  const Progress& progress() const { return progress_; }
  const History& history() const { return history_; }
  /// The last recorded point.
  const HistoryRow& latest() const { return latest_; }
  std::int64_t steps() const { return trainer_.steps(); }
  std::int64_t steps_per_epoch() const { return steps_per_epoch_; }
  /// Passes over the training data, as a fraction.
  double epochs() const;
  /// Samples the updates have seen.
  std::int64_t samples() const;
  double learning_rate() const { return trainer_.learning_rate(); }
  const Vector& parameters() const { return trainer_.parameters(); }
  const Network& network() const { return plan_.parts.network; }
  Evaluator& evaluator() { return evaluator_; }

 private:
  void Step();
  /// The batch of the next step, as columns.
  struct Batch {
    ConstMatrixMap inputs;
    ConstMatrixMap targets;
  };
  Batch NextBatch();
  bool HasDiverged(double loss) const;
  bool RecordIsDue() const;
  void Record();
  void CheckStopRules(double previous_loss);
  void Finish(std::string_view reason, Text message);
  void Diverge(double loss);

  SessionPlan plan_;
  const Table& train_;
  Index batch_;
  std::int64_t steps_per_epoch_;
  Trainer trainer_;
  Evaluator evaluator_;
  double initial_learning_rate_;
  std::optional<Random> batch_random_;
  std::vector<Index> order_;
  Matrix batch_inputs_;
  Matrix batch_targets_;
  Progress progress_;
  History history_;
  HistoryRow latest_;
  double loss_limit_ = 0;
};

}  // namespace downhill
