// SPDX-License-Identifier: Apache-2.0
#include "losses/loss.h"

namespace downhill {

// The losses, in menu order. A new one is one file and one line here.
const Registry<Loss>& Losses() {
  static const Registry<Loss> registry("loss", [](Registry<Loss>& list) {
    LIST(Loss, Mse);
    LIST(Loss, Mae);
    LIST(Loss, Huber);
    LIST(Loss, SmoothL1);
    LIST(Loss, BceLogits);
    LIST(Loss, Bce);
    LIST(Loss, CrossEntropy);
    LIST(Loss, Hinge);
    LIST(Loss, SquaredHinge);
  });
  return registry;
}

}  // namespace downhill
