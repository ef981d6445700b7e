// SPDX-License-Identifier: Apache-2.0
#include "losses/loss.h"

namespace downhill {
namespace {

/// Per element r^2, r = output - target;  d/do = 2 r; with one half r^2/2;  d/do = r.  Mean over
/// elements.
class Mse final : public ElementwiseLoss<Mse> {
 public:
  bool for_regression() const override { return true; }

  void Declare(Visitor& visitor) override {
    visitor.Boolean(
        {.label = {"half",
                   {"One half (d2l, Qiu)", "带 ½（d2l、邱锡鹏）"},
                   {"These books write ½ r², PyTorch r²: the gradient is half as large, "
                    "as with half the learning rate.",
                    "这些书写作 ½ r²，PyTorch 写作 r²：梯度减半，相当于学习率减半。"},
                   "Zhang et al. 2023, Dive into Deep Learning, eq. 3.1.5; Qiu 2020, "
                   "Neural Networks and Deep Learning (in Chinese), section 2.2.2"},
         .fallback = false},
        half_);
  }
  double Value(Scalar output, Scalar target) const {
    const auto r = static_cast<double>(output - target);
    return half_ ? r * r / 2 : r * r;
  }
  Scalar Slope(Scalar output, Scalar target) const {
    const Scalar r = output - target;
    return half_ ? r : 2 * r;
  }

 private:
  bool half_ = false;
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
