// SPDX-License-Identifier: Apache-2.0
#include "functions/function.h"

namespace downhill {
namespace {

/// f = (x² + y²) / 2.
class QuadraticBowl final : public TestFunction {
 public:
  double Value(double x, double y) const override { return (x * x + y * y) / 2; }
  Point Gradient(double x, double y) const override { return {x, y}; }
  std::vector<Minimum> minima() const override { return {{{0, 0}, 0}}; }
  Range range() const override { return {-5, 5, -5, 5}; }
  Point start() const override { return {-4, 3}; }
};

}  // namespace

Entry<TestFunction> QuadraticBowlEntry() {
  return {"quadratic_bowl",
          {"Bowl", "碗"},
          {"As steep in every direction: the gradient points at the minimum.",
           "各方向同样陡：负梯度直指最小值。"},
          "Nocedal & Wright 2006, Numerical Optimization, section 3.3",
          Make<QuadraticBowl>};
}

}  // namespace downhill
