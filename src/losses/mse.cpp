// SPDX-License-Identifier: Apache-2.0
#include "losses/loss.h"

namespace downhill {
namespace {

/// Per element r^2, r = output - target;  d/do = 2 r.  Mean over elements; no factor 1/2.
class Mse final : public ElementwiseLoss<Mse> {
 public:
  bool for_regression() const override { return true; }

  static double Value(Scalar output, Scalar target) {
    const auto r = static_cast<double>(output - target);
    return r * r;
  }
  static Scalar Slope(Scalar output, Scalar target) { return 2 * (output - target); }
};

}  // namespace

Entry<Loss> MseEntry() {
  return {"mse",
          {"Mean squared error", "均方误差"},
          {"The mean of the squared errors: large errors count most.",
           "误差平方的均值：大误差影响最大。"},
          "Gauss 1809, Theoria motus corporum coelestium, section 179",
          Make<Mse>};
}

}  // namespace downhill
