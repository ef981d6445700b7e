// SPDX-License-Identifier: Apache-2.0
// Everything there is to choose from, as JSON: forms, types, the reference page and the tests are
// made from it. Of its texts ("label", "help", "source", "empty") it has the keys
// (core/catalog_text.h).
#pragma once

#include <type_traits>

#include "core/component.h"
#include "datasets/dataset.h"
#include "experiment/json.h"

namespace downhill {

/// {"version", "kinds": {kind: [entry]}, "document": [field], "defaults": canonical document}.
Json Catalog();

/// What is declared: id, type, words, default and range of each field.
Json FieldsOf(Declared& declared);

/// Adds "task" and "features", where they are known before a table is chosen.
void DescribeSamples(const Dataset& dataset, Json& entry);

/// Every entry of a registry with its fields.
template <class T>
Json EntriesOf(const Registry<T>& registry) {
  Json entries = Json::array();
  for (const Entry<T>& entry : registry.entries) {
    Slot<T> slot(registry);
    slot.Choose(entry);
    Json& json = entries.emplace_back(Json{{"id", entry.id},
                                           {"label", entry.label.key()},
                                           {"help", entry.help.key()},
                                           {"source", entry.source.key()},
                                           {"fields", FieldsOf(*slot)}});
    if constexpr (std::is_same_v<T, Dataset>) DescribeSamples(*slot, json);
  }
  return entries;
}

}  // namespace downhill
