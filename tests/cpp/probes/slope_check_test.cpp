// SPDX-License-Identifier: Apache-2.0
#include "probes/slope_check.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>

namespace downhill {
namespace {

constexpr double kUnit = std::numeric_limits<float>::epsilon() / 2;

using Function = std::function<double(double)>;

/// f with its slope, around w; the values as rounded as a float network's.
Curve Rounded(double w, const Function& f, const Function& slope) {
  return [=](double offset) {
    const double there = static_cast<double>(static_cast<float>(w + offset));
    return CurvePoint{there - w, static_cast<double>(static_cast<float>(f(there))), slope(there)};
  };
}

Verdict VerdictOf(double w, const Function& f, const Function& slope, double scale = 1) {
  return CheckSlope(Rounded(w, f, slope), kUnit, std::max(1.0, std::abs(w)), scale).verdict;
}

double Relu(double x) { return x > 0 ? x : 0; }
double ReluSlope(double x) { return x > 0 ? 1 : 0; }
double Cosine(double x) { return std::cos(x); }

TEST(SlopeCheck, AgreesWithTheSlopeOfASmoothFunction) {
  for (const double w : {0.0, 0.3, -2.0, 40.0}) {
    EXPECT_EQ(VerdictOf(
                  w, [](double x) { return std::sin(x); }, Cosine),
              Verdict::kAgrees)
        << w;
    EXPECT_EQ(VerdictOf(
                  w, [](double) { return 3.0; }, [](double) { return 0.0; }),
              Verdict::kAgrees);
  }
}

TEST(SlopeCheck, FindsSlopesThatAreWrongByATenth) {
  for (const double w : {0.0, 0.3, -2.0, 2.8}) {
    EXPECT_EQ(
        VerdictOf(
            w, [](double x) { return std::sin(x); }, [](double x) { return 0.9 * std::cos(x); }),
        Verdict::kDisagrees)
        << w;
    EXPECT_EQ(VerdictOf(
                  w, [](double x) { return std::sin(x) + 0.1 * x; }, Cosine),
              Verdict::kDisagrees);
  }
}

TEST(SlopeCheck, CallsAKinkAKinkAndNoFault) {
  EXPECT_EQ(VerdictOf(0, Relu, ReluSlope), Verdict::kKink);
  // Not one number, though left and right are the same: relu(w) - relu(-w) at 0.
  EXPECT_EQ(VerdictOf(
                0, [](double x) { return x; }, [](double x) { return x == 0 ? 0.0 : 1.0; }),
            Verdict::kKink);
  // Beside the point it is no matter.
  for (const double beside : {0.0013, -0.004, 0.0099, 0.02, 1.0}) {
    EXPECT_EQ(VerdictOf(beside, Relu, ReluSlope), Verdict::kAgrees) << beside;
  }
}

TEST(SlopeCheck, FindsAWrongSlopeBesideAKink) {
  // Forgets the half on the left, and the half on the right.
  EXPECT_EQ(VerdictOf(
                0, [](double x) { return std::abs(x); }, ReluSlope),
            Verdict::kDisagrees);
  EXPECT_EQ(VerdictOf(0, Relu, [](double) { return 0.0; }), Verdict::kDisagrees);
}

TEST(SlopeCheck, SaysThatItCannotTellWhereRoundingHidesTheSlope) {
  // Beside a loss of 1000 a slope of 1e-4 moves less than the last digit.
  EXPECT_EQ(VerdictOf(
                0.3, [](double x) { return 1000 + 1e-4 * x; }, [](double) { return 1e-4; }, 1e-4),
            Verdict::kUnclear);
}

TEST(SlopeCheck, AgreesWhereNothingMoves) {
  const auto nothing = [](double) { return 0.0; };
  EXPECT_EQ(VerdictOf(
                0.3, [](double) { return 1000.0; }, nothing, 1e-9),
            Verdict::kAgrees);
}

}  // namespace
}  // namespace downhill
