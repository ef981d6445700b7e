// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/functions.h"
#include "layers/activations/activation.h"

namespace downhill {
namespace {

/// a = z s(z),  da/dz = s (1 + z (1 - s)).
class Silu final : public ElementwiseActivation<Silu> {
 public:
  bool needs_input() const override { return true; }
  /// Its lowest point is at z = -1.2785.
  Interval range() const override { return {.low = -0.2784645427610738}; }
  static Scalar Value(Scalar z) { return z * kernels::Sigmoid(z); }
  static Scalar Slope(Scalar z, Scalar) {
    const Scalar s = kernels::Sigmoid(z);
    return s * (1 + z * (1 - s));
  }
};

}  // namespace

Entry<Activation> SiluEntry() {
  return {"silu",
          {"SiLU (swish)", "SiLU（swish）"},
          {"The input weighed by its own logistic function.", "输入乘以它自己的 logistic 函数值。"},
          "Elfwing, Uchibe & Doya 2017, arXiv:1702.03118, eq. 3",
          Make<Silu>};
}

}  // namespace downhill
