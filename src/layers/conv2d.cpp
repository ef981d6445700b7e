// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/kernels/product.h"
#include "layers/weighted_layer.h"
#include "layers/window.h"

namespace downhill {
namespace {

/// a = f(W * x + b), a cross-correlation: the kernel is not flipped.
///
/// Shapes of one sample: x (C, H, W), weight (O, C h w), b (O), a (O, P).   P = output pixels.
/// Method: the pixels under the window become the columns of `patches` (C h w, P), so that
/// zᵀ = patchesᵀ Wᵀ + b,  dW = dz patchesᵀ,  d patches = Wᵀ dz, summed back into dx.
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
    return {outputs_, window_.output.height, window_.output.width};
  }

  double work() const override {
    return static_cast<double>(outputs_ * inputs_) * static_cast<double>(window_.positions());
  }

  /// Training: patches, dz with its channels side by side, and z where it is kept. Otherwise the
  /// patches of one sample.
  MemorySize memory_size(Use use) const override {
    const Count patches = Count(inputs_) * window_.positions();
    if (use == Use::kForwardOnly) return {0, patches};
    const Count numbers = Count(outputs_) * window_.positions();
    return {patches + numbers + (keeps_z(use) ? numbers : Count()), 0};
  }

  void Forward(ForwardPass pass) const override {
    const Memory memory(*this, pass.memory, pass.input.cols(), pass.pass.use);
    const auto sample = [&](Index s) {
      Scalar* patches = memory.patches + (pass.pass.use == Use::kTraining ? s * PatchNumbers() : 0);
      Gather(pass.input.col(s).data(), patches);
      Scalar* a = pass.output.col(s).data();
      Scalar* z = memory.z != nullptr ? memory.z + s * OutputNumbers() : a;
      kernels::Product(
          window_.positions(), outputs_, inputs_, kernels::Transposed(patches, inputs_),
          kernels::Transposed(pass.parameters, outputs_), nullptr, z, window_.positions(), nullptr);
      if (const Scalar* bias = Bias(pass.parameters)) AddBias(bias, z);
      if (!activation().is_identity()) activation().Apply(z, a, OutputNumbers());
    };
    ForEachSample(pass.input.cols(), pass.pass, sample);
  }

  bool Slopes(const BackwardPass& pass, MatrixMap slopes) const override {
    const Memory memory(*this, pass.memory, pass.input.cols(), Use::kTraining);
    return activation().Slopes(memory.z, pass.output, slopes);
  }
  void Backward(BackwardPass pass) const override {
    const Index n = pass.input.cols();
    const Index positions = window_.positions();
    const Memory memory(*this, pass.memory, n, Use::kTraining);
    Scalar* dz = pass.output_gradient.data();
    if (!activation().is_identity()) {
      activation().Differentiate(memory.z, pass.output.data(), dz, dz, OutputNumbers() * n);
    }
    // (P, O) of each sample to (O, n P): one product over all pixels of the batch.
    for (Index s = 0; s < n; ++s) {
      MatrixMap(memory.dz + s * OutputNumbers(), outputs_, positions) =
          ConstMatrixMap(dz + s * OutputNumbers(), positions, outputs_).transpose();
    }
    kernels::Product(outputs_, inputs_, n * positions, kernels::AsIs(memory.dz, outputs_),
                     kernels::Transposed(memory.patches, inputs_), nullptr, pass.parameter_gradient,
                     outputs_, pass.pass.pool);
    if (has_bias_) {
      kernels::SumColumns(outputs_, n * positions, memory.dz,
                          pass.parameter_gradient + outputs_ * inputs_);
    }
    if (pass.input_gradient.data() == nullptr) return;
    // The patches are no longer needed: their gradient takes their place.
    kernels::Product(
        inputs_, n * positions, outputs_, kernels::Transposed(pass.parameters, outputs_),
        kernels::AsIs(memory.dz, outputs_), nullptr, memory.patches, inputs_, pass.pass.pool);
    ForEachSample(n, pass.pass, [&](Index s) {
      Scatter(memory.patches + s * PatchNumbers(), pass.input_gradient.col(s).data());
    });
  }

