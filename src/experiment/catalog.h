// SPDX-License-Identifier: Apache-2.0
// Everything there is to choose from, as JSON: forms, types, the reference page and the tests are
// made from it.
#pragma once

#include "core/component.h"
#include "experiment/json.h"

namespace downhill {

/// {"version", "kinds": {kind: [entry]}, "document": [field], "defaults": canonical document}.
Json Catalog();

/// Every entry of a registry with its fields.
Json EntriesOf(const Registry& registry);

}  // namespace downhill
