// SPDX-License-Identifier: Apache-2.0
#include "datasets/generator.h"

namespace downhill {
namespace {

/// y = slope_1 x1 + slope_2 x2 + intercept + noise,  x1 and x2 uniform on [-5, 5].
class Plane final : public Dataset {
 public:
  void Declare(Visitor& visitor) override {
    DeclareSamples(visitor, 500, samples_);
    DeclareNoise(
        visitor,
        {1,
         20,
         {"Standard deviation of the random number added to y.", "加在 y 上的随机数的标准差。"}},
        noise_);
    visitor.Real({.label = {"slope_1",
                            {"Slope along x1", "沿 x1 的斜率"},
                            {"How much y grows when x1 grows by 1.", "x1 增加 1 时 y 增加多少。"}},
                  .fallback = 2,
                  .minimum = -100,
                  .maximum = 100},
                 slope_1_);
    visitor.Real({.label = {"slope_2",
                            {"Slope along x2", "沿 x2 的斜率"},
                            {"How much y grows when x2 grows by 1.", "x2 增加 1 时 y 增加多少。"}},
                  .fallback = -1,
                  .minimum = -100,
                  .maximum = 100},
                 slope_2_);
    visitor.Real({.label = {"intercept",
                            {"Intercept", "截距"},
                            {"What y is where both inputs are 0.", "两个输入都为 0 时 y 的值。"}},
                  .fallback = 3,
                  .minimum = -100,
                  .maximum = 100},
                 intercept_);
  }

  Samples Generate(Random& random) const override {
    Samples result = MakeSamples(2, static_cast<Index>(samples_), 0);
    for (Index i = 0; i < result.features.cols(); ++i) {
      // y belongs to the inputs that are stored: without noise the point is in the plane.
      const auto x1 = static_cast<Scalar>(random.Uniform(-kReach, kReach));
      const auto x2 = static_cast<Scalar>(random.Uniform(-kReach, kReach));
      const double y =
          slope_1_ * static_cast<double>(x1) + slope_2_ * static_cast<double>(x2) + intercept_;
      result.features(0, i) = x1;
      result.features(1, i) = x2;
      result.targets(0, i) = static_cast<Scalar>(y + noise_ * random.Normal());
    }
    return result;
  }

 private:
  std::int64_t samples_ = 0;
  double noise_ = 0;
  double slope_1_ = 0;
  double slope_2_ = 0;
  double intercept_ = 0;
};

}  // namespace

Entry<Dataset> PlaneEntry() {
  return {"plane",
          {"Plane", "平面"},
          {"Two inputs, one number to predict: a tilted plane, with noise.",
           "两个输入，预测一个数：倾斜的平面，加噪声。"},
          "Smilkov et al. 2017, Direct-Manipulation Visualization of Deep Networks, "
          "arXiv:1708.03788 (TensorFlow Playground)",
          Make<Plane>};
}

}  // namespace downhill
