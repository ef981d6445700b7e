// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "initializers/initializer.h"

namespace downhill {

#define INITIALIZER(Name) Entry Name##Entry();
#include "initializers/initializers.def"
#undef INITIALIZER

const Registry& Initializers() {
  static const std::array entries{
#define INITIALIZER(Name) Name##Entry(),
#include "initializers/initializers.def"
#undef INITIALIZER
  };
  static const Registry registry{"initializer", entries};
  return registry;
}

}  // namespace downhill
