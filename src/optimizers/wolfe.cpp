// SPDX-License-Identifier: Apache-2.0
#include "optimizers/wolfe.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/kernels/norms.h"

namespace downhill {
namespace {

/// The one of the three places that neither holds.
std::size_t FreePlace(std::size_t a, std::size_t b) {
  std::size_t place = 0;
  while (place == a || place == b) ++place;
  return place;
}

}  // namespace

double CubicMinimum(const LinePoint& a, const LinePoint& b, double low, double high) {
  const double d1 = a.slope + b.slope - 3 * (a.value - b.value) / (a.t - b.t);
  const double square = d1 * d1 - a.slope * b.slope;
  const double d2 = std::copysign(std::sqrt(square), b.t - a.t);
  const double t = b.t - (b.t - a.t) * (b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2);
  // Also where an end is infinitely high, or where there is no minimum: a root of less than 0.
  if (!std::isfinite(t)) return low + (high - low) / 2;
  return std::min(std::max(t, low), high);
}

WolfeSearch::WolfeSearch(Index size) : size_(size), start_(Vector::Zero(size)) {
  for (Vector& gradient : gradients_) gradient.setZero(size);
}

void WolfeSearch::MoveTo(const Line& line, double t) {
  const auto step = static_cast<Scalar>(t);
  const Scalar* start = start_.data();
  const Scalar* direction = line.direction;
  Scalar* parameters = line.parameters;
  for (Index i = 0; i < size_; ++i) parameters[i] = start[i] + step * direction[i];
}

WolfeSearch::Kept WolfeSearch::Evaluate(Line& line, double t, std::size_t gradient) {
  MoveTo(line, t);
  ++line.evaluations;
  const double value = line.objective.Evaluate(line.parameters, gradients_[gradient].data());
  const double slope = kernels::Dot(gradients_[gradient].data(), line.direction, size_);
  if (std::isfinite(value) && std::isfinite(slope)) return {{t, value, slope}, gradient};
  return {{t, std::numeric_limits<double>::infinity(), 0}, gradient};
}

bool WolfeSearch::FallsEnough(const Line& line, const LinePoint& point) {
  return point.value <= line.start.value + line.conditions.decrease * point.t * line.start.slope;
}

bool WolfeSearch::IsFlatEnough(const Line& line, const LinePoint& point) {
  return std::abs(point.slope) <= -line.conditions.curvature * line.start.slope;
}

WolfeSearch::Result WolfeSearch::Along(Objective& objective, Scalar* parameters,
                                       const Scalar* direction, double step, LinePoint start,
                                       Scalar* gradient, const WolfeConditions& conditions) {
  std::copy(parameters, parameters + size_, start_.data());
  std::copy(gradient, gradient + size_, gradients_[0].data());
  Line line{objective, parameters, direction, start, conditions, 0};
  // Algorithm 3.5: longer and longer steps, until a bracket holds a good one.
  Kept previous{start, 0};
  Kept now = Evaluate(line, step, 1);
  Kept best = now;
  while (true) {
    const bool rises = line.evaluations > 1 && now.point.value >= previous.point.value;
    if (!FallsEnough(line, now.point) || rises) {
      best = Zoom(line, previous, now);
      break;
    }
    best = now;
    if (IsFlatEnough(line, now.point) || line.evaluations >= conditions.evaluations) break;
    if (now.point.slope >= 0) {
      best = Zoom(line, now, previous);
      break;
    }
    const double t = now.point.t;
    const double next =
        CubicMinimum(previous.point, now.point, t + 0.01 * (t - previous.point.t), 10 * t);
    const std::size_t place = FreePlace(now.gradient, now.gradient);
    previous = now;
    now = Evaluate(line, next, place);
  }
  if (best.point.t == 0) {
    std::copy(start_.data(), start_.data() + size_, parameters);
  } else {
    MoveTo(line, best.point.t);
  }
  const Vector& reached = gradients_[best.gradient];
  std::copy(reached.data(), reached.data() + size_, gradient);
  return {best.point, line.evaluations};
}

/// Algorithm 3.6. `low` is the lower end of the bracket; it falls far enough, or is the start.
WolfeSearch::Kept WolfeSearch::Zoom(Line& line, Kept low, Kept high) {
  const double length = kernels::LargestAbsolute(line.direction, size_);
  bool little_progress = false;
  while (line.evaluations < line.conditions.evaluations) {
    const double left = std::min(low.point.t, high.point.t);
    const double right = std::max(low.point.t, high.point.t);
    if ((right - left) * length < line.conditions.smallest_change) break;
    double t = CubicMinimum(low.point, high.point, left, right);
    // Never twice in a row near an end: the bracket would hardly shrink.
    const double margin = 0.1 * (right - left);
    if (!std::isfinite(high.point.value)) {
      // How far it is to where numbers end cannot be told: back by powers of ten.
      t = low.point.t + 0.1 * (high.point.t - low.point.t);
    } else if (std::min(right - t, t - left) >= margin) {
      little_progress = false;
    } else if (!little_progress && t < right && t > left) {
      little_progress = true;
    } else {
      t = right - t < t - left ? right - margin : left + margin;
      little_progress = false;
    }
    const Kept now = Evaluate(line, t, FreePlace(low.gradient, high.gradient));
    if (!FallsEnough(line, now.point) || now.point.value >= low.point.value) {
      high = now;
      continue;
    }
    if (IsFlatEnough(line, now.point)) return now;
    if (now.point.slope * (high.point.t - low.point.t) >= 0) high = low;
    low = now;
  }
  return low;
}

}  // namespace downhill
