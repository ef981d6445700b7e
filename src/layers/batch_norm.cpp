// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "layers/layer.h"

namespace downhill {
namespace {

/// y = x̂ weight + bias,  x̂ = (x - mean) / sqrt(var + eps), per feature over the batch, or per
/// channel over batch, height and width; var divides by the count n.
///
/// Training: mean and var are the batch's, and
///   running_mean = (1 - momentum) running_mean + momentum mean
///   running_var  = (1 - momentum) running_var  + momentum var n / (n - 1).
/// Evaluation, and a frozen layer: the running values.
///
/// Shapes of one sample: x (C, P), weight, bias, mean, var (C).   P = pixels, 1 for flat inputs.
/// Backward: dweight = Σ dy x̂,  dbias = Σ dy, and in training
///   dx = weight / sqrt(var + eps) (dy - (dbias + x̂ dweight) / n), otherwise without the bracket's
/// second term.
class BatchNorm final : public Layer {
 public:
  void Declare(Visitor& visitor) override {
    visitor.Real({.label = {"eps",
                            {"Epsilon", "Epsilon"},
                            {"Keeps the division finite where a feature hardly varies.",
                             "特征几乎不变时避免除以零。"}},
                  .fallback = 1e-5,
                  .minimum = 1e-12,
                  .maximum = 1,
                  .scale = Scale::kLog},
                 eps_);
    visitor.Real({.label = {"momentum",
                            {"Momentum", "动量"},
                            {"How much of each batch goes into the running statistics.",
                             "每个小批量计入滑动统计量的比例。"}},
                  .fallback = 0.1,
                  .minimum = 0,
                  .maximum = 1},
                 momentum_);
    DeclareTransfer(visitor);
  }

  Shape Connect(const Shape& input) override {
    channels_ = input.channels;
    pixels_ = input.height * input.width;
    return input;
  }
  std::vector<ParameterBlock> parameters() const override {
    return {{"weight", channels_, 1}, {"bias", channels_, 1}};
  }
  std::vector<ParameterBlock> statistics() const override {
    return {{"running_mean", channels_, 1}, {"running_var", channels_, 1}};
  }
  void Initialize(Random&, Scalar* parameters, Scalar* statistics) const override {
    std::fill_n(parameters, channels_, Scalar{1});
    std::fill_n(parameters + channels_, channels_, Scalar{0});
    std::fill_n(statistics, channels_, Scalar{0});
    std::fill_n(statistics + channels_, channels_, Scalar{1});
  }
  /// A single number is its own mean: it always becomes the bias.
  Index smallest_batch() const override { return frozen() || pixels_ > 1 ? 1 : 2; }
  double work() const override { return 4.0 * static_cast<double>(channels_ * pixels_); }
  /// x̂, and 1 / sqrt(var + eps).
  MemorySize memory_size(Use use) const override {
    return {use == Use::kTraining ? channels_ * pixels_ : 0, Count(2) * channels_};
  }

  void Forward(ForwardPass pass) const override {
    const bool keep = pass.pass.use == Use::kTraining;
    for (Index c = 0; c < channels_; ++c) {
      const Moments moments =
          UsesBatch(pass.pass) ? Measure(pass, c) : Moments{Mean(pass, c), Variance(pass, c)};
      const double inverse = 1 / std::sqrt(moments.variance + eps_);
      const auto mean = static_cast<Scalar>(moments.mean);
      const auto scale = static_cast<Scalar>(inverse);
      pass.memory[c] = scale;
      const Scalar weight = pass.parameters[c];
      const Scalar bias = pass.parameters[channels_ + c];
      for (Index s = 0; s < pass.input.cols(); ++s) {
        const Index begin = s * channels_ * pixels_ + c * pixels_;
        const Scalar* x = pass.input.data() + begin;
        Scalar* y = pass.output.data() + begin;
        Scalar* normal = keep ? Normal(pass.memory) + begin : y;
        for (Index p = 0; p < pixels_; ++p) {
          normal[p] = (x[p] - mean) * scale;
          y[p] = normal[p] * weight + bias;
        }
      }
    }
  }

