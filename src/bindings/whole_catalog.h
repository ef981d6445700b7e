// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "experiment/json.h"

namespace downhill {

/// The catalog of experiments, and beside it "studies": the kinds of documents that hold one, the
/// test functions that one of them is about, and "probes": what can be asked of a run.
Json WholeCatalog();

}  // namespace downhill
