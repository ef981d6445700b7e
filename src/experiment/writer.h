// SPDX-License-Identifier: Apache-2.0
// From what is declared back to a document: with every key, or with only what differs from the
// defaults.
#pragma once

#include "experiment/experiment.h"
#include "experiment/json.h"

namespace downhill {

/// Every key filled in; components are objects with all their hyper-parameters.
Json Canonical(Declared& declared);

/// What a run under way is bound to: the canonical document without what it takes up as it changes.
Json Bound(Declared& declared);

/// Only what differs from the defaults: what a link holds. Reading it gives the same experiment.
Json Minimal(Experiment& experiment);

/// The same with the layers in any case: a document that changes can be put on.
Json MinimalWithLayers(Experiment& experiment);

}  // namespace downhill
