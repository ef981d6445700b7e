// SPDX-License-Identifier: Apache-2.0
// Everything registered with what it cannot do without, for tests that run over a whole registry.
#pragma once

#include <string>
#include <vector>

#include "core/error.h"
#include "training/small_network.h"

namespace downhill {

template <class T>
std::vector<std::string> Ids(const Registry<T>& registry) {
  std::vector<std::string> ids;
  for (const auto& entry : registry.entries) ids.emplace_back(entry.id);
  return ids;
}

/// Targets that a loss understands, for these outputs.
inline Matrix TargetsFor(const Loss& loss, Index outputs, Index samples, std::uint64_t seed) {
  Random random(seed, "test targets");
  if (loss.takes_class_numbers()) {
    Matrix numbers(1, samples);
    for (Scalar& t : numbers.reshaped()) t = static_cast<Scalar>(random.Below(outputs));
    return numbers;
  }
  if (loss.for_regression()) return RandomMatrix(outputs, samples, seed + 1);
  Matrix labels(outputs, samples);
  const ClassLabels two = loss.labels();
  for (Scalar& t : labels.reshaped()) t = random.Uniform() < 0.5 ? two.negative : two.positive;
  return labels;
}

/// A layer of this id with what it cannot do without.
inline Json LayerOf(const std::string& id) {
  if (id == "dense") return {{"type", id}, {"units", 5}};
  if (id == "residual") {
    return {{"type", id}, {"layers", {{{"type", "dense"}, {"units", 6}, {"activation", "tanh"}}}}};
  }
  return {{"type", id}};
}

inline bool WantsAnImage(const std::string& id) {
  const Slot slot = Chosen(Layers(), LayerOf(id));
  try {
    slot->Connect(Shape::Flat(6));
  } catch (const Error&) {
    return true;
  }
  return false;
}

}  // namespace downhill
