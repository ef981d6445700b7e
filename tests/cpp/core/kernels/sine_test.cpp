// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/sine.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

#include "core/random.h"

namespace downhill {
namespace {

/// The system's own is right within 1 ULP, 1.1e-16, and ours within 3e-16.
constexpr double kTolerance = 4.2e-16;

TEST(Sine, IsThatOfTheSystemWithinRounding) {
  Random random(7, "sine");
  for (int i = 0; i < 100'000; ++i) {
    const double x = random.Uniform(-1, 1) * std::pow(10, random.Uniform(-8, 6));
    const auto [sine, cosine] = kernels::SinCos(x);
    ASSERT_NEAR(sine, std::sin(x), kTolerance) << x;
    ASSERT_NEAR(cosine, std::cos(x), kTolerance) << x;
  }
}

TEST(Sine, IsOddAndStaysBetweenMinusOneAndOneHoweverFarAway) {
  for (double x = 1e-300; x < 1e300; x *= 7.3) {
    const auto [sine, cosine] = kernels::SinCos(x);
    ASSERT_LE(std::abs(sine), 1) << x;
    ASSERT_NEAR(sine * sine + cosine * cosine, 1, 1e-15) << x;
    ASSERT_EQ(kernels::SinCos(-x).sine, -sine) << x;
  }
  EXPECT_EQ(kernels::SinCos(0).sine, 0);
  EXPECT_EQ(kernels::SinCos(0).cosine, 1);
}

TEST(Sine, OfWhatIsNotFiniteIsNone) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  for (const double x : {kInfinity, -kInfinity, std::numeric_limits<double>::quiet_NaN()}) {
    EXPECT_TRUE(std::isnan(kernels::SinCos(x).sine));
    EXPECT_TRUE(std::isnan(kernels::SinCos(x).cosine));
  }
}

/// The same on every machine: natively and as WebAssembly.
TEST(Sine, HasTheSameBitsEverywhere) {
  Random random(8, "sine");
  std::uint64_t sum = 0;
  for (int i = 0; i < 10'000; ++i) {
    const double x = random.Uniform(-1, 1) * (i % 2 == 0 ? 10 : 1e7);
    const auto [sine, cosine] = kernels::SinCos(x);
    sum = sum * 31 + std::bit_cast<std::uint64_t>(sine);
    sum = sum * 31 + std::bit_cast<std::uint64_t>(cosine);
  }
  EXPECT_EQ(sum, 15225230427248699938u);
}

}  // namespace
}  // namespace downhill
