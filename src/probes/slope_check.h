// SPDX-License-Identifier: Apache-2.0
// Whether a function of one number changes by what its slope says: the verdict of a gradient check.
#pragma once

#include <functional>

namespace downhill {

enum class Verdict {
  kAgrees,
  /// The slope is right on either side, and not one number here: the function has a kink, as relu
  /// has at 0.
  kKink,
  /// What rounding does to the function hides what its slope does.
  kUnclear,
  kDisagrees,
};

/// The function at w + offset, and its slope there, as backward gives it.
struct CurvePoint {
  /// The offset that was really made, after rounding.
  double offset = 0;
  double value = 0;
  double slope = 0;
};
using Curve = std::function<CurvePoint(double offset)>;

struct SlopeCheck {
  Verdict verdict = Verdict::kUnclear;
  /// |slope of the chord - mean of the slopes along it| / scale.
  double difference = 0;
  /// What rounding, and the variation of the slope between two looks, may make of that.
  double tolerance = 0;
};

/// unit: half the distance from 1 to the next number of the arithmetic. size: of the offsets, about
/// max(1, |w|). scale: the size of slope that counts, if there is no larger one on the way; two
/// slopes that differ by a twentieth of it are different.
///
/// Method: f(w + h) - f(w - h) is the integral of the slope from w - h to w + h, with kinks or
/// without. So the chord's slope is compared with the mean of the slopes in the middle of m equal
/// cells, which differs from the true mean by at most V / 2m, V being the variation of the slope
/// along the way (midpoint rule for functions of bounded variation). V is measured at the cells,
/// and doubled for what lies between them; m grows until the bound is small beside `scale`. The
/// error of the function's own rounding is measured as well: the fourth differences of 7 close
/// values, which are smooth functions' smallest part (Moré & Wild 2011, Estimating Computational
/// Noise). Where it is too large for h = size / 100, ten times that is tried.
SlopeCheck CheckSlope(const Curve& curve, double unit, double size, double scale);

}  // namespace downhill
