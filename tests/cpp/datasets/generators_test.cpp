// SPDX-License-Identifier: Apache-2.0
// What is true of each generator alone; without noise its samples are exactly what it says.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/error.h"
#include "core/standard_errors.h"
#include "datasets/draw.h"

namespace downhill {
namespace {

using test::DrawSamples;
using test::Settings;

/// Coordinates up to 5 are stored in Scalars.
constexpr double kStored = 5 * 2 * std::numeric_limits<Scalar>::epsilon();

struct PlanePoint {
  double x1, x2;
  Index class_number;
  double radius() const { return std::hypot(x1, x2); }
  /// Turns clockwise from the x2 axis, in [0, 1).
  double turn() const {
    const double turn = std::atan2(x1, x2) / (2 * std::numbers::pi);
    return turn - std::floor(turn);
  }
};

std::vector<PlanePoint> Points(std::string_view id, Settings settings) {
  const Samples samples = DrawSamples(id, settings);
  std::vector<PlanePoint> points;
  for (Index i = 0; i < samples.features.cols(); ++i) {
    points.push_back({static_cast<double>(samples.features(0, i)),
                      static_cast<double>(samples.features(1, i)),
                      static_cast<Index>(samples.targets(0, i))});
  }
  return points;
}

void ExpectRefused(std::string_view id, Settings settings, std::string_view path,
                   std::string_view text) {
  try {
    DrawSamples(id, settings);
    FAIL() << "expected an Error";
  } catch (const Error& error) {
    EXPECT_EQ(error.path(), path);
    EXPECT_EQ(error.text().en, text);
  }
}

TEST(Line, WithoutNoiseIsExactlyOnTheLine) {
  const Samples samples = DrawSamples("line", {{"noise", 0}});
  EXPECT_EQ(samples.features.cols(), 100);
  EXPECT_EQ(samples.classes, 0);
  EXPECT_EQ(samples.feature_names, std::vector<std::string>{"x"});
  for (Index i = 0; i < 100; ++i) {
    const auto x = static_cast<double>(samples.features(0, i));
    EXPECT_EQ(samples.targets(0, i), static_cast<Scalar>(2 * x + 3));
  }
}

TEST(Line, HasTheChosenSlopeInterceptAndRange) {
  const Samples samples = DrawSamples("line", {{"samples", 10'000},
                                               {"noise", 0},
                                               {"slope", -1.5},
                                               {"intercept", 0.25},
                                               {"x_minimum", 10},
                                               {"x_maximum", 12}});
  for (Index i = 0; i < samples.features.cols(); ++i) {
    const auto x = static_cast<double>(samples.features(0, i));
    EXPECT_EQ(samples.targets(0, i), static_cast<Scalar>(-1.5 * x + 0.25));
  }
  // The ends are missed by 10,000 uniform numbers once in e^50.
  EXPECT_NEAR(samples.features.minCoeff(), 10, 0.01);
  EXPECT_NEAR(samples.features.maxCoeff(), 12, 0.01);
}

TEST(Line, NoiseIsNormalWithTheChosenDeviation) {
  constexpr int kCount = 10'000;
  const Samples samples = DrawSamples("line", {{"samples", kCount}, {"noise", 2}});
  double sum = 0, squares = 0;
  for (Index i = 0; i < kCount; ++i) {
    const double residual = static_cast<double>(samples.targets(0, i)) -
                            (2 * static_cast<double>(samples.features(0, i)) + 3);
    sum += residual;
    squares += residual * residual;
  }
  const double root = std::sqrt(kCount);
  EXPECT_NEAR(sum / kCount, 0, test::kStandardErrors * 2 / root);
  EXPECT_NEAR(std::sqrt(squares / kCount), 2,
              test::kStandardErrors * test::kDeviationErrorNormal * 2 / root);
}

TEST(Line, RefusesAnEmptyRange) {
  ExpectRefused("line", {{"x_minimum", 5}}, "x_maximum",
                "5 is not above x_minimum, 5. Make it larger.");
}

TEST(Plane, WithoutNoiseIsExactlyInThePlane) {
  const Samples samples =
      DrawSamples("plane", {{"noise", 0}, {"slope_1", 0.5}, {"slope_2", -4}, {"intercept", 1}});
  EXPECT_EQ(samples.features.rows(), 2);
  EXPECT_EQ(samples.classes, 0);
  for (Index i = 0; i < samples.features.cols(); ++i) {
    const auto x1 = static_cast<double>(samples.features(0, i));
    const auto x2 = static_cast<double>(samples.features(1, i));
    EXPECT_EQ(samples.targets(0, i), static_cast<Scalar>(0.5 * x1 + -4 * x2 + 1));
  }
}

TEST(Circle, IsADiscInsideARing) {
  for (const PlanePoint& p : Points("circle", {{"noise", 0}})) {
    const double inner = p.class_number == 1 ? 0 : 3.5;
    const double outer = p.class_number == 1 ? 2.5 : 5;
    EXPECT_GE(p.radius(), inner - kStored);
    EXPECT_LE(p.radius(), outer + kStored);
  }
}

TEST(Xor, IsOneWhereExactlyOneCoordinateIsPositive) {
  std::vector<int> quadrants(4);
  for (const PlanePoint& p : Points("xor", {{"noise", 0}, {"samples", 1000}})) {
    EXPECT_EQ(p.class_number, (p.x1 > 0) != (p.x2 > 0));
    EXPECT_GE(std::min(std::abs(p.x1), std::abs(p.x2)), 0.3 - kStored);
    ++quadrants[static_cast<std::size_t>((p.x1 > 0) + 2 * (p.x2 > 0))];
  }
  EXPECT_EQ(quadrants, std::vector<int>(4, 250));
}

TEST(Gaussians, SpreadAroundTheirCentres) {
  for (const PlanePoint& p : Points("gaussians", {{"noise", 0}})) {
    const double centre = p.class_number == 1 ? 2 : -2;
    EXPECT_EQ(p.x1, centre);
    EXPECT_EQ(p.x2, centre);
  }
}

TEST(Moons, AreHalfCirclesThatFaceEachOther) {
  for (const PlanePoint& p : Points("moons", {{"noise", 0}})) {
    const double side = p.class_number == 0 ? 1 : -1;
    const double right = side * p.x1 + 1.5, up = side * p.x2 + 0.75;
    EXPECT_NEAR(std::hypot(right, up), 3, kStored);
    EXPECT_GE(up, -kStored);
  }
}

TEST(Blobs, SpreadAroundTheCornersOfAPolygon) {
  for (const int classes : {3, 4, 5, 6}) {
    for (const PlanePoint& p : Points("blobs", {{"noise", 0}, {"classes", classes}})) {
      EXPECT_NEAR(p.radius(), 3.5, kStored);
      const double corner = p.turn() * classes - static_cast<double>(p.class_number);
      EXPECT_NEAR(corner - classes * std::round(corner / classes), 0, 1e-5);
    }
  }
}

/// Radius 5 a for the turn `turns` a of the arm; the arms are evenly apart.
void ExpectArms(std::string_view id, Settings settings, double arms, double turns) {
  for (const PlanePoint& p : Points(id, settings)) {
    const double along = p.radius() / 5;
    EXPECT_LE(along, 1 + kStored);
    if (along < 0.01) continue;  // where the angle drowns in rounding
    const double off = p.turn() - (turns * along + static_cast<double>(p.class_number) / arms);
    EXPECT_NEAR(off - std::round(off), 0, 1e-5);
  }
}

TEST(Spiral, HasTwoArmsHalfATurnApart) {
  ExpectArms("spiral", {{"noise", 0}}, 2, 1.75);
  ExpectArms("spiral", {{"noise", 0}, {"turns", 3}}, 2, 3);
}

TEST(Spirals, HaveAnArmForEveryClass) {
  for (const int classes : {3, 4, 5, 6}) {
    ExpectArms("spirals", {{"noise", 0}, {"classes", classes}}, classes, 0.75);
  }
}

TEST(Spiral, CoversItsArmsEvenly) {
  std::vector<double> along;
  for (const PlanePoint& p : Points("spiral", {{"noise", 0}, {"samples", 100}})) {
    if (p.class_number == 0) along.push_back(p.radius() / 5);
  }
  ASSERT_EQ(along.size(), 50u);
  std::sort(along.begin(), along.end());
  for (std::size_t i = 0; i < along.size(); ++i) {
    EXPECT_NEAR(along[i], (static_cast<double>(i) + 0.5) / 50, 0.5 / 50 + 1e-6);
  }
}

TEST(Blobs, RefuseToLeaveAClassWithoutASample) {
  ExpectRefused("blobs", {{"samples", 4}, {"classes", 5}}, "samples",
                "4 is fewer than the 5 classes. Draw at least 5 samples.");
}

TEST(RandomTeacher, GivesTenNormalInputsAndTwoClassesOfAHundredByDefault) {
  const Samples samples = DrawSamples("random", {});
  EXPECT_EQ(samples.features.rows(), 10);
  EXPECT_EQ(samples.features.cols(), 100);
  EXPECT_EQ(test::CountClasses(samples), (std::vector<Index>{50, 50}));
  const double root = std::sqrt(1000);
  EXPECT_NEAR(samples.features.cast<double>().mean(), 0, test::kStandardErrors / root);
  EXPECT_NEAR(samples.features.cast<double>().norm() / root, 1,
              test::kStandardErrors * test::kDeviationErrorNormal / root);
}

TEST(RandomTeacher, IsLinearWithoutHiddenUnits) {
  const Samples samples = DrawSamples("random", {{"features", 1}, {"classes", 0}, {"noise", 0}});
  EXPECT_EQ(samples.classes, 0);
  EXPECT_TRUE(samples.class_names.empty());
  const double weight = static_cast<double>(samples.targets(0, 0) / samples.features(0, 0));
  for (Index i = 0; i < samples.features.cols(); ++i) {
    const double expected = weight * static_cast<double>(samples.features(0, i));
    EXPECT_NEAR(samples.targets(0, i), expected,
                8 * std::numeric_limits<Scalar>::epsilon() * std::abs(expected));
  }
}

TEST(RandomTeacher, IsNotLinearWithHiddenUnits) {
  const Samples samples =
      DrawSamples("random", {{"features", 1}, {"classes", 0}, {"noise", 0}, {"teacher_units", 4}});
  const auto ratios = samples.targets.array() / samples.features.array();
  EXPECT_GT(ratios.maxCoeff() - ratios.minCoeff(), 0.05);
}

TEST(RandomTeacher, MakesClassesThatAreIntervalsOfItsAnswer) {
  const Samples samples =
      DrawSamples("random", {{"features", 1}, {"classes", 5}, {"noise", 0}, {"samples", 1003}});
  std::vector<std::pair<Scalar, Scalar>> pairs;  // feature, class
  for (Index i = 0; i < 1003; ++i) {
    pairs.emplace_back(samples.features(0, i), samples.targets(0, i));
  }
  std::sort(pairs.begin(), pairs.end());
  if (pairs.front().second > pairs.back().second) std::reverse(pairs.begin(), pairs.end());
  EXPECT_TRUE(std::is_sorted(pairs.begin(), pairs.end(),
                             [](const auto& a, const auto& b) { return a.second < b.second; }));
}

TEST(RandomTeacher, AnswersOfManyFeaturesStayOfSizeOne) {
  for (const int features : {1, 10, 1000}) {
    double squares = 0;
    constexpr int kSeeds = 40;
    for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
      const Samples samples = DrawSamples(
          "random", {{"features", features}, {"classes", 0}, {"noise", 0}, {"samples", 100}}, seed);
      squares += static_cast<double>(samples.targets.squaredNorm()) / 100 / kSeeds;
    }
    // The mean over seeds of a square with one degree of freedom (features 1) has deviation
    // sqrt(2 / 40) at most, and little more from the samples.
    EXPECT_NEAR(squares, 1, test::kStandardErrors * std::sqrt(2.5 / kSeeds)) << features;
  }
}

TEST(RandomTeacher, RefusesOneClassAndMoreNumbersThanMemory) {
  ExpectRefused("random", {{"classes", 1}}, "classes",
                "1 leaves nothing to tell apart. Take 0 to predict a number, or at least 2 "
                "classes.");
  ExpectRefused("random", {{"samples", 10'000}, {"features", 1000}}, "samples",
                "10000 times 1000 features is more than 5000000 numbers. Draw at most 5000 "
                "samples.");
}

}  // namespace
}  // namespace downhill
