// SPDX-License-Identifier: Apache-2.0
#include "layers/activations/activation.h"

namespace downhill {
namespace {

/// a = z,  da/dz = 1.
class Linear final : public ElementwiseActivation<Linear> {
 public:
  bool is_identity() const override { return true; }
  static Scalar Value(Scalar z) { return z; }
  static Scalar Slope(Scalar, Scalar) { return 1; }
};

}  // namespace

Entry<Activation> LinearEntry() {
  return {"linear",
          {"Linear", "线性"},
          {"Passes its input through: a linear layer.", "原样输出：线性层。"},
          "identity",
          Make<Linear>};
}

}  // namespace downhill
