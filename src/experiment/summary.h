// SPDX-License-Identifier: Apache-2.0
// What an experiment amounts to, in numbers and names: shapes, counts, classes, ranges.
#pragma once

#include "experiment/experiment.h"
#include "experiment/json.h"
#include "training/data.h"
#include "training/network.h"

namespace downhill {

/// The "summary" of a description (Summary in web/src/engine/contract/description.ts).
Json Summary(const Experiment& experiment, const Data& data, const Network& network);

}  // namespace downhill
