// SPDX-License-Identifier: Apache-2.0
// What max and average pooling have in common: windows without padding over each channel.
#pragma once

#include <vector>

#include "layers/layer.h"
#include "layers/window.h"

namespace downhill {

class Pooling : public Layer {
 public:
  void Declare(Visitor& visitor) override {
    visitor.Integers(KernelDeclaration(2), kernel_);
    visitor.Integers(StrideDeclaration({}, {"How far the window moves at a time; left out: as far "
                                            "as it is large.",
                                            "窗口每次移动的距离；省略时等于窗口大小。"}),
                     stride_);
  }
  Shape Connect(const Shape& input) override {
    const Extent kernel = ToExtent(kernel_);
    window_ = Window::Over(input, kernel, stride_.empty() ? kernel : ToExtent(stride_), {0, 0});
    return {input.channels, window_.output.height, window_.output.width};
  }
  Interval OutputRange(const Interval& input) const override { return input; }
  double work() const override {
    return static_cast<double>(window_.positions() * window_.input.channels) *
           static_cast<double>(window_.size());
  }

 protected:
  /// Calls visit(output number, number of the window's first pixel) for one sample.
  template <class Visit>
  void ForEachWindow(Visit visit) const {
    Index output = 0;
    for (Index c = 0; c < window_.input.channels; ++c) {
      for (Index row = 0; row < window_.output.height; ++row) {
        for (Index column = 0; column < window_.output.width; ++column, ++output) {
          const Index y = row * window_.stride.height;
          const Index x = column * window_.stride.width;
          visit(output, (c * window_.input.height + y) * window_.input.width + x);
        }
      }
    }
  }
  /// Calls visit(pixel) for every pixel of the window that begins here, row by row.
  template <class Visit>
  void ForEachPixel(Index begin, Visit visit) const {
    for (Index dy = 0; dy < window_.kernel.height; ++dy) {
      for (Index dx = 0; dx < window_.kernel.width; ++dx) {
        visit(begin + dy * window_.input.width + dx);
      }
    }
  }

  Window window_;

 private:
  std::vector<std::int64_t> kernel_;
  std::vector<std::int64_t> stride_;
};

}  // namespace downhill
