// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "losses/loss.h"

namespace downhill {

#define LOSS(Name) Entry Name##Entry();
#include "losses/losses.def"
#undef LOSS

const Registry& Losses() {
  static const std::array entries{
#define LOSS(Name) Name##Entry(),
#include "losses/losses.def"
#undef LOSS
  };
  static const Registry registry{"loss", entries};
  return registry;
}

}  // namespace downhill
