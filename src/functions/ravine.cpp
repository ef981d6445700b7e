// SPDX-License-Identifier: Apache-2.0
#include "functions/function.h"

namespace downhill {
namespace {

/// f = (x² + condition y²) / 2: curvature 1 along the ravine and `condition` across it.
class Ravine final : public TestFunction {
 public:
  void Declare(Visitor& visitor) override {
    visitor.Real(
        {.label = {"condition",
                   {"Condition number", "条件数"},
                   {"How many times steeper it is across than along.", "横向比纵向陡多少倍。"}},
         .fallback = 20,
         .minimum = 1,
         .maximum = 1e4,
         .scale = Scale::kLog},
        condition_);
  }
  double Value(double x, double y) const override { return (x * x + condition_ * y * y) / 2; }
  Point Gradient(double x, double y) const override { return {x, condition_ * y}; }
  std::vector<Minimum> minima() const override { return {{{0, 0}, 0}}; }
  Range range() const override { return {-5, 5, -2.5, 2.5}; }
  Point start() const override { return {-4.5, 1}; }

 private:
  double condition_ = 1;
};

}  // namespace

Entry<TestFunction> RavineEntry() {
  return {"ravine",
          {"Ravine", "峡谷"},
          {"Steep across, flat along: plain descent zigzags from wall to wall.",
           "横向陡、纵向平：普通下降会在两壁间来回折返。"},
          "Nocedal & Wright 2006, Numerical Optimization, section 3.3",
          Make<Ravine>};
}

}  // namespace downhill
