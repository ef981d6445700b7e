// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "layers/pooling.h"

namespace downhill {
namespace {

/// a = the mean of each window.   Backward: every pixel of it gets da / window size.
class AvgPool2d final : public Pooling {
 public:
  void Forward(ForwardPass pass) const override {
    const Scalar share = ShareOfAPixel();
    ForEachSample(pass.input.cols(), pass.pass, [&](Index s) {
      const Scalar* x = pass.input.col(s).data();
      Scalar* a = pass.output.col(s).data();
      ForEachStrip([&](const auto& strip) {
        Pack sum{};
        strip.ForEachPixel([&](Index, Index offset) { sum += strip.Pixels(x, offset); });
        strip.SetOutputs(a, sum * share);
      });
    });
  }
  void Backward(BackwardPass pass) const override {
    if (pass.input_gradient.data() == nullptr) return;
    const Scalar share = ShareOfAPixel();
    ForEachSample(pass.input.cols(), pass.pass, [&](Index s) {
      const Scalar* da = pass.output_gradient.col(s).data();
      Scalar* dx = pass.input_gradient.col(s).data();
      std::fill_n(dx, pass.input_gradient.rows(), Scalar{0});
      ForEachStrip([&](const auto& strip) {
        const Pack gradient = strip.Outputs(da) * share;
        strip.ForEachPixelBack([&](Index, Index offset) { strip.AddPixels(dx, offset, gradient); });
      });
    });
  }

 private:
  Scalar ShareOfAPixel() const { return Scalar{1} / static_cast<Scalar>(window_.size()); }
};

}  // namespace

Entry<Layer> AvgPool2dEntry() {
  return {
      "avg_pool2d",
      {"Average pooling", "平均汇聚（池化）"},
      {"Keeps the mean of each window: a smaller image.", "保留每个窗口的均值，得到更小的图像。"},
      "LeCun et al. 1989, Backpropagation Applied to Handwritten Zip Code Recognition",
      Make<AvgPool2d>};
}

}  // namespace downhill
