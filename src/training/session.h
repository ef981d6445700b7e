// SPDX-License-Identifier: Apache-2.0
// A run: the loop around the step, with epochs, batches, records, stopping and divergence.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "core/archive.h"
#include "core/declaration.h"
#include "core/scalar.h"
#include "core/text.h"
#include "training/batches.h"
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

  static constexpr std::int64_t kNoLimit = std::numeric_limits<std::int64_t>::max();

  /// Trains until max_steps updates are made and recorded where a record is due (0: ends the record
  /// under way), budget_ms milliseconds are over (0: no limit; looked at between steps and within a
  /// record), or the run ends. What is computed does not depend on how the run is cut into calls.
  void Run(std::int64_t max_steps, double budget_ms);
  /// Back to step 0, with the same initial parameters; the next Run begins with recording them.
  void Reset();
  /// From the next step on.
  void SetLearningRate(double learning_rate);
  /// Where the run stands, so that Resume of an equal plan goes on with the same bits; only the
  /// rules for stopping and recording may be others; a schedule whose length is left empty follows
  /// the new end. Ends the record under way first.
  void Save(Archive& archive);
  /// Throws Error where the bytes are not such a state; then the run is back at its start.
  void Resume(Archive& archive);

  const Progress& progress() const { return progress_; }
  const History& history() const { return history_; }
  /// Points of the history that thinning does not touch (History::TakeRecorded).
  const std::vector<HistoryRow>& TakeRecorded() { return history_.TakeRecorded(); }
  /// True at the start, and where the budget ended in the middle of a record: the next Run goes on
  /// with it.
  bool recording() const { return recording_; }
  /// The last recorded point.
  const HistoryRow& latest() const { return latest_; }
  std::int64_t steps() const { return trainer_.steps(); }
  /// Samples of a batch; the last one of an epoch may have fewer.
  Index batch_size() const { return batches_.count().size; }
  /// Of the next step's.
  Index next_batch_size() const {
    return static_cast<Index>(batches_.SamplesSeen(steps() + 1) - batches_.SamplesSeen(steps()));
  }
  std::int64_t steps_per_epoch() const { return batches_.count().per_epoch; }
  /// Steps after which the run ends if no other rule ends it before.
  std::int64_t LastStep() const;
  /// Passes over the training data, as a fraction.
  double epochs() const;
  /// Loss of the last step's batch, before its update; NaN before the first.
  double batch_loss() const { return batch_loss_; }
  /// Samples the updates have seen.
  std::int64_t samples() const { return batches_.SamplesSeen(steps()); }
  double learning_rate() const { return trainer_.learning_rate(); }
  const Weights& weights() const { return trainer_.weights(); }
  const Vector& parameters() const { return trainer_.weights().parameters; }
  const Network& network() const { return plan_.parts.network; }
  const Trainer& trainer() const { return trainer_; }
  const Loss& loss() const { return plan_.parts.loss; }
  /// What the last step has learnt from; empty before the first. Valid until the next step.
  const std::optional<Batch>& batch() const { return batch_; }
  Evaluator& evaluator() { return evaluator_; }

 private:
  void Keep(Archive& archive);
  void Step();
  void StartRecord();
  void ContinueRecord();
  /// One piece of the record under way; true when that was the last.
  bool AdvanceRecord();
  /// What the first record is measured for.
  void Begin();
  /// What a later record says of the run: broken, good enough, at its end, or to go on.
  void Judge(double previous_loss);
  bool HasDiverged(double loss) const;
  bool RecordIsDue() const;
  /// Ends the run where it has all its epochs or steps.
  void CheckLimits();
  bool IsLastEpoch() const;
  bool IsLastStep() const;
  /// Ends the run where a rule says so, be it that of its length.
  void CheckStopRules(double previous_loss);
  /// Remembers the last point where it is the best, for early stopping.
  void NoticeBest();
  bool PatienceIsOver() const;
  /// The best weights take the place of the last ones; once more: back.
  void SwapBest();
  void RestoreBest();
  void Finish(std::string_view reason, Text message);
  void Diverge(double loss);

  SessionPlan plan_;
  const Table& train_;
  Batches batches_;
  /// The last step's; empty before the first.
  std::optional<Batch> batch_;
  Trainer trainer_;
  Evaluator evaluator_;
  double batch_loss_ = HistoryRow::kNone;
  Progress progress_;
  History history_;
  HistoryRow latest_;
  // The record under way: the point and what is evaluated for it, part by part.
  bool recording_ = false;
  HistoryRow point_;
  std::array<Evaluator::Partial, 2> parts_;
  /// Of the first record; until then no loss is too large.
  double start_loss_ = 0;
  /// The batch loss that ended the run, until its last point is recorded.
  std::optional<double> diverged_loss_;
  // Early stopping: the point with the lowest loss, its weights, and the points since.
  HistoryRow best_;
  Weights best_weights_;
  std::int64_t points_since_best_ = 0;
  /// True where the best have taken the place of the last.
  bool restored_ = false;
};

}  // namespace downhill
