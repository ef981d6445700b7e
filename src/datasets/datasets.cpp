// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "datasets/dataset.h"

namespace downhill {

#define DATASET(Name) Entry Name##Entry();
#include "datasets/datasets.def"
#undef DATASET

const Registry& Datasets() {
  static const std::array entries{
#define DATASET(Name) Name##Entry(),
#include "datasets/datasets.def"
#undef DATASET
  };
  static const Registry registry{"dataset", entries};
  return registry;
}

}  // namespace downhill
