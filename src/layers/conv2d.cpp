// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/kernels/convolution.h"
#include "layers/weighted_layer.h"
#include "layers/window.h"

namespace downhill {
namespace {

/// a = f(W * x + b), a cross-correlation: the kernel is not flipped.
///
/// Shapes of one sample: x (C, H, W), weight (O, C h w), b (O), a (O, P).   P = output pixels.
/// Of the window at position p, with k = (c, dy, dx) and x(k, p) the number that it sees there:
///   z(o, p) = Σ_k weight(o, k) x(k, p) + b(o)
///   dW(o, k) = Σ_samples Σ_p dz(o, p) x(k, p),   db(o) = Σ_samples Σ_p dz(o, p)
///   dx(pixel) = Σ of Σ_o weight(o, k) dz(o, p) over all k and p that see it
/// x(k, p) is read from x with its padding around it (core/kernels/convolution.h).
class Conv2d final : public WeightedLayer {
 public:
  void Declare(Visitor& visitor) override {
    static constexpr std::array kPaddings{
        Option{"valid", {"Valid", "无填充"}},
        Option{"same", {"Same", "等大填充"}},
    };
    visitor.Integer({.label = {"out_channels",
                               {"Channels", "通道数"},
                               {"How many pictures the layer makes.", "该层输出的图像个数。"}},
                     .fallback = 8,
                     .minimum = 1,
                     .maximum = 256,
                     .scale = Scale::kLog},
                    out_channels_);
    visitor.Integers(KernelDeclaration(3), kernel_);
    visitor.Integers(
        StrideDeclaration({1}, {"How far the window moves at a time.", "窗口每次移动的距离。"}),
        stride_);
    visitor.Choice(
        {.label =
             {"padding",
              {"Padding", "填充"},
              {"Valid: only whole windows. Same: zeros around the image, so that with stride 1 "
               "its size stays (odd kernels only).",
               "valid：只取完整窗口。same：图像四周补零，步幅为 1 时大小不变（仅限奇数窗口）。"}},
         .fallback = "valid",
         .options = kPaddings},
        padding_);
    DeclareWeights(visitor);
  }

  Shape Connect(const Shape& input) override {
    const Extent kernel = ToExtent(kernel_);
    Extent padding{0, 0};
    if (padding_ == "same") {
      if (kernel.height % 2 == 0 || kernel.width % 2 == 0) {
        throw Error("kernel", {"must be odd with padding same: there is no middle. Use an odd one, "
                               "or padding valid.",
                               "在 padding 为 same 时应为奇数，否则没有中心。请用奇数，或将 "
                               "padding 设为 valid。"});
      }
      padding = {(kernel.height - 1) / 2, (kernel.width - 1) / 2};
    }
    window_ = Window::Over(input, kernel, ToExtent(stride_), padding);
    SetWeights(
        Count(input.channels) * window_.size(), out_channels_, "out_channels",
        {"{} channels that each see {} inputs make more than {} weights. Use fewer channels, "
         "here or in the layer before, or a smaller kernel.",
         "{} 个通道、每个 {} 个输入，权重超过 {} 个。请减少此层或前一层的通道数，或减小窗口。"});
    fans_ = {inputs_, outputs_ * window_.size()};
    taps_.clear();
    // Where it does not fit the network is refused, and nothing is looked at.
    for (Index dy = 0; ImageNumbers().fits() && dy < kernel.height; ++dy) {
      for (Index dx = 0; dx < kernel.width; ++dx) taps_.push_back(dy * PaddedWidth() + dx);
    }
    return {outputs_, window_.output.height, window_.output.width};
  }

  double work() const override {
    return static_cast<double>(outputs_ * inputs_) * static_cast<double>(window_.positions());
  }

