// SPDX-License-Identifier: Apache-2.0
// A run: the loop around the step. What it asks at each point stands in files of its own: whether
// the point is due (recording), the best so far (early_stopping), at its end (stop_rules), broken
// (divergence).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/archive.h"
#include "core/scalar.h"
#include "core/text.h"
#include "training/batches.h"
#include "training/data.h"
#include "training/divergence.h"
#include "training/early_stopping.h"
#include "training/evaluation.h"
#include "training/history.h"
#include "training/recording.h"
#include "training/stop_rules.h"
#include "training/trainer.h"

namespace downhill {

enum class Status { kReady, kFinished, kDiverged };

/// "ready", "finished" or "diverged".
std::string_view StatusId(Status status);

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

  static constexpr std::int64_t kNoLimit = StopRules::kNoEnd;

  /// Trains until max_steps updates are made and recorded where a record is due (0: ends the record
  /// under way), budget_ms milliseconds are over (0: no limit; looked at after every pass over a
  /// batch and within a record), or the run ends. What is computed does not depend on how the run
  /// is cut into calls. An update that takes many passes may be left in its middle; what is seen of
  /// the run is as it was before it.
  void Run(std::int64_t max_steps, double budget_ms);
  /// Back to step 0, with the same initial parameters; the next Run begins with recording them.
  void Reset();
  /// From the next step on.
  void SetLearningRate(double learning_rate);
  /// Other numbers for `values.size()` parameters from this one on: what has been learnt, and where
  /// the next step begins. Between two updates (FinishUpdate); measures the losses of the point
  /// anew. Of frozen layers too. From here on the run is no longer its document's (edited).
  void SetParameters(Index offset, std::span<const float> values);
  /// Whether the document alone does not lead to where the run stands: parameters were set by hand,
  /// or it was changed on its way, since the start.
  bool edited() const { return state_->edited; }
  /// What the run has been through is not that of its plan.
  void MarkEdited() { state_->edited |= steps() > 0; }
  /// Where the run stands, so that Resume of an equal plan goes on with the same bits. Of another
  /// plan Resume goes on by it from there on, with all that is remembered: what a document may
  /// change is declared (OnChange). A schedule whose length is left empty follows the new end; one
  /// of another type begins its observations anew, and so does any from another initial rate. Ends
  /// the record under way first; an update under way is saved as it stands.
  void Save(Archive& archive);
  /// Ends the update under way and its record.
  void FinishUpdate() { Run(passes() > 0 ? 1 : 0, 0); }
  /// The reader of another session's points goes on reading here, after Resume.
  void TakeFeedOf(Session& other);
  /// A run that is over by the rules of its plan is over again at once. Who reads its points has
  /// those up to there. Throws Error where the bytes are not such a state; then it is to be reset.
  void Resume(Archive& archive);

  const Progress& progress() const { return state_->progress; }
  const History& history() const { return state_->history; }
  /// Points of the history that thinning does not touch (PointFeed::Take).
  const std::vector<HistoryRow>& TakeRecorded() { return feed_.Take(state_->history); }
  /// True at the start, and where the budget ended in the middle of a record: the next Run goes on
  /// with it.
  bool recording() const { return state_->recording.has_value(); }
  /// The point of the weights: the last one recorded, or the best where its weights are restored.
  const HistoryRow& latest() const { return state_->latest; }
  std::int64_t steps() const { return trainer_.steps(); }
  /// Passes over its batch that the update under way has taken; 0 between two updates.
  std::int64_t passes() const { return trainer_.passes(); }
  /// Samples of a batch; the last one of an epoch may have fewer.
  Index batch_size() const { return batches_.count().size; }
  /// Of the next step's.
  Index next_batch_size() const {
    return static_cast<Index>(batches_.count().SamplesSeen(steps() + 1) - samples());
  }
  std::int64_t steps_per_epoch() const { return batches_.count().per_epoch; }
  /// Steps after which the run ends if no other rule ends it before.
  std::int64_t LastStep() const { return plan_.stop.LastStep(batches_.count()); }
  /// The step that ends the epoch of the next one.
  std::int64_t EpochEnd() const {
    return batches_.count().StepAfter(batches_.count().EpochsAfter(steps()) + 1);
  }
  /// Passes over the training data, as a fraction.
  double epochs() const;
  /// Loss of the last step's batch, before its update, to the last digit; NaN before the first.
  double batch_loss() const;
  /// Samples the updates have seen.
  std::int64_t samples() const { return batches_.count().SamplesSeen(steps()); }
  double learning_rate() const { return trainer_.learning_rate(); }
  const Weights& weights() const { return trainer_.weights(); }
  /// Of the last step: others than weights() where the best are restored.
  const Weights& last_weights() const {
    return state_->restored ? state_->best.weights() : weights();
  }
  /// Where the last step has led and the next one would begin, whatever the run shows.
  const Weights& stepping_weights() const {
    const bool gave_way = state_->restored && !plan_.parts.optimizer.averages();
    return gave_way ? state_->best.weights() : trainer_.last_weights();
  }
  /// Whether early stopping has gone back to the best weights.
  bool restored() const { return state_->restored; }
  const Vector& parameters() const { return trainer_.weights().parameters; }
  const Network& network() const { return plan_.parts.network; }
  const Trainer& trainer() const { return trainer_; }
  const Loss& loss() const { return plan_.parts.loss; }
  /// What the last step has learnt from, or the one under way learns from; empty before the first.
  /// Valid until the next one begins.
  const std::optional<Batch>& batch() const { return batch_; }
  Evaluator& evaluator() { return evaluator_; }

