// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "losses/loss.h"

namespace downhill {
namespace {

/// Per element |r|, r = output - target;  d/do = sign r, 0 at 0.
class Mae final : public ElementwiseLoss<Mae> {
 public:
  bool for_regression() const override { return true; }

  static double Value(Scalar output, Scalar target) {
    return std::abs(static_cast<double>(output - target));
  }
  static Scalar Slope(Scalar output, Scalar target) {
    const Scalar r = output - target;
    return r > 0 ? Scalar{1} : (r < 0 ? Scalar{-1} : r);
  }
};

}  // namespace

Entry<Loss> MaeEntry() {
  return {"mae",
          {"Mean absolute error", "平均绝对误差"},
          {"The mean of the absolute errors: outliers pull less than with squares.",
           "误差绝对值的均值：离群点的影响小于平方误差。"},
          "Laplace 1774, Mémoire sur la probabilité des causes par les événements",
          Make<Mae>};
}

}  // namespace downhill
