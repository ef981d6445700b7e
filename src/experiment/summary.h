// SPDX-License-Identifier: Apache-2.0
// What an experiment amounts to, in numbers and names: shapes, counts, classes, ranges.
#pragma once

#include "experiment/experiment.h"
#include "experiment/json.h"
#include "training/data.h"
#include "training/network.h"

namespace downhill {

/// Where to draw 1-D and 2-D data: x is the first feature, y the second, or the target where there
/// is one feature.
struct PlotRange {
  double x_min = 0;
  double x_max = 0;
  double y_min = 0;
  double y_max = 0;
};

/// The range of all samples in original units, and a little room around it. For 1 or 2 features.
PlotRange RangeOf(const Samples& samples);
Json ToJson(const PlotRange& range);

/// The "summary" of a description (Summary in web/src/engine/contract/description.ts).
Json Summary(const Experiment& experiment, const Data& data, const Network& network);

}  // namespace downhill
