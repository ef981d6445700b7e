// SPDX-License-Identifier: Apache-2.0
#include "functions/function.h"

namespace downhill {
namespace {

/// f = (1.5 - x + x y)² + (2.25 - x + x y²)² + (2.625 - x + x y³)².
class Beale final : public TestFunction {
 public:
  double Value(double x, double y) const override {
    const double a = 1.5 - x + x * y;
    const double b = 2.25 - x + x * y * y;
    const double c = 2.625 - x + x * y * y * y;
    return a * a + b * b + c * c;
  }
  Point Gradient(double x, double y) const override {
    const double a = 1.5 - x + x * y;
    const double b = 2.25 - x + x * y * y;
    const double c = 2.625 - x + x * y * y * y;
    return {2 * (a * (y - 1) + b * (y * y - 1) + c * (y * y * y - 1)),
            2 * x * (a + 2 * b * y + 3 * c * y * y)};
  }
  std::vector<Minimum> minima() const override { return {{{3, 0.5}, 0}}; }
  Range range() const override { return {-4.5, 4.5, -4.5, 4.5}; }
  Point start() const override { return {1, 1}; }
};

}  // namespace

Entry<TestFunction> BealeEntry() {
  return {"beale",
          {"Beale", "Beale 函数"},
          {"Nearly flat in the middle, with very steep corners.", "中间几乎平坦，四角非常陡。"},
          "Beale 1958; Moré, Garbow & Hillstrom 1981, Testing Unconstrained Optimization Software, "
          "problem 5",
          Make<Beale>};
}

}  // namespace downhill
