// SPDX-License-Identifier: Apache-2.0
// Test functions: what an optimizer does is seen best on two parameters, where the whole loss can
// be drawn.
#pragma once

#include <vector>

#include "core/component.h"

namespace downhill {

class TestFunction : public Component {
 public:
  struct Point {
    double x;
    double y;
  };
  struct Minimum {
    Point place;
    double value;
  };
  /// What a plot shows.
  struct Range {
    double x_low;
    double x_high;
    double y_low;
    double y_high;
  };

  virtual double Value(double x, double y) const = 0;
  /// (∂f/∂x, ∂f/∂y).
  virtual Point Gradient(double x, double y) const = 0;
  /// All local minima.
  virtual std::vector<Minimum> minima() const = 0;
  virtual Range range() const = 0;
  /// Where a descent usually starts.
  virtual Point start() const = 0;
};

/// All test functions, in menu order.
const Registry<TestFunction>& Functions();

}  // namespace downhill
