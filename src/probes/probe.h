// SPDX-License-Identifier: Apache-2.0
// What every probe is: a question to a run that is open. Computed only when asked for.
#pragma once

#include <string_view>

#include "core/component.h"
#include "experiment/json.h"
#include "experiment/training_run.h"

namespace downhill {

class Probe : public Component {
 public:
  /// The answer. Throws Error where the question does not fit this run.
  virtual Json Look(TrainingRun& run) const = 0;
};

/// All probes, in menu order.
const Registry<Probe>& Probes();

/// Answers {"type": "layers", "bins": 20}. Throws Error with path and cure.
Json Ask(TrainingRun& run, std::string_view question);

/// Weights and batch of the step that a probe makes and then describes.
struct ObservedStep {
  /// Where it began: the last weights, also where the run shows their average.
  Weights before;
  Matrix inputs;
  Matrix targets;
  Pass pass;
  std::int64_t step = 0;  // its number, from 1
  double learning_rate = 0;
  double batch_loss = 0;
  /// Whether there was one: a run at its end makes none.
  bool made = false;
};

/// Makes the next step of the run, exactly as it would have made it, and tells what went in. At the
/// end of a run: the weights as they are, with the first samples of the training part.
ObservedStep ObserveStep(TrainingRun& run);

/// Of a flat block: [[row of numbers], ..] for a matrix, [numbers] where there is one column.
Json BlockJson(const ParameterBlock& block, const Scalar* numbers);
/// One column as a list.
Json ColumnJson(ConstMatrixMap matrix, Index column);

}  // namespace downhill
