// SPDX-License-Identifier: Apache-2.0
#include "layers/activations/activation.h"

namespace downhill {
namespace {

/// a = max(z, 0),  da/dz = 1 where a > 0, else 0 (also at 0).
class Relu final : public ElementwiseActivation<Relu> {
 public:
  Interval range() const override { return {.low = 0}; }
  // Written so that NaN goes through and shows, instead of turning into 0.
  static Scalar Value(Scalar z) { return z < 0 ? Scalar{0} : z; }
  static Scalar Slope(Scalar, Scalar a) { return a > 0 ? Scalar{1} : Scalar{0}; }
};

}  // namespace

Entry<Activation> ReluEntry() {
  return {"relu",
          {"ReLU", "ReLU"},
          {"Keeps what is positive and cuts the rest to 0.", "保留正数，其余变为 0。"},
          "Nair & Hinton 2010, Rectified Linear Units Improve Restricted Boltzmann Machines",
          Make<Relu>};
}

}  // namespace downhill
