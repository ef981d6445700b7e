// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/functions.h"
#include "layers/activations/activation.h"

namespace downhill {
namespace {

/// a = tanh z,  da/dz = 1 - a^2.
class Tanh final : public ElementwiseActivation<Tanh> {
 public:
  Interval range() const override { return {.low = -1, .high = 1}; }
  static Scalar Value(Scalar z) { return kernels::Tanh(z); }
  static Scalar Slope(Scalar, Scalar a) { return 1 - a * a; }
};

}  // namespace

Entry<Activation> TanhEntry() {
  return {"tanh",
          {"Tanh", "Tanh"},
          {"S-shaped, between -1 and 1.", "S 形，取值在 -1 与 1 之间。"},
          "LeCun et al. 1998, Efficient BackProp, section 4.4",
          Make<Tanh>};
}

}  // namespace downhill
