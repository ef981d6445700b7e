// SPDX-License-Identifier: Apache-2.0
// Many trainings side by side, one a thread: what races, restarts and searches are made of.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/declaration.h"
#include "core/thread_pool.h"
#include "experiment/json.h"
#include "experiment/training_run.h"

namespace downhill {

/// Which number decides.
class Criterion final : public Declared {
 public:
  void Declare(Visitor& visitor) override;
  /// Throws Error where runs of this kind have no such number.
  void CheckFor(const TrainingRun& run) const;

  const std::string& id() const { return id_; }
  /// Of the run as it stands. Not finite for one that has diverged.
  double Of(TrainingRun& run) const;
  bool IsBetter(double a, double b) const;

 private:
  bool rises() const { return id_.ends_with("accuracy"); }
  std::string id_;
};

/// What is left of a training.
struct Outcome {
  Status status = Status::kReady;
  std::string reason;
  /// Why it was refused, or what it died of.
  Text message;
  bool refused = false;
  std::int64_t steps = 0;
  double epochs = 0;
  HistoryRow latest;
  double measure = 0;
};

/// A word for the table: "finished", "diverged", "refused", "stopped".
std::string StatusWord(const Outcome& outcome);

class Trials {
 public:
  // Moving nlohmann's ordered objects throws nothing, but does not say so.
  struct Trial {  // NOLINT(bugprone-exception-escape)
    Json document;
    /// While it is open.
    std::unique_ptr<TrainingRun> run;
    /// Once it has ended.
    std::optional<Outcome> outcome;
    /// It rests at this step; kNoLimit: it trains to its own end.
    std::int64_t goal = Session::kNoLimit;
  };
  /// Sees a run that has ended before it is closed.
  using Visit = std::function<void(std::size_t trial, TrainingRun& run)>;

  /// at_once: so many are trained at the same time, where memory allows; 0: one a thread.
  Trials(std::vector<Json> documents, const Criterion& measure, std::size_t at_once,
         ThreadPool* pool);

  /// Opens what is next, trains for about so many milliseconds, and closes what has ended.
  void Advance(double budget_ms, const Visit& at_end);
  /// True when every trial has ended or rests.
  bool resting() const;
  double progress() const;
  std::vector<Trial>& all() { return trials_; }
  const std::vector<Trial>& all() const { return trials_; }
  /// Ends a trial that has trained enough.
  void Close(std::size_t trial, const Visit& at_end);

 private:
  void Open(Trial& trial);
  bool Rests(const Trial& trial) const;

  std::vector<Trial> trials_;
  const Criterion& measure_;
  std::size_t at_once_;
  ThreadPool* pool_;
};

/// A document has so many seeds; after the last one comes the first.
inline constexpr std::int64_t kSeeds = std::int64_t{1} << 32;

/// Steps after which this run is at its end at the latest.
std::int64_t LastStep(TrainingRun& run);

/// Memory that a run takes.
double BytesOf(TrainingRun& run);

}  // namespace downhill
