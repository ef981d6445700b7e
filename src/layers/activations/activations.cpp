// SPDX-License-Identifier: Apache-2.0
#include "layers/activations/activation.h"

namespace downhill {

// The activations, in menu order. A new one is one file and one line here.
const Registry<Activation>& Activations() {
  static const Registry<Activation> registry("activation", [](Registry<Activation>& list) {
    LIST(Activation, Linear);
    LIST(Activation, Relu);
    LIST(Activation, LeakyRelu);
    LIST(Activation, Elu);
    LIST(Activation, Selu);
    LIST(Activation, Gelu);
    LIST(Activation, GeluTanh);
    LIST(Activation, Silu);
    LIST(Activation, Softplus);
    LIST(Activation, Tanh);
    LIST(Activation, Sigmoid);
  });
  return registry;
}

}  // namespace downhill
