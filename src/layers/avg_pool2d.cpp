// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "layers/pooling.h"

namespace downhill {
namespace {

/// a = the mean of each window.   Backward: every pixel of it gets da / window size.
class AvgPool2d final : public Pooling {
 public:
  void Forward(ForwardPass pass) const override {
    const Scalar share = Share();
    for (Index s = 0; s < pass.input.cols(); ++s) {
      const Scalar* x = pass.input.col(s).data();
      Scalar* a = pass.output.col(s).data();
      ForEachWindow([&](Index output, Index begin) {
        Scalar sum = 0;
        ForEachPixel(begin, [&](Index pixel) { sum += x[pixel]; });
        a[output] = sum * share;
      });
    }
  }
  void Backward(BackwardPass pass) const override {
    if (pass.input_gradient.data() == nullptr) return;
    const Scalar share = Share();
    std::fill_n(pass.input_gradient.data(), pass.input_gradient.size(), Scalar{0});
    for (Index s = 0; s < pass.input.cols(); ++s) {
      const Scalar* da = pass.output_gradient.col(s).data();
      Scalar* dx = pass.input_gradient.col(s).data();
      ForEachWindow([&](Index output, Index begin) {
        ForEachPixel(begin, [&](Index pixel) { dx[pixel] += da[output] * share; });
      });
    }
  }

 private:
  Scalar Share() const { return Scalar{1} / static_cast<Scalar>(window_.size()); }
};

}  // namespace

Entry<Layer> AvgPool2dEntry() {
  return {
      "avg_pool2d",
      {"Average pooling", "平均池化"},
      {"Keeps the mean of each window: a smaller image.", "保留每个窗口的均值，得到更小的图像。"},
      "LeCun et al. 1989, Backpropagation Applied to Handwritten Zip Code Recognition",
      Make<AvgPool2d>};
}

}  // namespace downhill
