// SPDX-License-Identifier: Apache-2.0
// A component as a document would choose it, for tests that need no network.
#pragma once

#include <string>

#include "core/component.h"
#include "experiment/json.h"
#include "experiment/reader.h"

namespace downhill::test {

/// {"type": "cosine", "t_max": 40}.
template <class T>
Slot<T> Choose(const Registry<T>& registry, Json fields) {
  Slot slot(registry);
  slot.Choose(fields["type"].get<std::string>());
  fields.erase("type");
  Read(fields, *slot);
  return slot;
}

}  // namespace downhill::test
