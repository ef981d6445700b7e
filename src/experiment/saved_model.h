// SPDX-License-Identifier: Apache-2.0
// A network as others need it to compute what it computes.
#pragma once

#include "experiment/json.h"
#include "experiment/training_run.h"

namespace downhill {

/// Everything but the numbers themselves, which are flat views, and what Describe() has told
/// already: how far it is trained, how inputs and targets are standardized, and where each block of
/// parameters and of statistics lies (SavedModel in web/src/engine/contract/saved_model.ts).
Json ModelJson(TrainingRun& run);

}  // namespace downhill
