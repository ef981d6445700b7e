// SPDX-License-Identifier: Apache-2.0
// The experiment document, version 1, as declarations: the one truth about its keys and defaults.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/component.h"
#include "core/declaration.h"
#include "datasets/dataset.h"
#include "layers/layer.h"
#include "losses/loss.h"
#include "optimizers/optimizer.h"
#include "schedules/schedule.h"
#include "training/clip.h"
#include "training/data.h"
#include "training/regularization.h"
#include "training/session.h"
#include "training/stop_rules.h"

namespace downhill {

inline constexpr std::int64_t kDefaultSeed = 7;
inline constexpr std::int64_t kLargestSeed = 4'294'967'295;

struct DataChoice final : Declared {
  void Declare(Visitor& visitor) override;

  Slot<Dataset> dataset{Datasets()};
  /// Of samples and split, where it is not the experiment's.
  std::optional<std::int64_t> seed;
  Split split;
  /// Ids of InputOptions(); empty: the features as they are.
  std::vector<std::string> inputs;
  bool standardize = true;
  bool standardize_target = false;
  std::string class_targets;
};

struct ModelChoice final : Declared {
  void Declare(Visitor& visitor) override;

  SlotList<Layer> layers{Layers()};
};

/// Everything a run needs. Made with all defaults: the spiral of the first screen.
class Experiment final : public Declared {
 public:
  Experiment();
  void Declare(Visitor& visitor) override;

  std::int64_t version = 1;
  std::int64_t seed = 0;
  std::string arithmetic;
  DataChoice data;
  ModelChoice model;
  Slot<Loss> loss{Losses()};
  Slot<Optimizer> optimizer{Optimizers()};
  Slot<Schedule> schedule{Schedules()};
  Regularization regularization;
  Slot<Clip> clip{Clips()};
  std::int64_t batch_size = 0;
  RecordRule record;
  StopRules stop;

  /// The default of the loss follows from the data; empty until it is known (TrainingRun).
  std::string_view derived_loss;
};

}  // namespace downhill
