// SPDX-License-Identifier: Apache-2.0
#include "functions/function.h"

namespace downhill {
namespace {

/// f = (x² + y - 11)² + (x + y² - 7)².
class Himmelblau final : public TestFunction {
 public:
  double Value(double x, double y) const override {
    const double a = x * x + y - 11;
    const double b = x + y * y - 7;
    return a * a + b * b;
  }
  Point Gradient(double x, double y) const override {
    const double a = x * x + y - 11;
    const double b = x + y * y - 7;
    return {4 * x * a + 2 * b, 2 * a + 4 * y * b};
  }
  std::vector<Minimum> minima() const override {
    return {{{3, 2}, 0},
            {{-2.805118086952745, 3.131312518250573}, 0},
            {{-3.779310253377747, -3.283185991286170}, 0},
            {{3.584428340330492, -1.848126526964404}, 0}};
  }
  Range range() const override { return {-5, 5, -5, 5}; }
  Point start() const override { return {0, 0}; }
};

}  // namespace

Entry<TestFunction> HimmelblauEntry() {
  return {"himmelblau",
          {"Himmelblau", "Himmelblau 函数"},
          {"Four minima of equal depth: the start decides which one is found.",
           "四个同样深的最小值：起点决定找到哪一个。"},
          "Himmelblau 1972, Applied Nonlinear Programming",
          Make<Himmelblau>};
}

}  // namespace downhill