 private:
  struct Memory {
    Memory(const Conv2d& layer, Scalar* memory, Index n, Use use)
        : patches(memory),
          dz(memory + n * layer.PatchNumbers()),
          z(layer.keeps_z(use) ? dz + n * layer.OutputNumbers() : nullptr) {}
    Scalar* patches;
    Scalar* dz;
    Scalar* z;
  };

  Index PatchNumbers() const { return inputs_ * window_.positions(); }
  Index OutputNumbers() const { return outputs_ * window_.positions(); }

  /// Samples do not depend on each other: pieces of them go to the threads.
  template <class Work>
  static void ForEachSample(Index n, const Pass& pass, const Work& work) {
    if (pass.pool == nullptr || pass.use == Use::kForwardOnly) {
      for (Index s = 0; s < n; ++s) work(s);
    } else {
      pass.pool->Run(n, work);
    }
  }

  void AddBias(const Scalar* bias, Scalar* z) const {
    for (Index o = 0; o < outputs_; ++o) {
      for (Index p = 0; p < window_.positions(); ++p) *z++ += bias[o];
    }
  }

  /// Calls visit(patch, pixel, count) for each stretch of the window's rows that lies in the image,
  /// as offsets; `outside(patch, count)` for the zeros around it.
  template <class Inside, class Outside>
  void ForEachStretch(Inside inside, Outside outside) const {
    const Window& w = window_;
    Index patch = 0;
    for (Index row = 0; row < w.output.height; ++row) {
      for (Index column = 0; column < w.output.width; ++column) {
        const Index left = column * w.stride.width - w.padding.width;
        const Index begin = std::max<Index>(0, -left);
        const Index end = std::min(w.kernel.width, w.input.width - left);
        for (Index c = 0; c < w.input.channels; ++c) {
          for (Index dy = 0; dy < w.kernel.height; ++dy, patch += w.kernel.width) {
            const Index y = row * w.stride.height - w.padding.height + dy;
            if (y < 0 || y >= w.input.height || begin >= end) {
              outside(patch, w.kernel.width);
              continue;
            }
            outside(patch, begin);
            inside(patch + begin, (c * w.input.height + y) * w.input.width + left + begin,
                   end - begin);
            outside(patch + end, w.kernel.width - end);
          }
        }
      }
    }
  }

  void Gather(const Scalar* image, Scalar* patches) const {
    ForEachStretch(
        [&](Index patch, Index pixel, Index count) {
          std::copy_n(image + pixel, count, patches + patch);
        },
        [&](Index patch, Index count) { std::fill_n(patches + patch, count, Scalar{0}); });
  }

  void Scatter(const Scalar* patches, Scalar* image) const {
    std::fill_n(image, window_.input.size(), Scalar{0});
    ForEachStretch(
        [&](Index patch, Index pixel, Index count) {
          for (Index i = 0; i < count; ++i) image[pixel + i] += patches[patch + i];
        },
        [](Index, Index) {});
  }

  std::int64_t out_channels_ = 0;
  std::vector<std::int64_t> kernel_;
  std::vector<std::int64_t> stride_;
  std::string padding_;
  Window window_;
};

}  // namespace

Entry<Layer> Conv2dEntry() {
  return {
      "conv2d",
      {"Convolution", "卷积"},
      {"Slides small filters over an image: the same weights at every place.",
       "用小滤波器扫过图像，各处共用同一组权重。"},
      "LeCun et al. 1989, Backpropagation Applied to Handwritten Zip Code Recognition; Goodfellow "
      "et al. 2016, Deep Learning, eq. 9.6",
      Make<Conv2d>};
}

}  // namespace downhill
