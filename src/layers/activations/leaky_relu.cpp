// SPDX-License-Identifier: Apache-2.0
#include "layers/activations/activation.h"

namespace downhill {
namespace {

/// a = z where z > 0, else negative_slope z.
class LeakyRelu final : public ElementwiseActivation<LeakyRelu> {
 public:
  void Declare(Visitor& visitor) override {
    visitor.Real({.label = {"negative_slope",
                            {"Negative slope", "负半轴斜率"},
                            {"Slope for inputs below 0.", "输入小于 0 时的斜率。"}},
                  .fallback = 0.01,
                  .minimum = 0,
                  .maximum = 1},
                 negative_slope_);
  }
  Interval range() const override { return negative_slope_ > 0 ? Interval{} : Interval{.low = 0}; }
  Scalar Value(Scalar z) const { return z > 0 ? z : static_cast<Scalar>(negative_slope_) * z; }
  // No slope is negative, so a has the sign of z.
  Scalar Slope(Scalar, Scalar a) const {
    return a > 0 ? Scalar{1} : static_cast<Scalar>(negative_slope_);
  }

 private:
  double negative_slope_ = 0;
};

}  // namespace

Entry<Activation> LeakyReluEntry() {
  return {"leaky_relu",
          {"Leaky ReLU", "带泄漏的 ReLU"},
          {"Like ReLU, but negative inputs keep a small slope, so that no unit dies.",
           "与 ReLU 相似，但负输入保留小斜率，神经元不会“死亡”。"},
          "Maas, Hannun & Ng 2013, Rectifier Nonlinearities Improve Neural Network Acoustic Models",
          Make<LeakyRelu>};
}

}  // namespace downhill
