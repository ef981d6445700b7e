// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "losses/loss.h"

namespace downhill {
namespace {

/// Per element r^2/(2 beta) where |r| < beta, else |r| - beta/2: Huber divided by beta;
/// d/do = r/beta clipped to +-1.
class SmoothL1 final : public ElementwiseLoss<SmoothL1> {
 public:
  bool for_regression() const override { return true; }

  void Declare(Visitor& visitor) override {
    visitor.Real({.label = {"beta",
                            {"Beta", "Beta"},
                            {"Errors above it count linearly.", "超过它的误差按线性计算。"}},
                  .fallback = 1,
                  .minimum = 1e-6,
                  .maximum = 1e6,
                  .scale = Scale::kLog},
                 beta_);
  }
  double Value(Scalar output, Scalar target) const {
    const double r = std::abs(static_cast<double>(output - target));
    return r < beta_ ? r * r / (2 * beta_) : r - beta_ / 2;
  }
  Scalar Slope(Scalar output, Scalar target) const {
    const Scalar r = (output - target) / static_cast<Scalar>(beta_);
    return r > 1 ? Scalar{1} : (r < -1 ? Scalar{-1} : r);
  }

 private:
  double beta_ = 1;
};

}  // namespace

Entry<Loss> SmoothL1Entry() {
  return {"smooth_l1",
          {"Smooth L1", "平滑 L1"},
          {"Huber divided by its threshold: slope 1 for large errors.",
           "Huber 除以阈值：大误差的斜率为 1。"},
          "Girshick 2015, arXiv:1504.08083, eq. 3",
          Make<SmoothL1>};
}

}  // namespace downhill