 private:
  /// What a run has become since its start, beside the trainer and the order of the samples: a
  /// fresh run has a fresh one.
  struct State {
    explicit State(const StopRules& rules)
        : best(rules.early_stopping), divergence(rules.divergence_factor) {}

    Progress progress;
    History history;
    /// The last point that the record rule has asked for.
    HistoryRow last;
    /// The last point of all as it was trained, before any edit, and the training loss of the
    /// recorded one before it: what rules look at.
    HistoryRow judged;
    double loss_before = HistoryRow::kNone;
    /// The last point of all: `last`, or the end of the run, or the best one where it is restored.
    HistoryRow latest;
    bool restored = false;
    std::optional<Recording> recording;
    BestPoint best;
    DivergenceLimit divergence;
    /// Of the last point that the record rule has asked for, be it measured or passed by: whatever
    /// becomes of it, it counts once.
    std::int64_t counted = -1;
    /// Of the batches since the point before it, until an update goes beyond it; since then, or
    /// since weights were set by hand.
    RunningMean running;
    /// The batch loss that broke the run, until its end is recorded.
    std::optional<double> broken_loss;
    bool edited = false;
    /// Since the last step.
    bool edited_here = false;
    /// The record under way is of a point that was recorded already, before an edit.
    bool again = false;
    double batch_loss = HistoryRow::kNone;
  };

  /// At step 0, with its record under way.
  void BeginAnew();
  void Serialize(Archive& archive);
  RunLength length() const { return {LastStep(), steps_per_epoch()}; }
  /// One pass of a step.
  void Advance();
  bool gathers() const { return plan_.record.train == "running"; }
  /// Samples of the batch that the last pass has put into their class.
  Index RightInBatch() const;
  /// Adds the batch that was learnt from since this step to the mean.
  void Gather(std::int64_t before, double loss);
  /// Whether the record rule asks for a point here; also of an end.
  bool IsDue() const { return plan_.record.IsDue(steps(), batches_.count()); }
  bool IsAtItsLength() const {
    return plan_.stop.EndingAfter(steps(), batches_.count()).has_value();
  }
  /// Whether the point that is due here is of no use but to a reader of every point: the history
  /// thins it away, and nothing is judged by it. Else what the run becomes would depend on who
  /// reads.
  bool IsThinnedAway() const;
  /// A point that is thinned away.
  void PassBy();
  void StartRecord();
  /// One piece of the record under way.
  void ContinueRecord();
  /// The point of weights set by hand takes the place of the one that is shown: nothing is judged
  /// that nobody has trained.
  void ShowAnew(HistoryRow point);
  /// What the last trained point says of the run: broken, at its end, or to go on.
  void Judge();
  void Finish(Ending ending);
  void Diverge(double loss);
  /// At the end, whatever brought it.
  void RestoreBest();
  /// The best weights take the place of the last ones; once more: back.
  void SwapBest();

  SessionPlan plan_;
  const Table& train_;
  Batches batches_;
  /// The last step's; empty before the first.
  std::optional<Batch> batch_;
  Trainer trainer_;
  Evaluator evaluator_;
  std::optional<State> state_;
  PointFeed feed_;
};

}  // namespace downhill
