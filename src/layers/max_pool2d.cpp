// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <type_traits>

#include "layers/pooling.h"

namespace downhill {
namespace {

/// a = the largest number of each window, NaN where one is in it.   Backward: da goes to the pixel
/// that was the largest, the first one where several are, or to the NaN.
class MaxPool2d final : public Pooling {
 public:
  void Forward(ForwardPass pass) const override {
    ForEachSample(pass.input.cols(), pass.pass, [&](Index s) {
      const Scalar* x = pass.input.col(s).data();
      Scalar* a = pass.output.col(s).data();
      ForEachStrip([&](const auto& strip) {
        Pack largest = strip.Pixels(x, 0);
        strip.ForEachPixel([&](Index, Index offset) {
          const Pack next = strip.Pixels(x, offset);
          largest = Wins(next, largest) ? next : largest;
        });
        strip.SetOutputs(a, largest);
      });
    });
  }
  void Backward(BackwardPass pass) const override {
    if (pass.input_gradient.data() == nullptr) return;
    ForEachSample(pass.input.cols(), pass.pass, [&](Index s) {
      const Scalar* x = pass.input.col(s).data();
      const Scalar* da = pass.output_gradient.col(s).data();
      Scalar* dx = pass.input_gradient.col(s).data();
      std::fill_n(dx, pass.input_gradient.rows(), Scalar{0});
      ForEachStrip([&](const auto& strip) {
        Pack largest = strip.Pixels(x, 0);
        Mask winner{};
        strip.ForEachPixel([&](Index number, Index offset) {
          const Pack next = strip.Pixels(x, offset);
          const Mask wins = Wins(next, largest);
          largest = wins ? next : largest;
          winner = wins ? Mask{} + static_cast<Number>(number) : winner;
        });
        const Pack gradient = strip.Outputs(da);
        strip.ForEachPixelBack([&](Index number, Index offset) {
          const Mask won = winner == static_cast<Number>(number);
          strip.AddPixels(dx, offset, won ? gradient : Pack{});
        });
      });
    });
  }

 private:
  /// Of each lane, all bits or none; or a whole number of the same size.
  using Mask = decltype(Pack{} > Pack{});
  using Number = std::remove_cvref_t<decltype(Mask{}[0])>;

  /// NaN counts as the largest, so that broken numbers are seen: once it is found nothing is
  /// larger.
  static Mask Wins(Pack next, Pack largest) {
    // NOLINTNEXTLINE(misc-redundant-expression): only NaN is not itself.
    return (next > largest) | (next != next);
  }
};

}  // namespace

Entry<Layer> MaxPool2dEntry() {
  return {"max_pool2d",
          {"Max pooling", "最大汇聚（池化）"},
          {"Keeps the largest number of each window: a smaller image.",
           "保留每个窗口的最大值，得到更小的图像。"},
          "Goodfellow, Bengio & Courville 2016, Deep Learning, section 9.3",
          Make<MaxPool2d>};
}

}  // namespace downhill
