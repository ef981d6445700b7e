// SPDX-License-Identifier: Apache-2.0
#include "functions/function.h"

namespace downhill {
namespace {

/// f = x² / 2 - y² / 2 + y⁴ / 4: a saddle at (0, 0) between two minima at (0, ±1).
class Saddle final : public TestFunction {
 public:
  double Value(double x, double y) const override {
    return x * x / 2 - y * y / 2 + y * y * y * y / 4;
  }
  Point Gradient(double x, double y) const override { return {x, y * y * y - y}; }
  std::vector<Minimum> minima() const override { return {{{0, 1}, -0.25}, {{0, -1}, -0.25}}; }
  Range range() const override { return {-2, 2, -2, 2}; }
  Point start() const override { return {-1.5, 0.001}; }
};

}  // namespace

Entry<TestFunction> SaddleEntry() {
  return {"saddle",
          {"Saddle", "鞍点"},
          {"Down one way and up the other: a descent lingers before it gets away.",
           "一个方向向下，另一个方向向上：下降会在此停留，然后才离开。"},
          "Dauphin et al. 2014, arXiv:1406.2572, section 2",
          Make<Saddle>};
}

}  // namespace downhill
