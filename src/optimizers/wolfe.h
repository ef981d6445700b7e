// SPDX-License-Identifier: Apache-2.0
// The line search of the methods that see the whole objective.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

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

/// Where a search goes along.   Shapes: start x (n), direction d (n).
struct Line {
  const Scalar* start;
  const Scalar* direction;
  WolfeConditions conditions;
};

/// x + t d in place of the parameters (n), which may be the line's own start.
void MoveAlong(const Line& line, double t, Scalar* parameters, Index size);

/// A step for which both strong Wolfe conditions hold.
/// Source: Nocedal & Wright 2006, Numerical Optimization, algorithms 3.5 and 3.6, with the cubic
/// interpolation of eq. 3.59 and PyTorch's safeguards (torch/optim/lbfgs.py, _strong_wolfe).
/// Where the objective is not finite it counts as infinitely high, so that the step gets shorter.
///
/// It asks for one evaluation after the other: Begin, then Tell until there is no query() more.
class WolfeSearch {
 public:
  /// For n parameters. Allocates; nothing else does.
  explicit WolfeSearch(Index size);
  /// Vectors as long as the parameters, all of them places to work.
  static constexpr double kBuffers = 4;

  /// `step` is tried first. `start` is what is known at the start of the line: t = 0, a slope below
  /// 0, and the gradient (n). The line must stay as it is until the search is over.
  void Begin(const Line& line, double step, const LinePoint& start, const Scalar* gradient);
  /// Empty when it is over.
  std::optional<Query> query();
  void Tell(const Line& line, double value);

  /// Evaluations so far.
  int evaluations() const { return evaluations_; }
  const LinePoint& start() const { return start_; }
  /// When it is over: where it has come to, which is never higher than the start, and the gradient
  /// there. t = 0: no lower point was found.
  const LinePoint& reached() const { return low_.point; }
  const Vector& gradient() const { return gradients_[low_.gradient]; }

  void Serialize(Archive& archive);

 private:
  /// Algorithm 3.5 looks for a bracket, 3.6 for a good point within it.
  enum class Phase : std::uint8_t { kOver, kBracketing, kZooming };
  /// A point with the place of its gradient in gradients_.
  struct Kept {
    LinePoint point;
    std::uint64_t gradient;
  };

  void Ask(const Line& line, double t, std::uint64_t gradient);
  void Bracket(const Line& line, const Kept& now);
  void BeginZoom(const Line& line, Kept low, Kept high);
  void Zoom(const Line& line, const Kept& now);
  /// Shortens the bracket from low_ to high_, or ends at low_.
  void Narrow(const Line& line);
  void End(const Kept& reached);
  bool FallsEnough(const Line& line, const LinePoint& point) const;
  bool IsFlatEnough(const Line& line, const LinePoint& point) const;

  Index size_;
  Vector trial_;
  std::array<Vector, 3> gradients_;
  Phase phase_ = Phase::kOver;
  int evaluations_ = 0;
  LinePoint start_{};
  /// While bracketing the point before; then the lower end of the bracket, which falls far
  /// enough or is the start; in the end the point reached.
  Kept low_{};
  Kept high_{};
  /// The point of trial_; only its t is known.
  Kept asked_{};
  bool little_progress_ = false;
};

/// The minimum of the cubic through two points with their slopes, kept within [low, high]; the
/// middle where there is none.  Source: Nocedal & Wright 2006, eq. 3.59.
double CubicMinimum(const LinePoint& a, const LinePoint& b, double low, double high);

}  // namespace downhill
