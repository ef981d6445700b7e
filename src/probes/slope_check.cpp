// SPDX-License-Identifier: Apache-2.0
#include "probes/slope_check.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace downhill {
namespace {

/// The part of `scale` from which on slopes differ.
constexpr double kClear = 0.05;
constexpr int kFewestCells = 4;
constexpr int kMostCells = 64;
/// Slopes are sums, too: of some thousand terms, each rounded.
constexpr double kTerms = 2000;

/// How far one value may be from the exact one: three standard deviations of the noise that the
/// largest fourth difference shows: 70 = 8! / 4!² is
/// the variance of a fourth difference of noise of variance 1, and at least the rounding of the
/// value.
double NoiseOf(const Curve& curve, double unit, double step) {
  std::array<double, 7> values{};
  double largest = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] = curve((static_cast<double>(i) - 3) * step).value;
    largest = std::max(largest, std::abs(values[i]));
  }
  for (std::size_t order = 1; order <= 4; ++order) {
    for (std::size_t i = 0; i + order < values.size(); ++i) values[i] = values[i + 1] - values[i];
  }
  const double fourth = std::max({std::abs(values[0]), std::abs(values[1]), std::abs(values[2])});
  return 3 * fourth / std::sqrt(70) + unit * largest;
}

struct Mean {
  double slope = 0;
  double variation = 0;
};

/// Of the slopes in the middle of the cells; variation from end to end.
Mean MeanSlope(const Curve& curve, const CurvePoint& low, const CurvePoint& high, int cells) {
  Mean mean;
  double previous = low.slope;
  for (int cell = 0; cell < cells; ++cell) {
    const double part = (cell + 0.5) / cells;
    const double slope = curve(low.offset + part * (high.offset - low.offset)).slope;
    mean.slope += slope / cells;
    mean.variation += std::abs(slope - previous);
    previous = slope;
  }
  mean.variation += std::abs(high.slope - previous);
  return mean;
}

bool HasKink(const Curve& curve, double step, double scale) {
  const double left = curve(-step).slope;
  const double right = curve(step).slope;
  const double here = curve(0).slope;
  return std::abs(right - left) > kClear * scale ||
         std::abs(here - (left + right) / 2) > kClear * scale;
}

}  // namespace

SlopeCheck CheckSlope(const Curve& curve, double unit, double size, double scale) {
  SlopeCheck check;
  for (const double reach : {size / 100, size / 10}) {
    const CurvePoint low = curve(-reach);
    const CurvePoint high = curve(reach);
    scale = std::max({scale, std::abs(low.slope), std::abs(high.slope)});
    if (low.value == high.value && low.slope == 0 && high.slope == 0 && curve(0).slope == 0) {
      return {Verdict::kAgrees, 0, 0};
    }
    const double width = high.offset - low.offset;
    const double chord = (high.value - low.value) / width;
    const double rounding = 2 * NoiseOf(curve, unit, reach / 256) / width + kTerms * unit * scale;
    if (!(rounding <= kClear * scale)) {
      check = {Verdict::kUnclear, 0, rounding / scale};
      continue;
    }
    for (int cells = kFewestCells; cells <= kMostCells; cells *= 2) {
      const Mean mean = MeanSlope(curve, low, high, cells);
      const double tolerance = rounding + mean.variation / cells;
      const double difference = std::abs(chord - mean.slope);
      check = {Verdict::kUnclear, difference / scale, tolerance / scale};
      if (!(tolerance <= kClear * scale)) continue;
      if (difference <= tolerance) {
        check.verdict = HasKink(curve, reach / 1000, scale) ? Verdict::kKink : Verdict::kAgrees;
        return check;
      }
      check.verdict = Verdict::kDisagrees;
    }
    if (check.verdict == Verdict::kDisagrees) return check;
  }
  return check;
}

}  // namespace downhill
