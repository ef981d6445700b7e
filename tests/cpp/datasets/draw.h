// SPDX-License-Identifier: Apache-2.0
// Samples of a dataset by its id, with some hyper-parameters set. For tests.
#pragma once

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/declaration_checks.h"
#include "datasets/dataset.h"
#include "datasets/real_tables.h"

namespace downhill::test {

using Settings = std::initializer_list<std::pair<std::string_view, double>>;

inline Slot<Dataset> ChooseDataset(std::string_view id, Settings settings = {}) {
  Slot slot(Datasets());
  slot.Choose(id);
  for (const auto& [name, number] : settings) {
    EXPECT_TRUE(Set(*slot, name, number)) << id << " has no " << name;
  }
  return slot;
}

inline Samples DrawSamples(const Slot<Dataset>& slot, std::uint64_t seed = 1) {
  Random random(seed, "data");
  return slot->Take(random, &RealTables());
}

inline Samples DrawSamples(std::string_view id, Settings settings, std::uint64_t seed = 1) {
  return DrawSamples(ChooseDataset(id, settings), seed);
}

/// How many samples each class has; empty for regression.
inline std::vector<Index> CountClasses(const Samples& samples) {
  std::vector<Index> counts(static_cast<std::size_t>(samples.classes));
  if (counts.empty()) return counts;
  for (const Scalar target : samples.targets.row(0)) ++counts[static_cast<std::size_t>(target)];
  return counts;
}

}  // namespace downhill::test
