// SPDX-License-Identifier: Apache-2.0
// What every study is: a question that takes many trainings, or looks at one from outside. Each is
// a kind of document of its own, {"version": 1, "kind": "race", "experiment": {...}, ...}.
#pragma once

#include <memory>

#include "core/component.h"
#include "core/thread_pool.h"
#include "datasets/stored_table.h"
#include "experiment/json.h"

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

class Study : public Component {
 public:
  /// False where there is no "experiment" in the document.
  virtual bool needs_experiment() const { return true; }
  /// experiment: a document that was accepted, with its layers. tables: those that it may name.
  /// pool may be null. All must outlive the run. Throws Error with a path in the study's document.
  virtual std::unique_ptr<StudyRun> Begin(const Json& experiment, const TableStore& tables,
                                          ThreadPool* pool) const = 0;
};

/// All studies, in menu order.
const Registry<Study>& Studies();

}  // namespace downhill
