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
#include "core/stopwatch.h"
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
  /// Throws Error where numbers of different losses would be compared.
  void CheckForSeveralLosses() const;

  const std::string& id() const { return id_; }
  /// Of the run as it stands. Not finite for one that has diverged.
  double Of(TrainingRun& run) const;
  bool IsBetter(double a, double b) const;
  /// The same number while it trains.
  double OfRow(const HistoryRow& row) const;

 private:
  bool rises() const { return id_.ends_with("accuracy"); }
  std::string id_;
};

/// What is left of a training.
struct Outcome {
  Status status = Status::kReady;
  /// Why it was refused. What it has trained until then, if anything, does not count.
  std::optional<Text> refusal = std::nullopt;
  std::int64_t steps = 0;
  double measure = HistoryRow::kNone;
};

/// A word for the table: "finished", "diverged", "refused", "stopped".
std::string StatusWord(const Outcome& outcome);

class Trials {
 public:
  struct Trial {
    /// While it is open.
    std::unique_ptr<TrainingRun> run;
    /// What the run takes; 0 before it was opened for the first time.
    double bytes = 0;
    /// Once it has ended.
    std::optional<Outcome> outcome;
    /// It rests at this step; kNoLimit: it trains to its own end.
    std::int64_t goal = Session::kNoLimit;
  };
  /// Makes the document of a trial, when it is opened: all of them side by side would hold the same
  /// table as often as there are trials. May throw Error, which refuses the trial.
  using MakeDocument = std::function<Json(std::size_t trial)>;
  /// Sees a run that has ended before it is closed.
  using Visit = std::function<void(std::size_t trial, TrainingRun& run)>;

  /// tables: those that the documents may name; they outlive the trials.
  /// at_once: so many are trained at the same time, where memory allows; 0: one a thread.
  Trials(std::size_t count, MakeDocument document, const Criterion& measure, std::size_t at_once,
         const TableStore& tables, ThreadPool* pool);

  /// Opens what is next, trains for about so many milliseconds, and closes what has ended. Where
  /// the time is too short for all, those that found none come first the next time.
  void Advance(double budget_ms, const Visit& at_end);
  /// True when every trial has ended or rests.
  bool resting() const;
  double progress() const;
  /// How the study has ended: "finished"; or, where no trial has, "diverged", or "refused" where
  /// none was even trained.
  std::string_view EndWord() const;
  /// What the reader knows a trial by.
  using Name = std::function<Text(std::size_t trial)>;
  /// The message, and how many were refused and why the first one was.
  Text WithRefusals(Text message, const Name& name) const;
  std::vector<Trial>& all() { return trials_; }
  const std::vector<Trial>& all() const { return trials_; }
  const TableStore& tables() const { return tables_; }
  /// Ends a trial that has trained enough, and has come to this.
  void Close(std::size_t trial, double measure, const Visit& at_end);

 private:
  enum class Opened { kYes, kRefused, kLater };

  /// The trials that are to be trained on now: opens what is next.
  std::vector<std::size_t> Active(const Stopwatch& watch, double budget_ms);
  /// bytes: of all runs that are open; others_train: some of them will end and make room.
  Opened Open(std::size_t trial, double bytes, bool others_train);
  void Refuse(std::size_t trial, Text why);
  bool Rests(const Trial& trial) const;

  MakeDocument document_;
  std::vector<Trial> trials_;
  const Criterion& measure_;
  const TableStore& tables_;
  std::size_t at_once_;
  /// The trial whose turn it is.
  std::size_t turn_ = 0;
  ThreadPool* pool_;
};

/// Memory that a run takes.
double BytesOf(TrainingRun& run);

}  // namespace downhill
