// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/functions.h"
#include "layers/activations/activation.h"

namespace downhill {
namespace {

/// a = z where z > 0, else alpha (e^z - 1);  da/dz = 1 or a + alpha.
class Elu final : public ElementwiseActivation<Elu> {
 public:
  void Declare(Visitor& visitor) override {
    visitor.Real(
        {.label = {"alpha",
                   {"Alpha", "Alpha"},
                   {"The value for very negative inputs is -alpha.", "输入很负时的值为 -alpha。"}},
         .fallback = 1,
         .minimum = 0,
         .maximum = 10,
         .minimum_excluded = true},
        alpha_);
  }
  Interval range() const override { return {.low = -alpha_}; }
  Scalar Value(Scalar z) const {
    return z > 0 ? z : static_cast<Scalar>(alpha_) * kernels::Expm1(z > 0 ? Scalar{0} : z);
  }
  Scalar Slope(Scalar, Scalar a) const {
    return a > 0 ? Scalar{1} : a + static_cast<Scalar>(alpha_);
  }

 private:
  double alpha_ = 1;
};

}  // namespace

Entry<Activation> EluEntry() {
  return {"elu",
          {"ELU", "ELU"},
          {"Smooth below 0, where it goes to -alpha: outputs have a mean near 0.",
           "0 以下平滑趋于 -alpha，使输出均值接近 0。"},
          "Clevert, Unterthiner & Hochreiter 2016, arXiv:1511.07289, eq. 15",
          Make<Elu>};
}

}  // namespace downhill
