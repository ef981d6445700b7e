// SPDX-License-Identifier: Apache-2.0
#include "functions/function.h"

namespace downhill {
namespace {

/// f = (1 - x)² + 100 (y - x²)².
class Rosenbrock final : public TestFunction {
 public:
  double Value(double x, double y) const override {
    const double height = y - x * x;
    return (1 - x) * (1 - x) + 100 * height * height;
  }
  Point Gradient(double x, double y) const override {
    const double height = y - x * x;
    return {-2 * (1 - x) - 400 * x * height, 200 * height};
  }
  std::vector<Minimum> minima() const override { return {{{1, 1}, 0}}; }
  Range range() const override { return {-2, 2, -1, 3}; }
  Point start() const override { return {-1.2, 1}; }
};

}  // namespace

Entry<TestFunction> RosenbrockEntry() {
  return {
      "rosenbrock",
      {"Rosenbrock", "Rosenbrock 函数"},
      {"A curved valley: easy to reach, slow to follow to its end.",
       "弯曲的山谷：容易到达谷底，但沿谷走到尽头很慢。"},
      "Rosenbrock 1960, An Automatic Method for Finding the Greatest or Least Value of a Function",
      Make<Rosenbrock>};
}

}  // namespace downhill
