// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/functions.h"
#include "layers/activations/activation.h"

namespace downhill {
namespace {

/// a = z/2 (1 + tanh u),  u = c (z + 0.044715 z^3),  c = sqrt(2/pi);
/// da/dz = (1 + tanh u)/2 + z/2 (1 - tanh^2 u) c (1 + 3 * 0.044715 z^2).
class GeluTanh final : public ElementwiseActivation<GeluTanh> {
 public:
  static constexpr Scalar kRoot = static_cast<Scalar>(0.79788456080286535588);
  static constexpr Scalar kCubic = static_cast<Scalar>(0.044715);
  bool needs_input() const override { return true; }
  /// Its lowest point is at z = -0.7525.
  Interval range() const override { return {.low = -0.1700407505712540}; }
  static Scalar Value(Scalar z) {
    return z / 2 * (1 + kernels::Tanh(kRoot * (z + kCubic * z * z * z)));
  }
  static Scalar Slope(Scalar z, Scalar) {
    const Scalar t = kernels::Tanh(kRoot * (z + kCubic * z * z * z));
    return (1 + t) / 2 + z / 2 * (1 - t * t) * kRoot * (1 + 3 * kCubic * z * z);
  }
};

}  // namespace

Entry<Activation> GeluTanhEntry() {
  return {"gelu_tanh",
          {"GELU (tanh form)", "GELU（tanh 近似）"},
          {"GELU with tanh instead of erf: cheaper, and nearly the same.",
           "用 tanh 代替 erf 的 GELU：更快，几乎相同。"},
          "Hendrycks & Gimpel 2016, arXiv:1606.08415, section 2",
          Make<GeluTanh>};
}

}  // namespace downhill
