// SPDX-License-Identifier: Apache-2.0
// A training whose way through the space of parameters is kept.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "core/scalar.h"
#include "core/thread_pool.h"
#include "experiment/training_run.h"

namespace downhill {

class TrainedPath {
 public:
  /// Starts the run. It ends after so many epochs, where no rule of its own ends it before; of its
  /// way at most `most` points are kept, evenly, with its start and its end, and one more where
  /// early stopping goes back from there to its best point. pool may be null.
  TrainedPath(std::unique_ptr<TrainingRun> run, std::optional<std::int64_t> epochs,
              std::int64_t most, ThreadPool* pool);

  /// Trains for about so many milliseconds.
  void Train(double budget_ms);
  bool ended() const { return ended_; }
  /// From 0 to 1.
  double progress() const;
  bool diverged() const;
  std::int64_t steps() const { return run_->session().steps(); }

  /// Parameters, statistics, and the steps that they are of; at least one of each. The steps rise,
  /// but for the last one where early stopping has gone back.
  const std::vector<Vector>& points() const { return points_; }
  const std::vector<Vector>& statistics() const { return statistics_; }
  const std::vector<std::int64_t>& at() const { return at_; }
  TrainingRun& run() const { return *run_; }

 private:
  void Remember(const Weights& weights, std::int64_t step);
  void End();

  std::unique_ptr<TrainingRun> run_;
  std::int64_t end_ = 0;
  std::int64_t every_ = 1;
  bool ended_ = false;
  std::vector<Vector> points_;
  std::vector<Vector> statistics_;
  std::vector<std::int64_t> at_;
};

inline TrainedPath::TrainedPath(std::unique_ptr<TrainingRun> run,
                                std::optional<std::int64_t> epochs, std::int64_t most,
                                ThreadPool* pool)
    : run_(std::move(run)) {
  run_->Start(pool);
  const Session& session = run_->session();
  end_ = session.LastStep();
  if (epochs) end_ = std::min(end_, *epochs * session.steps_per_epoch());
  every_ = std::max<std::int64_t>(1, (end_ + most - 2) / (most - 1));
  Remember(session.weights(), 0);
}

inline void TrainedPath::Train(double budget_ms) {
  if (ended_) return;
  Session& session = run_->session();
  const std::int64_t next = std::min(at_.back() + every_, end_);
  session.Run(next - session.steps(), budget_ms);
  const bool over = session.progress().status != Status::kReady;
  const bool arrived = session.steps() >= next && session.passes() == 0 && !session.recording();
  if (!over && !arrived) return;
  if (session.steps() > at_.back()) Remember(session.last_weights(), session.steps());
  if (over || at_.back() >= end_) End();
}

inline double TrainedPath::progress() const {
  if (ended_) return 1;
  return static_cast<double>(run_->session().steps()) / static_cast<double>(end_);
}

inline bool TrainedPath::diverged() const {
  return run_->session().progress().status == Status::kDiverged;
}

inline void TrainedPath::Remember(const Weights& weights, std::int64_t step) {
  points_.push_back(weights.parameters);
  statistics_.push_back(weights.statistics);
  at_.push_back(step);
}

inline void TrainedPath::End() {
  ended_ = true;
  const Session& session = run_->session();
  if (!session.restored()) return;
  Remember(session.weights(), static_cast<std::int64_t>(session.latest().step));
}

}  // namespace downhill