  void Backward(BackwardPass pass) const override {
    const auto n = static_cast<double>(pass.input.cols() * pixels_);
    for (Index c = 0; c < channels_; ++c) {
      double weight_gradient = 0;
      double bias_gradient = 0;
      ForEachRun(pass, c, [&](Index begin) {
        const Scalar* dy = pass.output_gradient.data() + begin;
        const Scalar* normal = Normal(pass.memory) + begin;
        for (Index p = 0; p < pixels_; ++p) {
          weight_gradient += static_cast<double>(dy[p]) * static_cast<double>(normal[p]);
          bias_gradient += static_cast<double>(dy[p]);
        }
      });
      pass.parameter_gradient[c] = static_cast<Scalar>(weight_gradient);
      pass.parameter_gradient[channels_ + c] = static_cast<Scalar>(bias_gradient);
      if (pass.input_gradient.data() == nullptr) continue;
      const Scalar factor = pass.parameters[c] * pass.memory[c];
      const bool through = UsesBatch(pass.pass);
      const auto mean_gradient = static_cast<Scalar>(through ? bias_gradient / n : 0);
      const auto spread_gradient = static_cast<Scalar>(through ? weight_gradient / n : 0);
      ForEachRun(pass, c, [&](Index begin) {
        const Scalar* dy = pass.output_gradient.data() + begin;
        const Scalar* normal = Normal(pass.memory) + begin;
        Scalar* dx = pass.input_gradient.data() + begin;
        for (Index p = 0; p < pixels_; ++p) {
          dx[p] = factor * (dy[p] - mean_gradient - normal[p] * spread_gradient);
        }
      });
    }
  }

 private:
  struct Moments {
    double mean;
    double variance;
  };

  bool UsesBatch(const Pass& pass) const { return pass.mode == Mode::kTraining && !frozen(); }
  double Mean(const ForwardPass& pass, Index c) const {
    return static_cast<double>(pass.statistics[c]);
  }
  double Variance(const ForwardPass& pass, Index c) const {
    return static_cast<double>(pass.statistics[channels_ + c]);
  }
  Scalar* Normal(Scalar* memory) const { return memory + 2 * channels_; }

  /// Calls visit(offset) for the pixels of channel c in each sample.
  template <class Visit>
  void ForEachRun(const BackwardPass& pass, Index c, Visit visit) const {
    for (Index s = 0; s < pass.input.cols(); ++s) {
      visit(s * channels_ * pixels_ + c * pixels_);
    }
  }

  /// The batch's own moments, in two passes; and the running ones where they are to be updated.
  Moments Measure(const ForwardPass& pass, Index c) const {
    const auto n = static_cast<double>(pass.input.cols() * pixels_);
    const auto sum = [&](auto term) {
      double total = 0;
      for (Index s = 0; s < pass.input.cols(); ++s) {
        const Scalar* x = pass.input.data() + s * channels_ * pixels_ + c * pixels_;
        for (Index p = 0; p < pixels_; ++p) total += term(static_cast<double>(x[p]));
      }
      return total;
    };
    const double mean = sum([](double x) { return x; }) / n;
    const double variance = sum([mean](double x) { return (x - mean) * (x - mean); }) / n;
    if (pass.new_statistics != nullptr) {
      // A batch of one number has no unbiased variance: the running one stays.
      const double unbiased = n > 1 ? variance * n / (n - 1) : Variance(pass, c);
      const auto blend = [this](double old, double fresh) {
        return static_cast<Scalar>((1 - momentum_) * old + momentum_ * fresh);
      };
      pass.new_statistics[c] = blend(Mean(pass, c), mean);
      pass.new_statistics[channels_ + c] = blend(Variance(pass, c), unbiased);
    }
    return {mean, variance};
  }

  double eps_ = 0;
  double momentum_ = 0;
  Index channels_ = 0;
  Index pixels_ = 1;
};

}  // namespace

Entry<Layer> BatchNormEntry() {
  return {"batch_norm",
          {"Batch norm", "批量规范化"},
          {"Gives every feature mean 0 and deviation 1 over the batch, then a learned scale and "
           "shift.",
           "使每个特征在小批量内均值为 0、标准差为 1，再乘以学得的缩放并加上平移。又称批归一化。"},
          "Ioffe & Szegedy 2015, arXiv:1502.03167, algorithms 1 and 2",
          Make<BatchNorm>};
}

}  // namespace downhill
