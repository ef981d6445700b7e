// SPDX-License-Identifier: Apache-2.0
// The run as the wall shows it: JSON text in, JSON text and flat views out, nothing thrown
// (bindings/answers.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "bindings/answers.h"
#include "core/archive.h"
#include "core/scalar.h"
#include "core/thread_pool.h"
#include "datasets/stored_table.h"
#include "experiment/training_run.h"
#include "probes/probe.h"

namespace downhill {

/// One run. Until Open has accepted a document there is none, and every call gives a refusal. A
/// call that changes the run and is refused for want of memory puts it back to its start; where
/// there is no memory even for that the run is closed, and the memory is free again.
class SessionBinding {
 public:
  /// Numbers that a layer of the document in the next call begins with, Open or ChangeTo: 32-bit
  /// floats (TrainingRun::StartLayer). Empty, or the refusal, and then nothing is given to it.
  const char* StartLayer(double place, const StateSource& numbers) noexcept;
  /// Where that call does not come.
  void ForgetStarts() noexcept { starts_.clear(); }
  /// The description of the document; or the refusal, and then there is no run. tables: those at
  /// hand. pool may be null; it must outlive the session.
  const char* Open(std::string_view document, const TableStore& tables, ThreadPool* pool) noexcept;

  /// The run goes on by this document from where it stands, with all that it remembers: the
  /// description. Or the refusal, with the place where something starts over; then it stays what it
  /// was.
  const char* ChangeTo(std::string_view document, const TableStore& tables,
                       ThreadPool* pool) noexcept;

  const char* RunSteps(double max_steps, double budget_ms) noexcept;
  const char* State() noexcept;
  /// Empty, or the refusal.
  const char* Reset() noexcept;
  /// Other numbers for a block of parameters (TrainingRun::SetParameters): 32-bit floats. Empty, or
  /// the refusal.
  const char* SetParameters(std::string_view block, const StateSource& numbers) noexcept;
  /// Rows from this one on, kHistoryColumns wide.
  NumberView<double> History(double from_row) noexcept;
  /// Every point recorded since the last call, as wide (History::TakeRecorded).
  NumberView<double> TakeRecorded() noexcept;
  /// Per sample x1, x2, target, part.
  NumberView<Scalar> Points() noexcept;
  /// Pixel-major, top row first.
  NumberView<Scalar> Map(int width, int height, double x_min, double x_max, double y_min,
                         double y_max) noexcept;
  NumberView<Scalar> Curve(int count, double x_min, double x_max) noexcept;
  NumberView<Scalar> Confusion(int part) noexcept;
  /// Predictions, sample by sample, for features in original units: the bytes of 32-bit numbers,
  /// sample by sample. Empty where they are no whole samples, or too many at once.
  NumberView<Scalar> Predict(std::span<const std::uint8_t> features) noexcept;
  /// Of a part, from this sample on, `count` at the most and so many as fit into a view: features
  /// in original units, and targets (values, or the number of the class), sample by sample.
  NumberView<Scalar> Samples(int part, double first, double count) noexcept;
  const char* Evaluate(int part) noexcept;
  /// The answer to a question (src/probes), or null where the step that it describes is not made
  /// within budget_ms (0: no limit): ask again. Any other call that changes the run ends that.
  // NOLINTNEXTLINE(bugprone-exception-escape): see there.
  const char* Probe(std::string_view question, double budget_ms) noexcept;
  NumberView<Scalar> Parameters() noexcept;
  NumberView<Scalar> Statistics() noexcept;
  /// What Parameters and Statistics are, and what belongs to them (experiment/saved_model.h).
  const char* Model() noexcept;
  /// Gives where the run stands, for Resume, in pieces to `write`; nothing of a run that has
  /// diverged. Empty, or the refusal: then what was written is to be thrown away. It takes next to
  /// no memory, so that what was trained can be saved.
  const char* Save(const WriteBytes& write) noexcept;
  /// Empty, or the refusal; then the run is at its start.
  const char* Resume(const StateSource& source) noexcept;

 private:
  static std::vector<float> Floats(const StateSource& numbers);
  /// Does work that changes the run. Null, or the refusal.
  template <class Work>
  const char* Change(const Work& work) noexcept;
  /// Null, or the refusal.
  const char* MeasureStart() noexcept;
  /// Numbers that work() puts into view_.
  template <class Work>
  NumberView<Scalar> Drawn(const Work& work) noexcept;
  /// Whether so many points of a map or curve may be asked for.
  bool Fits(double points) const;
  /// Predictions at these points, in original units (features, n).
  void PredictAt(Matrix points);

  using Starts = std::vector<std::pair<std::size_t, std::vector<float>>>;
  static std::unique_ptr<TrainingRun> Read(std::string_view document, const TableStore& tables,
                                           Starts&& starts);

  Answers answers_;
  Starts starts_;
  std::unique_ptr<TrainingRun> run_;
  /// What a probe has seen of the step that it describes.
  NextStep next_step_;
  /// Step 0 is measured when somebody looks at it: a run that is resumed at once has no need of it.
  bool is_start_open_ = false;
  std::vector<Scalar> view_;
};

}  // namespace downhill
