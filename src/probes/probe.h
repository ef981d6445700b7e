// SPDX-License-Identifier: Apache-2.0
// What every probe is: a question to a run that is open. Computed only when asked for.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/component.h"
#include "experiment/json.h"
#include "experiment/training_run.h"

namespace downhill {

/// Weights and batch of the step that a probe makes and then describes.
struct ObservedStep {
  /// Where it began: the last weights, also where the run shows their average.
  Weights before;
  Matrix inputs;
  Matrix targets;
  Pass pass;
  /// What the optimizer remembered of every parameter before it, by name, where that is asked for.
  std::vector<std::pair<std::string, Vector>> buffers;
  std::int64_t step = 0;  // its number, from 1
  double learning_rate = 0;
  double batch_loss = 0;
  /// Whether there was one: a run at its end makes none.
  bool made = false;
};

/// The next step of a run, made under observation. It may take many passes over its batch, so it is
/// made in pieces like every other; what else changes the run meanwhile ends the observation.
class NextStep {
 public:
  /// Goes on making it, exactly as the run would have made it, for budget_ms at most (0: no limit;
  /// looked at after every pass), and tells what went in. Nothing while it is under way. At the end
  /// of a run: the weights as they are, with the first samples of the training part.
  std::optional<ObservedStep> Observe(TrainingRun& run, double budget_ms,
                                      bool with_buffers = false);

 private:
  std::optional<ObservedStep> observed_;
};

class Probe : public Component {
 public:
  /// The answer; null where it describes the next step, and that is still under way: ask again.
  /// Throws Error where the question does not fit this run.
  virtual Json Look(TrainingRun& run, NextStep& next_step, double budget_ms) const = 0;
};

/// All probes, in menu order.
const Registry<Probe>& Probes();

/// Answers {"type": "layers", "bins": 20}, or null (Probe::Look). Throws Error with path and cure.
Json Ask(TrainingRun& run, std::string_view question, NextStep& next_step, double budget_ms);

/// Of a flat block: [[row of numbers], ..] for a matrix, [numbers] where there is one column.
Json BlockJson(const ParameterBlock& block, const Scalar* numbers);
/// One column as a list.
Json ColumnJson(ConstMatrixMap matrix, Index column);

}  // namespace downhill
