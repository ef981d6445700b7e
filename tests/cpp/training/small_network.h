// SPDX-License-Identifier: Apache-2.0
// Networks, losses and random batches for tests, from the same JSON as in documents.
#pragma once

#include <string_view>

#include "core/random.h"
#include "experiment/json.h"
#include "experiment/reader.h"
#include "layers/layer.h"
#include "losses/loss.h"
#include "training/network.h"

namespace downhill {

/// A component as a document would choose it: {"type": "huber", "delta": 0.6}.
template <class T>
Slot<T> Chosen(const Registry<T>& registry, Json fields) {
  Slot slot(registry);
  slot.Choose(fields["type"].get<std::string>());
  fields.erase("type");
  Read(fields, *slot);
  return slot;
}

/// A network with drawn parameters, biases included, so that no derivative vanishes by chance.
struct SmallNetwork {
  SmallNetwork(const Json& document_layers, const Shape& input, std::uint64_t seed)
      : layers(Slots(document_layers)), network(std::span(layers), input) {
    Random random(seed, "test parameters");
    network.Initialize(random, weights);
    for (Scalar& p : weights.parameters) p = static_cast<Scalar>(random.Uniform(-0.8, 0.8));
  }

  static SlotList<Layer> Slots(const Json& document_layers) {
    SlotList<Layer> slots(Layers());
    for (const Json& layer : document_layers) slots.Add(Chosen(Layers(), layer));
    return slots;
  }

  SlotList<Layer> layers;
  Network network;
  Weights weights;
};

inline Matrix RandomMatrix(Index rows, Index columns, std::uint64_t seed) {
  Random random(seed, "test matrix");
  Matrix matrix(rows, columns);
  for (Scalar& value : matrix.reshaped()) value = static_cast<Scalar>(random.Normal());
  return matrix;
}

}  // namespace downhill