  /// Training: of every sample the padded x, of which dx takes the place, dz by positions, and z
  /// where it is kept. Otherwise the padded x of one sample. Besides, the packed weights.
  MemorySize memory_size(Use use) const override {
    const Count weights =
        std::max(Count(kernels::WholePacks(outputs_)) * inputs_,
                 Count(kernels::WholePacks(window_.input.channels)) * outputs_ * window_.size());
    if (use == Use::kForwardOnly) return {0, weights + ImageNumbers()};
    const Count positions = window_.positions();
    return {ImageNumbers() + positions * kernels::WholePacks(outputs_) +
                (keeps_z(use) ? positions * outputs_ : Count()),
            weights};
  }

  void Forward(ForwardPass pass) const override {
    const bool training = pass.pass.use == Use::kTraining;
    const Memory memory(*this, pass.memory, pass.input.cols(), pass.pass.use);
    const kernels::Sweep sweep = SweepOver();
    kernels::PackForward(sweep, pass.parameters, memory.weights);
    ForEachSample(pass.input.cols(), pass.pass, [&](Index s) {
      Scalar* image = memory.Image(training ? s : 0);
      Pad(pass.input.col(s).data(), image);
      Scalar* a = pass.output.col(s).data();
      Scalar* z = memory.z != nullptr ? memory.z + s * OutputNumbers() : a;
      kernels::Convolve(sweep, memory.weights, Bias(pass.parameters), image, z);
      if (!activation().is_identity()) activation().Apply(z, a, OutputNumbers());
    });
  }

  bool Slopes(const BackwardPass& pass, MatrixMap slopes) const override {
    const Memory memory(*this, pass.memory, pass.input.cols(), Use::kTraining);
    return activation().Slopes(memory.z, pass.output, slopes);
  }

  void Backward(BackwardPass pass) const override {
    const Index n = pass.input.cols();
    const Index positions = window_.positions();
    const Memory memory(*this, pass.memory, n, Use::kTraining);
    const kernels::Sweep sweep = SweepOver();
    ForEachSample(n, pass.pass, [&](Index s) {
      Scalar* dz = pass.output_gradient.col(s).data();
      if (!activation().is_identity()) {
        const Scalar* z = memory.z != nullptr ? memory.z + s * OutputNumbers() : nullptr;
        activation().Differentiate(z, pass.output.col(s).data(), dz, dz, OutputNumbers());
      }
      kernels::ToPixels(outputs_, positions, dz, positions, memory.Gradient(s));
    });

    // Sums over samples keep their order: it is the columns of dW that are shared out, no fewer
    // than make a tile.
    Share(pass.pass.pool, inputs_, kernels::kTileWeights, WorkOf(n), [&](Index first, Index last) {
      kernels::WeightGradient(sweep, n, memory.images, memory.image_step, memory.gradients, first,
                              last, pass.parameter_gradient);
    });
    if (has_bias_) {
      kernels::BiasGradient(sweep, n, memory.gradients,
                            pass.parameter_gradient + outputs_ * inputs_);
    }

    if (pass.input_gradient.data() == nullptr) return;
    kernels::PackBackward(sweep, pass.parameters, memory.weights);
    ForEachSample(n, pass.pass, [&](Index s) {
      // The image is no longer needed: its gradient takes its place.
      kernels::ConvolveBack(sweep, memory.weights, memory.Gradient(s), memory.Image(s));
      Crop(memory.Image(s), pass.input_gradient.col(s).data());
    });
  }

 private:
  /// What the passes of n samples leave to each other.
  struct Memory {
    Memory(const Conv2d& layer, Scalar* memory, Index n, Use use)
        : image_step(layer.ImageNumbers().index()),
          gradient_step(layer.window_.positions() * kernels::WholePacks(layer.outputs_)),
          images(memory),
          gradients(images + (use == Use::kTraining ? n : 1) * image_step),
          z(layer.keeps_z(use) ? gradients + n * gradient_step : nullptr),
          weights(use != Use::kTraining
                      ? gradients
                      : gradients + n * (gradient_step + (z ? layer.OutputNumbers() : 0))) {}
    Scalar* Image(Index s) const { return images + s * image_step; }
    Scalar* Gradient(Index s) const { return gradients + s * gradient_step; }

