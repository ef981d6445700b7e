// SPDX-License-Identifier: Apache-2.0
// What max and average pooling have in common: windows without padding over each channel.
#pragma once

#include <algorithm>
#include <vector>

#include "core/kernels/pack.h"
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
    // A number that is compared takes as long as eight multiply-adds (measured).
    constexpr double kOfOne = 8;
    return kOfOne * static_cast<double>(window_.positions() * window_.input.channels) *
           static_cast<double>(window_.size());
  }

 protected:
  using Pack = kernels::Pack;

  /// Outputs side by side in a row: a pack, or what is left of one. kSide: of windows of kSide x
  /// kSide pixels side by side, known to the compiler; 0: of any.
  template <Index kSide, bool kWhole>
  struct Strip {
    const Window& window;
    Index output;  // number of the first one
    Index pixel;   // number of the first pixel of its window
    Index left;    // outputs, where not kWhole

    Index count() const { return kWhole ? kernels::kLanes : left; }
    Index step() const { return kSide > 0 ? kSide : window.stride.width; }
    Index height() const { return kSide > 0 ? kSide : window.kernel.height; }
    Index width() const { return kSide > 0 ? kSide : window.kernel.width; }

    /// Calls visit(number, offset) for every pixel of a window, row by row.
    template <class Visit>
    void ForEachPixel(Visit visit) const {
      for (Index dy = 0; dy < height(); ++dy) {
        for (Index dx = 0; dx < width(); ++dx) {
          visit(dy * width() + dx, dy * window.input.width + dx);
        }
      }
    }
    /// From the last one to the first: where windows overlap, a pixel is then met by one window
    /// after the other.
    template <class Visit>
    void ForEachPixelBack(Visit visit) const {
      for (Index dy = height(); dy-- > 0;) {
        for (Index dx = width(); dx-- > 0;) {
          visit(dy * width() + dx, dy * window.input.width + dx);
        }
      }
    }
    /// The pixel at this offset of each window.
    Pack Pixels(const Scalar* x, Index offset) const {
      return kernels::LoadEvery(step(), x + pixel + offset, count());
    }
    void AddPixels(Scalar* dx, Index offset, Pack numbers) const {
      kernels::AddEvery(step(), dx + pixel + offset, numbers, count());
    }
    /// The numbers of the outputs themselves.
    Pack Outputs(const Scalar* da) const { return kernels::LoadUpTo(da + output, count()); }
    void SetOutputs(Scalar* a, Pack numbers) const {
      kernels::StoreUpTo(a + output, numbers, count());
    }
  };

  template <class Visit>
  void ForEachSample(Index n, const Pass& pass, const Visit& visit) const {
    Share(pass.pool, n, 1, work() * static_cast<double>(n), [&](Index first, Index last) {
      for (Index s = first; s < last; ++s) visit(s);
    });
  }

  /// Calls visit(strip) for all of one sample, row by row.
  template <class Visit>
  void ForEachStrip(const Visit& visit) const {
    const auto is_two = [](const Extent& e) { return e.height == 2 && e.width == 2; };
    if (is_two(window_.kernel) && is_two(window_.stride)) {
      ForEachStripOf<2>(visit);
    } else {
      ForEachStripOf<0>(visit);
    }
  }

  Window window_;

 private:
  template <Index kSide, class Visit>
  void ForEachStripOf(const Visit& visit) const {
    const Index columns = window_.output.width;
    Index output = 0;
    for (Index c = 0; c < window_.input.channels; ++c) {
      for (Index row = 0; row < window_.output.height; ++row) {
        const Index y = c * window_.input.height + row * window_.stride.height;
        Index pixel = y * window_.input.width;
        Index left = columns;
        for (; left >= kernels::kLanes; left -= kernels::kLanes) {
          visit(Strip<kSide, true>{window_, output, pixel, kernels::kLanes});
          output += kernels::kLanes;
          pixel += kernels::kLanes * window_.stride.width;
        }
        if (left > 0) visit(Strip<kSide, false>{window_, output, pixel, left});
        output += left;
      }
    }
  }

  std::vector<std::int64_t> kernel_;
  std::vector<std::int64_t> stride_;
};

}  // namespace downhill
