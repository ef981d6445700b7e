// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "layers/pooling.h"

namespace downhill {
namespace {

/// a = the largest number of each window, NaN where one is in it.   Backward: da goes to the pixel
/// that was the largest, the first one where several are, or to the NaN.
class MaxPool2d final : public Pooling {
 public:
  void Forward(ForwardPass pass) const override {
    for (Index s = 0; s < pass.input.cols(); ++s) {
      const Scalar* x = pass.input.col(s).data();
      Scalar* a = pass.output.col(s).data();
      ForEachWindow([&](Index output, Index begin) { a[output] = x[Largest(x, begin)]; });
    }
  }
  void Backward(BackwardPass pass) const override {
    if (pass.input_gradient.data() == nullptr) return;
    std::fill_n(pass.input_gradient.data(), pass.input_gradient.size(), Scalar{0});
    for (Index s = 0; s < pass.input.cols(); ++s) {
      const Scalar* x = pass.input.col(s).data();
      const Scalar* da = pass.output_gradient.col(s).data();
      Scalar* dx = pass.input_gradient.col(s).data();
      ForEachWindow([&](Index output, Index begin) { dx[Largest(x, begin)] += da[output]; });
    }
  }

 private:
  /// NaN counts as the largest, so that broken numbers are seen: once it is found nothing is
  /// larger.
  Index Largest(const Scalar* x, Index begin) const {
    Index largest = begin;
    ForEachPixel(begin, [&](Index pixel) {
      if (x[pixel] > x[largest] || x[pixel] != x[pixel]) largest = pixel;
    });
    return largest;
  }
};

}  // namespace

Entry<Layer> MaxPool2dEntry() {
  return {"max_pool2d",
          {"Max pooling", "最大池化"},
          {"Keeps the largest number of each window: a smaller image.",
           "保留每个窗口的最大值，得到更小的图像。"},
          "Goodfellow, Bengio & Courville 2016, Deep Learning, section 9.3",
          Make<MaxPool2d>};
}

}  // namespace downhill
