// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/functions.h"
#include "layers/activations/activation.h"

namespace downhill {
namespace {

/// a = 1/(1 + e^-z),  da/dz = a (1 - a).
class Sigmoid final : public ElementwiseActivation<Sigmoid> {
 public:
  Interval range() const override { return {.low = 0, .high = 1}; }
  static Scalar Value(Scalar z) { return kernels::Sigmoid(z); }
  static Scalar Slope(Scalar, Scalar a) { return a * (1 - a); }
};

}  // namespace

Entry<Activation> SigmoidEntry() {
  return {"sigmoid",
          {"Sigmoid", "Sigmoid"},
          {"S-shaped, between 0 and 1: reads as a probability.",
           "S 形，取值在 0 与 1 之间，可当作概率。"},
          "Cox 1958, The Regression Analysis of Binary Sequences",
          Make<Sigmoid>};
}

}  // namespace downhill
