// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "losses/loss.h"

namespace downhill {
namespace {

/// Per element r^2/2 where |r| <= delta, else delta (|r| - delta/2);  d/do = r clipped to +-delta.
class Huber final : public ElementwiseLoss<Huber> {
 public:
  bool for_regression() const override { return true; }

  void Declare(Visitor& visitor) override {
    visitor.Real({.label = {"delta",
                            {"Delta", "Delta"},
                            {"Errors above it count linearly.", "超过它的误差按线性计算。"}},
                  .fallback = 1,
                  .minimum = 1e-6,
                  .maximum = 1e6,
                  .scale = Scale::kLog},
                 delta_);
  }
  double Value(Scalar output, Scalar target) const {
    const double r = std::abs(static_cast<double>(output - target));
    return r <= delta_ ? r * r / 2 : delta_ * (r - delta_ / 2);
  }
  Scalar Slope(Scalar output, Scalar target) const {
    const Scalar r = output - target;
    const auto delta = static_cast<Scalar>(delta_);
    return r > delta ? delta : (r < -delta ? -delta : r);
  }

 private:
  double delta_ = 1;
};

}  // namespace

Entry<Loss> HuberEntry() {
  return {"huber",
          {"Huber", "Huber"},
          {"Squared for small errors, absolute for large ones.", "小误差取平方，大误差取绝对值。"},
          "Huber 1964, Robust Estimation of a Location Parameter, eq. 1.5",
          Make<Huber>};
}

}  // namespace downhill
