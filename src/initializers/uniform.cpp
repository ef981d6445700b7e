// SPDX-License-Identifier: Apache-2.0
#include "core/error.h"
#include "initializers/fill.h"
#include "initializers/initializer.h"

namespace downhill {
namespace {

/// w uniform on [minimum, maximum].
class Uniform final : public Initializer {
 public:
  void Declare(Visitor& visitor) override {
    visitor.Real({.label = {"minimum",
                            {"Minimum", "最小值"},
                            {"The smallest weight drawn.", "抽取的权重的最小值。"}},
                  .fallback = -0.05,
                  .minimum = -100,
                  .maximum = 100},
                 minimum_);
    visitor.Real({.label = {"maximum",
                            {"Maximum", "最大值"},
                            {"The largest weight drawn.", "抽取的权重的最大值。"}},
                  .fallback = 0.05,
                  .minimum = -100,
                  .maximum = 100},
                 maximum_);
  }

  void Check() const override {
    if (maximum_ < minimum_) {
      throw Error("maximum", Say({"{} is below the minimum {}. Exchange the two.",
                                  "{} 小于最小值 {}。请交换两者。"},
                                 maximum_, minimum_));
    }
  }

  void Fill(Random& random, Fans, MatrixMap weights) const override {
    FillUniform(random, minimum_, maximum_, weights);
  }

 private:
  double minimum_ = 0;
  double maximum_ = 0;
};

}  // namespace

Entry<Initializer> UniformEntry() {
  return {"uniform",
          {"Uniform", "均匀分布"},
          {"Every value between two bounds is equally likely, whatever the size of the layer.",
           "在上下界之间等可能地取值，与层的大小无关。"},
          "Goodfellow, Bengio & Courville 2016, Deep Learning, section 8.4; bounds as in Keras",
          Make<Uniform>};
}

}  // namespace downhill
