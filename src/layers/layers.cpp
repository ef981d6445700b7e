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

double Layer::work() const { return static_cast<double>(parameter_count()); }

void Layer::DeclareFrozen(Visitor& visitor) {
  visitor.Boolean({.label = {"frozen",
                             {"Frozen", "冻结"},
                             {"Keeps the layer as it is while the others learn.",
                              "其他层学习时，此层保持不变。"}},
                   .fallback = false},
                  frozen_);
}

}  // namespace downhill
