// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/functions.h"
#include "layers/activations/activation.h"

namespace downhill {
namespace {

/// a = log(1 + e^z), and z itself for z > 20;  da/dz = s(z).
class Softplus final : public ElementwiseActivation<Softplus> {
 public:
  bool needs_input() const override { return true; }
  Interval range() const override { return {.low = 0}; }
  static Scalar Value(Scalar z) { return z > 20 ? z : kernels::Softplus(z); }
  static Scalar Slope(Scalar z, Scalar) { return z > 20 ? Scalar{1} : kernels::Sigmoid(z); }
};

}  // namespace

Entry<Activation> SoftplusEntry() {
  return {"softplus",
          {"Softplus", "Softplus"},
          {"A smooth ReLU.", "平滑的 ReLU。"},
          "Dugas et al. 2001, Incorporating Second-Order Functional Knowledge",
          Make<Softplus>};
}

}  // namespace downhill
