// SPDX-License-Identifier: Apache-2.0
#include "initializers/fill.h"
#include "initializers/initializer.h"

namespace downhill {
namespace {

/// w normal with the given mean and standard deviation, not truncated.
class Normal final : public Initializer {
 public:
  void Declare(Visitor& visitor) override {
    visitor.Real({.label = {"mean",
                            {"Mean", "均值"},
                            {"The middle of the weights drawn.", "权重分布的均值。"}},
                  .fallback = 0,
                  .minimum = -100,
                  .maximum = 100},
                 mean_);
    visitor.Real({.label = {"standard_deviation",
                            {"Standard deviation", "标准差"},
                            {"How far the weights drawn spread around the mean.",
                             "抽取的权重在均值附近的分散程度。"}},
                  .fallback = 0.05,
                  .minimum = 0,
                  .maximum = 100,
                  .minimum_excluded = true,
                  .scale = Scale::kLog},
                 standard_deviation_);
  }

  void Fill(Random& random, Fans, MatrixMap weights) const override {
    FillNormal(random, mean_, standard_deviation_, weights);
  }

 private:
  double mean_ = 0;
  double standard_deviation_ = 1;
};

}  // namespace

Entry<Initializer> NormalEntry() {
  return {"normal",
          {"Normal", "正态分布"},
          {"Normal weights of one chosen deviation, whatever the size of the layer.",
           "按选定标准差的正态分布抽取权重，与层的大小无关。"},
          "Goodfellow, Bengio & Courville 2016, Deep Learning, section 8.4; deviation as in Keras",
          Make<Normal>};
}

}  // namespace downhill
