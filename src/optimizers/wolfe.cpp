// SPDX-License-Identifier: Apache-2.0
#include "optimizers/wolfe.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/kernels/norms.h"

namespace downhill {
namespace {

/// That are believed of a saved search.
constexpr int kMostEvaluations = 1'000'000;

/// The one of the three places that neither holds.
std::uint64_t FreePlace(std::uint64_t a, std::uint64_t b) {
  std::uint64_t place = 0;
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

void MoveAlong(const Line& line, double t, Scalar* parameters, Index size) {
  const auto step = static_cast<Scalar>(t);
  for (Index i = 0; i < size; ++i) parameters[i] = line.start[i] + step * line.direction[i];
}

WolfeSearch::WolfeSearch(Index size) : size_(size), trial_(Vector::Zero(size)) {
  for (Vector& gradient : gradients_) gradient.setZero(size);
}

void WolfeSearch::Begin(const Line& line, double step, const LinePoint& start,
                        const Scalar* gradient) {
  std::copy(gradient, gradient + size_, gradients_[0].data());
  start_ = start;
  low_ = {start, 0};
  evaluations_ = 0;
  little_progress_ = false;
  phase_ = Phase::kBracketing;
  Ask(line, step, 1);
}

std::optional<Query> WolfeSearch::query() {
  if (phase_ == Phase::kOver) return std::nullopt;
  return Query{trial_.data(), gradients_[asked_.gradient].data()};
}

void WolfeSearch::Tell(const Line& line, double value) {
  ++evaluations_;
  Kept now = asked_;
  const double slope = kernels::Dot(gradients_[now.gradient].data(), line.direction, size_);
  const bool finite = std::isfinite(value) && std::isfinite(slope);
  now.point.value = finite ? value : std::numeric_limits<double>::infinity();
  now.point.slope = finite ? slope : 0;
  if (phase_ == Phase::kBracketing) {
    Bracket(line, now);
  } else {
    Zoom(line, now);
  }
}

void WolfeSearch::Ask(const Line& line, double t, std::uint64_t gradient) {
  asked_ = {{t, 0, 0}, gradient};
  MoveAlong(line, t, trial_.data(), size_);
}

void WolfeSearch::End(const Kept& reached) {
  low_ = reached;
  phase_ = Phase::kOver;
}

bool WolfeSearch::FallsEnough(const Line& line, const LinePoint& point) const {
  return point.value <= start_.value + line.conditions.decrease * point.t * start_.slope;
}

bool WolfeSearch::IsFlatEnough(const Line& line, const LinePoint& point) const {
  return std::abs(point.slope) <= -line.conditions.curvature * start_.slope;
}

/// Algorithm 3.5: longer and longer steps, until a bracket holds a good one.
void WolfeSearch::Bracket(const Line& line, const Kept& now) {
  const bool rises = evaluations_ > 1 && now.point.value >= low_.point.value;
  if (!FallsEnough(line, now.point) || rises) return BeginZoom(line, low_, now);
  if (IsFlatEnough(line, now.point) || evaluations_ >= line.conditions.evaluations) return End(now);
  if (now.point.slope >= 0) return BeginZoom(line, now, low_);
  const double t = now.point.t;
  const double next = CubicMinimum(low_.point, now.point, t + 0.01 * (t - low_.point.t), 10 * t);
  low_ = now;
  Ask(line, next, FreePlace(now.gradient, now.gradient));
}

void WolfeSearch::BeginZoom(const Line& line, Kept low, Kept high) {
  phase_ = Phase::kZooming;
  low_ = low;
  high_ = high;
  Narrow(line);
}

/// Algorithm 3.6.
void WolfeSearch::Zoom(const Line& line, const Kept& now) {
  if (!FallsEnough(line, now.point) || now.point.value >= low_.point.value) {
    high_ = now;
    return Narrow(line);
  }
  if (IsFlatEnough(line, now.point)) return End(now);
  if (now.point.slope * (high_.point.t - low_.point.t) >= 0) high_ = low_;
  low_ = now;
  Narrow(line);
}

void WolfeSearch::Narrow(const Line& line) {
  if (evaluations_ >= line.conditions.evaluations) return End(low_);
  const double left = std::min(low_.point.t, high_.point.t);
  const double right = std::max(low_.point.t, high_.point.t);
  const double length = kernels::LargestAbsolute(line.direction, size_);
  if ((right - left) * length < line.conditions.smallest_change) return End(low_);
  double t = CubicMinimum(low_.point, high_.point, left, right);
  // Never twice in a row near an end: the bracket would hardly shrink.
  const double margin = 0.1 * (right - left);
  if (!std::isfinite(high_.point.value)) {
    // How far it is to where numbers end cannot be told: back by powers of ten.
    t = low_.point.t + 0.1 * (high_.point.t - low_.point.t);
  } else if (std::min(right - t, t - left) >= margin) {
    little_progress_ = false;
  } else if (!little_progress_ && t < right && t > left) {
    little_progress_ = true;
  } else {
    t = right - t < t - left ? right - margin : left + margin;
    little_progress_ = false;
  }
  Ask(line, t, FreePlace(low_.gradient, high_.gradient));
}

void WolfeSearch::Serialize(Archive& archive) {
  archive.Bits(phase_);
  archive.Require(phase_ <= Phase::kZooming);
  if (phase_ == Phase::kOver) return;
  archive.Bits(evaluations_);
  archive.Require(evaluations_ >= 0 && evaluations_ <= kMostEvaluations);
  archive.Bits(start_);
  for (Kept* kept : {&low_, &high_, &asked_}) {
    archive.Bits(*kept);
    archive.Require(kept->gradient < gradients_.size());
  }
  archive.Flag(little_progress_);
  archive.Numbers(trial_);
  for (Vector& gradient : gradients_) archive.Numbers(gradient);
}

}  // namespace downhill
