// SPDX-License-Identifier: Apache-2.0
#include "functions/function.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "core/chosen.h"
#include "core/declaration_checks.h"
#include "core/random.h"

namespace downhill {
namespace {

std::vector<std::string> FunctionIds() {
  std::vector<std::string> ids;
  for (const auto& entry : Functions().entries) ids.emplace_back(entry.id);
  return ids;
}

TEST(TestFunctions, AreDeclaredSoundly) { test::CheckRegistry(Functions()); }

class EveryFunction : public testing::TestWithParam<std::string> {
 protected:
  Slot<TestFunction> slot_ = test::Choose(Functions(), {{"type", GetParam()}});
  TestFunction& function_ = *slot_;

  bool IsInRange(TestFunction::Point p) const {
    const auto r = function_.range();
    return r.x_low <= p.x && p.x <= r.x_high && r.y_low <= p.y && p.y <= r.y_high;
  }
};

TEST_P(EveryFunction, GradientIsThatOfCentralDifferences) {
  const auto range = function_.range();
  Random random(4, "test points");
  for (int i = 0; i < 100; ++i) {
    const double x = random.Uniform(range.x_low, range.x_high);
    const double y = random.Uniform(range.y_low, range.y_high);
    const auto [gx, gy] = function_.Gradient(x, y);
    // Polynomials: rounding of f / h, and h² times a third derivative. In this range neither is
    // more than 1e-8 of the largest values (Beale's corners: f = 2e5, its third derivative 2e5).
    constexpr double kStep = 1e-5;
    const double scale = 1 + std::abs(function_.Value(x, y)) + std::abs(gx) + std::abs(gy);
    const double dx = (function_.Value(x + kStep, y) - function_.Value(x - kStep, y)) / (2 * kStep);
    const double dy = (function_.Value(x, y + kStep) - function_.Value(x, y - kStep)) / (2 * kStep);
    EXPECT_NEAR(gx, dx, 1e-8 * scale) << x << ", " << y;
    EXPECT_NEAR(gy, dy, 1e-8 * scale) << x << ", " << y;
  }
}

TEST_P(EveryFunction, MinimaHaveTheirValueNoGradientAndNothingLowerAround) {
  ASSERT_FALSE(function_.minima().empty());
  for (const auto& [place, value] : function_.minima()) {
    const auto [gx, gy] = function_.Gradient(place.x, place.y);
    // Places with 16 digits, curvatures of at most 1000.
    EXPECT_NEAR(gx, 0, 1e-12);
    EXPECT_NEAR(gy, 0, 1e-12);
    EXPECT_NEAR(function_.Value(place.x, place.y), value, 1e-15);
    EXPECT_TRUE(IsInRange(place));
    for (int direction = 0; direction < 16; ++direction) {
      const double angle = direction * 0.39269908169872414;
      EXPECT_GT(function_.Value(place.x + 1e-3 * std::cos(angle), place.y + 1e-3 * std::sin(angle)),
                value);
    }
  }
}

TEST_P(EveryFunction, StartsWithinThePlotAndAboveItsMinima) {
  const auto start = function_.start();
  EXPECT_TRUE(IsInRange(start));
  for (const auto& minimum : function_.minima()) {
    EXPECT_GT(function_.Value(start.x, start.y), minimum.value);
  }
  const auto [gx, gy] = function_.Gradient(start.x, start.y);
  EXPECT_GT(std::hypot(gx, gy), 0);
}

INSTANTIATE_TEST_SUITE_P(Registered, EveryFunction, testing::ValuesIn(FunctionIds()),
                         [](const auto& chosen) { return chosen.param; });

TEST(Saddle, FallsAlongOneAxisAndRisesAlongTheOther) {
  Slot slot = test::Choose(Functions(), {{"type", "saddle"}});
  const auto& saddle = *slot;
  const auto [gx, gy] = saddle.Gradient(0, 0);
  EXPECT_EQ(gx, 0);
  EXPECT_EQ(gy, 0);
  for (const double step : {-0.1, 0.1}) {
    EXPECT_GT(saddle.Value(step, 0), saddle.Value(0, 0));
    EXPECT_LT(saddle.Value(0, step), saddle.Value(0, 0));
  }
}

TEST(Ravine, IsAsMuchSteeperAcrossAsItsConditionNumber) {
  Slot slot = test::Choose(Functions(), {{"type", "ravine"}, {"condition", 50}});
  const auto& ravine = *slot;
  EXPECT_EQ(ravine.Value(0, 1), 50 * ravine.Value(1, 0));
}

TEST(Rosenbrock, HasItsKnownValueAtTheStart) {
  Slot slot = test::Choose(Functions(), {{"type", "rosenbrock"}});
  // (1 + 1.2)² + 100 (1 - 1.44)² = 24.2
  EXPECT_NEAR(slot->Value(-1.2, 1), 24.2, 1e-12);
}

}  // namespace
}  // namespace downhill
