// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "layers/layer.h"

namespace downhill {

#define LAYER(Name) Entry Name##Entry();
#include "layers/layers.def"
#undef LAYER

const Registry& Layers() {
  static const std::array entries{
#define LAYER(Name) Name##Entry(),
#include "layers/layers.def"
#undef LAYER
  };
  static const Registry registry{"layer", entries};
  return registry;
}

Index Layer::parameter_count() const {
  Index count = 0;
  for (const ParameterBlock& block : parameters()) count += block.size();
  return count;
}

}  // namespace downhill
