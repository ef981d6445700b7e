// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "layers/activations/activation.h"

namespace downhill {

#define ACTIVATION(Name) Entry Name##Entry();
#include "layers/activations/activations.def"
#undef ACTIVATION

const Registry& Activations() {
  static const std::array entries{
#define ACTIVATION(Name) Name##Entry(),
#include "layers/activations/activations.def"
#undef ACTIVATION
  };
  static const Registry registry{"activation", entries};
  return registry;
}

}  // namespace downhill
