// SPDX-License-Identifier: Apache-2.0
// What every study is: a question that takes many trainings, or looks at one from outside. Each is
// a kind of document of its own, {"version": 1, "kind": "race", "experiment": {...}, ...}.
#pragma once

#include <memory>

#include "core/component.h"
#include "core/thread_pool.h"
#include "datasets/stored_table.h"
#include "experiment/json.h"
#include "experiment/training_run.h"

namespace downhill {

/// A study under way. What it finds does not depend on how it is cut into calls, nor on threads.
class StudyRun {
 public:
  virtual ~StudyRun() = default;
  /// Works for about so many milliseconds.
  virtual void Advance(double budget_ms) = 0;
  virtual bool finished() const = 0;
  /// From 0 to 1.
  virtual double progress() const = 0;
  /// What is known so far: {"message": Text, "table": {"columns", "rows"}, ...}, of each kind its
  /// own. Whole when finished.
  virtual Json Result() const = 0;
};

/// What a study is about, beside its own hyper-parameters.
struct Subject {
  /// The experiment, ready to be started, and its document with its layers: for a study that trains
  /// it once, and for one that trains many that differ from it. Null where the study needs none.
  std::unique_ptr<TrainingRun> run;
  const Json& document;
  /// Those that documents may name.
  const TableStore& tables;
  ThreadPool* pool;  // may be null
};

class Study : public Component {
 public:
  /// False where there is no "experiment" in the document.
  virtual bool needs_experiment() const { return true; }
  /// What the subject refers to must outlive the run. Throws Error with a path in the study's
  /// document.
  virtual std::unique_ptr<StudyRun> Begin(Subject subject) const = 0;
};

/// All studies, in menu order.
const Registry<Study>& Studies();

}  // namespace downhill
