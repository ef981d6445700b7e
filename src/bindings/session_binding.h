// SPDX-License-Identifier: Apache-2.0
// The run as the wall shows it: JSON text in, JSON text and flat views out, nothing thrown.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/scalar.h"
#include "core/thread_pool.h"
#include "experiment/training_run.h"

namespace downhill {

/// The description of a document, or {"error"} where it is refused. Trains nothing.
std::string Validate(const std::string& document, const TableStore& tables);

/// One run. When the document was refused there is none: calls that give a text then give the
/// refusal, like Describe, and views are empty.
class SessionBinding {
 public:
  /// tables: those at hand. pool may be null; it must outlive the session.
  SessionBinding(const std::string& document, const TableStore& tables, ThreadPool* pool);

  std::string Describe() const;
  std::string RunSteps(double max_steps, double budget_ms);
  std::string State() const;
  void Reset();
  std::string SetLearningRate(double learning_rate);
  /// Rows from this one on, kHistoryColumns wide.
  std::span<const double> History(double from_row) const;
  /// Every point recorded since the last call, as wide (History::TakeRecorded).
  std::span<const double> TakeRecorded();
  /// Per sample x1, x2, target, part.
  const std::vector<Scalar>& Points();
  /// Pixel-major, top row first.
  const std::vector<Scalar>& Map(int width, int height, double x_min, double x_max, double y_min,
                                 double y_max);
  const std::vector<Scalar>& Curve(int count, double x_min, double x_max);
  const std::vector<Scalar>& Confusion(int part);
  /// Predictions, sample by sample, for features in original units: 32-bit numbers, sample by
  /// sample. Empty where they are no whole samples, or too many at once.
  const std::vector<Scalar>& Predict(const std::string& features);
  /// Of a part, from this sample on, `count` at the most and so many as fit into a view: features
  /// in original units, and targets (values, or the number of the class), sample by sample.
  const std::vector<Scalar>& Samples(int part, double first, double count);
  std::string Evaluate(int part);
  /// The answer to a question (src/probes), or {"error"}.
  std::string Probe(const std::string& question);
  ConstVectorMap Parameters() const;
  ConstVectorMap Statistics() const;
  /// What Parameters and Statistics are, and what belongs to them (experiment/saved_model.h).
  std::string Model() const;
  /// Where the run stands, for Resume; empty for a run that has diverged. Valid until the next
  /// call.
  std::span<const std::uint8_t> Save();
  /// Empty, or the refusal; then the run is at its start.
  std::string Resume(const std::string& state);

 private:
  /// Whether so many points of a map or curve may be asked for.
  bool Fits(double points) const;
  /// Predictions at these points, in original units (features, n).
  const std::vector<Scalar>& PredictAt(Matrix points);

  std::string description_;
  std::unique_ptr<TrainingRun> run_;
  std::vector<Scalar> view_;
  std::vector<std::uint8_t> state_;
};

}  // namespace downhill
