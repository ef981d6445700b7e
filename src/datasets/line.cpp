// SPDX-License-Identifier: Apache-2.0
#include "core/error.h"
#include "datasets/generator.h"

namespace downhill {
namespace {

/// y = slope x + intercept + noise,  x uniform on [x_minimum, x_maximum].
class Line final : public Dataset {
 public:
  void Declare(Visitor& visitor) override {
    DeclareSamples(visitor, 100, samples_);
    DeclareNoise(
        visitor,
        {1,
         20,
         {"Standard deviation of the random number added to y.", "加在 y 上的随机数的标准差。"}},
        noise_);
    visitor.Real({.label = {"slope",
                            {"Slope", "斜率"},
                            {"How much y grows when x grows by 1.", "x 增加 1 时 y 增加多少。"}},
                  .fallback = 2,
                  .minimum = -100,
                  .maximum = 100},
                 slope_);
    visitor.Real({.label = {"intercept",
                            {"Intercept", "截距"},
                            {"What y is where x is 0.", "x 为 0 时 y 的值。"}},
                  .fallback = 3,
                  .minimum = -100,
                  .maximum = 100},
                 intercept_);
    visitor.Real({.label = {"x_minimum",
                            {"Smallest x", "x 的最小值"},
                            {"Where the samples begin.", "样本从哪里开始。"}},
                  .fallback = -5,
                  .minimum = -1000,
                  .maximum = 1000},
                 x_minimum_);
    visitor.Real({.label = {"x_maximum",
                            {"Largest x", "x 的最大值"},
                            {"Where the samples end.", "样本到哪里结束。"}},
                  .fallback = 5,
                  .minimum = -1000,
                  .maximum = 1000},
                 x_maximum_);
  }

  Samples Generate(Random& random) const override {
    if (x_maximum_ <= x_minimum_) {
      throw Error("x_maximum", Say({"{} is not above x_minimum, {}. Make it larger.",
                                    "{} 不大于 x_minimum（{}）。请把它改大。"},
                                   x_maximum_, x_minimum_));
    }
    Samples result = MakeSamples(1, static_cast<Index>(samples_), 0);
    result.feature_names = {"x"};
    for (Index i = 0; i < result.features.cols(); ++i) {
      // y belongs to the x that is stored: without noise the point is on the line, not beside it.
      const auto x = static_cast<Scalar>(random.Uniform(x_minimum_, x_maximum_));
      const double y = slope_ * static_cast<double>(x) + intercept_;
      result.features(0, i) = x;
      result.targets(0, i) = static_cast<Scalar>(y + noise_ * random.Normal());
    }
    return result;
  }

 private:
  std::int64_t samples_ = 0;
  double noise_ = 0;
  double slope_ = 0;
  double intercept_ = 0;
  double x_minimum_ = 0;
  double x_maximum_ = 0;
};

}  // namespace

Entry<Dataset> LineEntry() {
  return {"line",
          {"Line", "直线"},
          {"One input, one number to predict: y = slope x + intercept, with noise.",
           "一个输入，预测一个数：y = 斜率 × x + 截距，加噪声。"},
          "Legendre 1805, Nouvelles méthodes pour la détermination des orbites des comètes",
          Make<Line>};
}

}  // namespace downhill
