// SPDX-License-Identifier: Apache-2.0
// The line search of the methods that see the whole objective.
#pragma once

#include <array>

#include "optimizers/optimizer.h"

namespace downhill {

/// f(t) = objective(x + t d), and its slope along d there.
struct LinePoint {
  double t;
  double value;
  double slope;
};

/// What a step must fulfil, and where the search gives up.
struct WolfeConditions {
  /// c1: f(t) <= f(0) + c1 t f'(0).
  double decrease = 1e-4;
  /// c2: |f'(t)| <= c2 |f'(0)|.
  double curvature = 0.9;
  int evaluations = 25;
  /// The search ends where the largest change of a parameter between the ends of the bracket is
  /// below this.
  double smallest_change = 1e-9;
};

/// A step for which both strong Wolfe conditions hold.
/// Source: Nocedal & Wright 2006, Numerical Optimization, algorithms 3.5 and 3.6, with the cubic
/// interpolation of eq. 3.59 and PyTorch's safeguards (torch/optim/lbfgs.py, _strong_wolfe).
/// Where the objective is not finite it counts as infinitely high, so that the step gets shorter.
class WolfeSearch {
 public:
  struct Result {
    /// Of the point reached. t = 0: no lower point was found, and nothing has moved.
    LinePoint point;
    int evaluations;
  };

  /// For n parameters. Allocates; Along does not.
  explicit WolfeSearch(Index size);
  /// Vectors as long as the parameters, all of them places to work.
  static constexpr double kBuffers = 4;

  /// Moves parameters (n) along direction (n), first trying `step`. `start` is what is known at the
  /// parameters: t = 0, a slope below 0. gradient (n) there goes in, and that of the new place
  /// comes out. The value never rises.
  Result Along(Objective& objective, Scalar* parameters, const Scalar* direction, double step,
               LinePoint start, Scalar* gradient, const WolfeConditions& conditions);

 private:
  /// A point with the place of its gradient in gradients_.
  struct Kept {
    LinePoint point;
    std::size_t gradient;
  };
  struct Line {
    Objective& objective;
    Scalar* parameters;
    const Scalar* direction;
    LinePoint start;
    WolfeConditions conditions;
    int evaluations;
  };

  Kept Evaluate(Line& line, double t, std::size_t gradient);
  Kept Zoom(Line& line, Kept low, Kept high);
  static bool FallsEnough(const Line& line, const LinePoint& point);
  static bool IsFlatEnough(const Line& line, const LinePoint& point);
  void MoveTo(const Line& line, double t);

  Index size_;
  Vector start_;
  std::array<Vector, 3> gradients_;
};

/// The minimum of the cubic through two points with their slopes, kept within [low, high]; the
/// middle where there is none.  Source: Nocedal & Wright 2006, eq. 3.59.
double CubicMinimum(const LinePoint& a, const LinePoint& b, double low, double high);

}  // namespace downhill