    Index image_step;
    Index gradient_step;
    Scalar* images;
    Scalar* gradients;
    Scalar* z;
    Scalar* weights;
  };

  Index PaddedHeight() const { return window_.input.height + 2 * window_.padding.height; }
  Index PaddedWidth() const { return window_.input.width + 2 * window_.padding.width; }
  /// Room for x with its padding, and for dx with its channels in whole packs.
  Count ImageNumbers() const {
    return Count(PaddedHeight()) * PaddedWidth() * kernels::WholePacks(window_.input.channels);
  }
  Index OutputNumbers() const { return outputs_ * window_.positions(); }

  kernels::Sweep SweepOver() const {
    return {.channels = window_.input.channels,
            .plane = PaddedHeight() * PaddedWidth(),
            .taps = taps_,
            .outputs = outputs_,
            .rows = window_.output.height,
            .columns = window_.output.width,
            .row_step = window_.stride.height * PaddedWidth(),
            .column_step = window_.stride.width};
  }

  double WorkOf(Index samples) const { return work() * static_cast<double>(samples); }

  /// Samples do not depend on each other; without training they share one memory.
  template <class Work>
  void ForEachSample(Index n, const Pass& pass, const Work& work) const {
    ThreadPool* pool = pass.use == Use::kTraining ? pass.pool : nullptr;
    Share(pool, n, 1, WorkOf(n), [&](Index first, Index last) {
      for (Index s = first; s < last; ++s) work(s);
    });
  }

  void Pad(const Scalar* x, Scalar* image) const {
    const Window& w = window_;
    const Index width = PaddedWidth();
    if (w.padding.height == 0 && w.padding.width == 0) {
      std::copy_n(x, w.input.size(), image);
      return;
    }
    std::fill_n(image, w.input.channels * PaddedHeight() * width, Scalar{0});
    for (Index c = 0; c < w.input.channels; ++c) {
      Scalar* to = image + (c * PaddedHeight() + w.padding.height) * width + w.padding.width;
      for (Index y = 0; y < w.input.height; ++y, x += w.input.width, to += width) {
        std::copy_n(x, w.input.width, to);
      }
    }
  }

  /// The middle of the padded image, (C, H, W), of its channels side by side.
  void Crop(const Scalar* image, Scalar* x) const {
    const Window& w = window_;
    const Index channels = w.input.channels;
    const Index size = w.input.height * w.input.width;
    const Index step = kernels::WholePacks(channels);
    if (w.padding.width == 0) {
      kernels::FromPixels(channels, size, image + w.padding.height * PaddedWidth() * step, x, size);
      return;
    }
    for (Index y = 0; y < w.input.height; ++y) {
      const Index first = (y + w.padding.height) * PaddedWidth() + w.padding.width;
      kernels::FromPixels(channels, w.input.width, image + first * step, x + y * w.input.width,
                          size);
    }
  }

  std::int64_t out_channels_ = 0;
  std::vector<std::int64_t> kernel_;
  std::vector<std::int64_t> stride_;
  std::string padding_;
  Window window_;
  /// Where a window's numbers lie in a channel of the padded image.
  std::vector<Index> taps_;
};

}  // namespace

Entry<Layer> Conv2dEntry() {
  return {
      "conv2d",
      {"Convolution", "卷积"},
      {"Slides small filters over an image: the same weights at every place.",
       "用小卷积核（又称滤波器）扫过图像，各处共用同一组权重。"},
      "LeCun et al. 1989, Backpropagation Applied to Handwritten Zip Code Recognition; Goodfellow "
      "et al. 2016, Deep Learning, eq. 9.6",
      Make<Conv2d>};
}

}  // namespace downhill
