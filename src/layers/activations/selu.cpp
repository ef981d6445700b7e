// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/functions.h"
#include "layers/activations/activation.h"

namespace downhill {
namespace {

/// a = scale z where z > 0, else scale alpha (e^z - 1);  da/dz = scale or a + scale alpha.
class Selu final : public ElementwiseActivation<Selu> {
 public:
  static constexpr Scalar kScale = static_cast<Scalar>(1.0507009873554805);
  static constexpr Scalar kAlpha = static_cast<Scalar>(1.6732632423543772);
  Interval range() const override { return {.low = -static_cast<double>(kScale * kAlpha)}; }
  static Scalar Value(Scalar z) {
    return z > 0 ? kScale * z : kScale * kAlpha * kernels::Expm1(z > 0 ? Scalar{0} : z);
  }
  static Scalar Slope(Scalar, Scalar a) { return a > 0 ? kScale : a + kScale * kAlpha; }
};

}  // namespace

Entry<Activation> SeluEntry() {
  return {"selu",
          {"SELU", "SELU"},
          {"ELU scaled so that activations keep mean 0 and variance 1 from layer to layer.",
           "按比例缩放的 ELU，使各层激活保持均值 0、方差 1。"},
          "Klambauer et al. 2017, arXiv:1706.02515, eq. 2 and 14",
          Make<Selu>};
}

}  // namespace downhill
