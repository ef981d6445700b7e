// SPDX-License-Identifier: Apache-2.0
// One file of tests/golden, as parts of a training step.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/component.h"
#include "core/scalar.h"
#include "experiment/json.h"
#include "layers/layer.h"
#include "losses/loss.h"
#include "optimizers/optimizer.h"
#include "schedules/schedule.h"
#include "training/clip.h"
#include "training/network.h"
#include "training/regularization.h"
#include "training/trainer.h"

namespace downhill {

class GoldenCase {
 public:
  explicit GoldenCase(const std::string& file);

  /// What the trainer cannot do yet, e.g. "layer conv2d"; empty when everything is there.
  const std::string& missing() const { return missing_; }
  const Json& json() const { return json_; }
  const Json& expected() const { return json_["expected"]; }
  std::int64_t steps() const { return json_["steps"].get<std::int64_t>(); }

  /// Rows of x and y as columns.
  struct Batch {
    Matrix inputs;
    Matrix targets;
  };
  /// Of step t.
  Batch BatchOf(std::int64_t t) const;
  Batch AllRows() const;

  const Network& network() const { return *network_; }
  const Weights& initial_weights() const { return initial_weights_; }
  TrainingParts parts() const;

  /// A structure like "layers" (of weights and biases) as one flat block, and as one of statistics.
  Vector Parameters(const Json& layers) const;
  Vector Statistics(const Json& layers) const;

 private:
  Json OurLayers(const Json& layers);
  template <class T>
  Slot<T> Choose(const Registry<T>& registry, Json fields);

  Json json_;
  std::string missing_;
  SlotList<Layer> layers_{Layers()};
  std::unique_ptr<Network> network_;
  Slot<Loss> loss_{Losses()};
  Slot<Optimizer> optimizer_{Optimizers()};
  Slot<Schedule> schedule_{Schedules()};
  Slot<Clip> clip_{Clips()};
  Regularization regularization_;
  Weights initial_weights_;
};

}  // namespace downhill
