// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "core/kernels/functions.h"
#include "layers/activations/activation.h"

namespace downhill {
namespace {

/// a = z/2 (1 + erf(z/sqrt 2)),  da/dz = Phi(z) + z phi(z).
class Gelu final : public ElementwiseActivation<Gelu> {
 public:
  bool needs_input() const override { return true; }
  /// Its lowest point is at z = -0.7518.
  Interval range() const override { return {.low = -0.1699712074799037}; }
  static Scalar Value(Scalar z) {
    constexpr auto kHalfRoot = static_cast<Scalar>(0.70710678118654752440);
    return z / 2 * (1 + std::erf(z * kHalfRoot));
  }
  static Scalar Slope(Scalar z, Scalar) {
    constexpr auto kHalfRoot = static_cast<Scalar>(0.70710678118654752440);
    constexpr auto kDensity = static_cast<Scalar>(0.39894228040143267794);  // 1/sqrt(2 pi)
    const Scalar cumulative = (1 + std::erf(z * kHalfRoot)) / 2;
    return cumulative + z * kDensity * kernels::Exp(-z * z / 2);
  }
};

}  // namespace

Entry<Activation> GeluEntry() {
  return {"gelu",
          {"GELU", "GELU"},
          {"Weighs its input by the probability that a normal number is smaller.",
           "按“标准正态随机变量比它小”的概率给输入加权。"},
          "Hendrycks & Gimpel 2016, arXiv:1606.08415, eq. 2",
          Make<Gelu>};
}

}  // namespace downhill
