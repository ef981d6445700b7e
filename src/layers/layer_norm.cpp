// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "layers/layer.h"

namespace downhill {
namespace {

/// y = x̂ weight + bias,  x̂ = (x - mean) / sqrt(var + eps) over the F numbers of each sample; var
/// divides by F. The same in training and in evaluation.
///
/// Backward: dweight = Σ_samples dy x̂,  dbias = Σ_samples dy, and with g = dy weight
///   dx = (g - mean(g) - x̂ mean(g x̂)) / sqrt(var + eps).
class LayerNorm final : public Layer {
 public:
  void Declare(Visitor& visitor) override {
    visitor.Real({.label = {"eps",
                            {"Epsilon", "Epsilon"},
                            {"Keeps the division finite where a sample hardly varies.",
                             "样本内几乎没有变化时避免除以零。"}},
                  .fallback = 1e-5,
                  .minimum = 1e-12,
                  .maximum = 1,
                  .scale = Scale::kLog},
                 eps_);
    DeclareTransfer(visitor);
  }

  Shape Connect(const Shape& input) override {
    features_ = input.size();
    return input;
  }
  std::vector<Warning> warnings() const override {
    if (features_ > 2) return {};
    if (features_ == 1) {
      return {{"",
               {"normalizes one number alone, which leaves 0: the layer always gives its bias, and "
                "nothing before it learns. Leave it out, or give the layer before it more units.",
                "只有一个数，规范化后总是 0：此层总是输出偏置，之前的层学不到东西。请去掉此层，或"
                "增加前一层的单元数。"}}};
    }
    return {{"",
             {"normalizes two numbers, which leaves 1 and -1: only which one is larger gets "
              "through. Leave it out, or give the layer before it more units.",
              "只有两个数，规范化后总是 1 和 -1：只保留了哪个更大。请去掉此层，或增加前一层的"
              "单元数。"}}};
  }
  std::vector<ParameterBlock> parameters() const override {
    return {{"weight", features_, 1}, {"bias", features_, 1}};
  }
  void Initialize(Random&, Scalar* parameters, Scalar*) const override {
    std::fill_n(parameters, features_, Scalar{1});
    std::fill_n(parameters + features_, features_, Scalar{0});
  }
  double work() const override { return 4.0 * static_cast<double>(features_); }
  /// x̂, and 1 / sqrt(var + eps) of each sample.
  MemorySize memory_size(Use use) const override {
    return {use == Use::kTraining ? features_ + 1 : 0, 0};
  }

  void Forward(ForwardPass pass) const override {
    const Scalar* weight = pass.parameters;
    const Scalar* bias = pass.parameters + features_;
    const bool keep = pass.pass.use == Use::kTraining;
    for (Index s = 0; s < pass.input.cols(); ++s) {
      const Scalar* x = pass.input.col(s).data();
      Scalar* y = pass.output.col(s).data();
      double sum = 0;
      for (Index f = 0; f < features_; ++f) sum += static_cast<double>(x[f]);
      const double mean = sum / static_cast<double>(features_);
      double squares = 0;
      for (Index f = 0; f < features_; ++f) {
        const double d = static_cast<double>(x[f]) - mean;
        squares += d * d;
      }
      const auto centre = static_cast<Scalar>(mean);
      const auto scale =
          static_cast<Scalar>(1 / std::sqrt(squares / static_cast<double>(features_) + eps_));
      Scalar* normal = keep ? pass.memory + s * (features_ + 1) : y;
      if (keep) normal[features_] = scale;
      for (Index f = 0; f < features_; ++f) {
        normal[f] = (x[f] - centre) * scale;
        y[f] = normal[f] * weight[f] + bias[f];
      }
    }
  }

  void Backward(BackwardPass pass) const override {
    const Scalar* weight = pass.parameters;
    Scalar* weight_gradient = pass.parameter_gradient;
    Scalar* bias_gradient = pass.parameter_gradient + features_;
    std::fill_n(pass.parameter_gradient, 2 * features_, Scalar{0});
    for (Index s = 0; s < pass.input.cols(); ++s) {
      const Scalar* dy = pass.output_gradient.col(s).data();
      const Scalar* normal = pass.memory + s * (features_ + 1);
      double sum = 0;
      double along = 0;
      for (Index f = 0; f < features_; ++f) {
        weight_gradient[f] += dy[f] * normal[f];
        bias_gradient[f] += dy[f];
        const auto g = static_cast<double>(dy[f] * weight[f]);
        sum += g;
        along += g * static_cast<double>(normal[f]);
      }
      if (pass.input_gradient.data() == nullptr) continue;
      const auto mean = static_cast<Scalar>(sum / static_cast<double>(features_));
      const auto spread = static_cast<Scalar>(along / static_cast<double>(features_));
      const Scalar scale = normal[features_];
      Scalar* dx = pass.input_gradient.col(s).data();
      for (Index f = 0; f < features_; ++f) {
        dx[f] = scale * (dy[f] * weight[f] - mean - normal[f] * spread);
      }
    }
  }

 private:
  double eps_ = 0;
  Index features_ = 0;
};

}  // namespace

Entry<Layer> LayerNormEntry() {
  return {"layer_norm",
          {"Layer norm", "层规范化"},
          {"Gives the numbers of every sample mean 0 and deviation 1, then a learned scale and "
           "shift.",
           "使每个样本的各数均值为 0、标准差为 1，再乘以学得的缩放并加上平移。又称层归一化。"},
          "Ba, Kiros & Hinton 2016, arXiv:1607.06450, eq. 4",
          Make<LayerNorm>};
}

}  // namespace downhill
