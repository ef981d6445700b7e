// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/functions.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <vector>

namespace downhill::kernels {
namespace {

using Wide = std::conditional_t<std::is_same_v<Scalar, float>, double, long double>;
using Limits = std::numeric_limits<Scalar>;

constexpr bool kIsFloat = std::is_same_v<Scalar, float>;
/// What functions.h promises for float; of double it promises what the standard library gives.
constexpr double kExpUlp = kIsFloat ? 1 : 2;
constexpr double kExpm1Ulp = 2;
constexpr double kTanhUlpUpToOne = 3;
constexpr double kTanhUlp = kIsFloat ? 7 : 3;
constexpr double kSigmoidUlp = 3;
constexpr double kLog1pOfShareUlp = 3;
constexpr double kSoftplusUlp = kIsFloat ? 2 : 3;

/// Distance in units of the last place of the exact value.
double UlpError(Scalar got, Wide exact) {
  int exponent = 0;
  std::frexp(exact, &exponent);
  const int last_place = std::max(exponent, Limits::min_exponent) - Limits::digits;
  return static_cast<double>(std::abs(static_cast<Wide>(got) - exact) /
                             std::ldexp(Wide{1}, last_place));
}

/// About a million floats between the bounds, of every exponent alike.
std::vector<Scalar> Sweep(float low, float high) {
  constexpr std::uint64_t kStep = 4099;  // prime: every low bit turns up
  std::vector<Scalar> numbers;
  for (std::uint64_t bits = 0; bits <= 0xffffffffu; bits += kStep) {
    const auto x = std::bit_cast<float>(static_cast<std::uint32_t>(bits));
    if (x >= low && x <= high) numbers.push_back(x);
  }
  return numbers;
}

template <class Function, class Exact>
void ExpectWithin(double ulp, float low, float high, Function function, Exact exact) {
  double worst = 0;
  Scalar where = 0;
  for (const Scalar x : Sweep(low, high)) {
    const double error = UlpError(function(x), exact(static_cast<Wide>(x)));
    // Not a maximum: NaN must fail.
    if (!(error <= worst)) {
      worst = error;
      where = x;
    }
    if (std::isnan(error)) break;
  }
  EXPECT_LE(worst, ulp) << "at " << where << ": expected " << exact(static_cast<Wide>(where))
                        << ", got " << function(where);
}

Wide ExactSigmoid(Wide x) { return 1 / (1 + std::exp(-x)); }
Wide ExactSoftplus(Wide x) { return (x > 0 ? x : 0) + std::log1p(std::exp(-std::abs(x))); }

TEST(Exp, IsWithinItsBound) {
  ExpectWithin(
      kExpUlp, -87.3f, 88.3f, [](Scalar x) { return Exp(x); }, [](Wide x) { return std::exp(x); });
}

TEST(Expm1, IsWithinItsBound) {
  ExpectWithin(
      kExpm1Ulp, -std::numeric_limits<float>::max(), 88.3f, [](Scalar x) { return Expm1(x); },
      [](Wide x) { return std::expm1(x); });
}

TEST(Tanh, IsWithinItsBound) {
  const auto tanh = [](Scalar x) { return Tanh(x); };
  const auto exact = [](Wide x) { return std::tanh(x); };
  ExpectWithin(kTanhUlpUpToOne, -1, 1, tanh, exact);
  ExpectWithin(kTanhUlp, -std::numeric_limits<float>::infinity(),
               std::numeric_limits<float>::infinity(), tanh, exact);
}

TEST(Tanh, NeverLeavesMinusOneToOneAndIsOdd) {
  for (const Scalar x : Sweep(0, std::numeric_limits<float>::infinity())) {
    ASSERT_LE(Tanh(x), 1) << x;
    ASSERT_EQ(Tanh(-x), -Tanh(x)) << x;
  }
}

TEST(Tanh, OfTinyNumbersIsTheNumber) {
  for (const Scalar x : {Limits::denorm_min(), Limits::min(), static_cast<Scalar>(1e-30)}) {
    EXPECT_EQ(Tanh(x), x);
  }
  EXPECT_TRUE(std::signbit(Tanh(-Scalar{0})));
}

TEST(Sigmoid, IsWithinItsBound) {
  ExpectWithin(
      kSigmoidUlp, -87, std::numeric_limits<float>::infinity(), [](Scalar x) { return Sigmoid(x); },
      ExactSigmoid);
}

TEST(Sigmoid, OfFarNumbersStaysBetweenZeroAndOne) {
  EXPECT_EQ(Sigmoid(Scalar{0}), Scalar{0.5});
  for (const Scalar x : {Scalar{1000}, Limits::max(), Limits::infinity()}) {
    EXPECT_EQ(Sigmoid(x), 1);
    EXPECT_EQ(Sigmoid(-x), 0);
  }
}

TEST(Log1pOfShare, IsWithinItsBound) {
  ExpectWithin(
      kLog1pOfShareUlp, 0, 1, [](Scalar x) { return Log1pOfShare(x); },
      [](Wide x) { return std::log1p(x); });
}

TEST(Softplus, IsWithinItsBound) {
  ExpectWithin(
      kSoftplusUlp, -87, std::numeric_limits<float>::max(), [](Scalar x) { return Softplus(x); },
      ExactSoftplus);
}

TEST(Exp, OfFarNumbersIsZeroOrInfinity) {
  for (const Scalar x : {Scalar{1000}, Limits::max(), Limits::infinity()}) {
    EXPECT_EQ(Exp(-x), 0);
    EXPECT_EQ(Exp(x), Limits::infinity());
  }
}

TEST(Functions, LetNanThrough) {
  const Scalar nan = Limits::quiet_NaN();
  EXPECT_TRUE(std::isnan(Exp(nan)));
  EXPECT_TRUE(std::isnan(Expm1(nan)));
  EXPECT_TRUE(std::isnan(Tanh(nan)));
  EXPECT_TRUE(std::isnan(Sigmoid(nan)));
  EXPECT_TRUE(std::isnan(Softplus(nan)));
  EXPECT_TRUE(std::isnan(Log1pOfShare(nan)));
}

/// A loop over an array, which the compiler turns into SIMD, and a call for one number, which it
/// cannot, must agree to the last bit at every position and for every rest.
template <class Function>
void ExpectSameBitsEverywhere(Function function) {
  const std::vector<Scalar> numbers = Sweep(-20, 20);
  for (std::size_t count = 1; count <= 17; ++count) {
    std::vector<Scalar> results(count);
    for (std::size_t first = 0; first + count < numbers.size(); first += 4999 + count) {
      const Scalar* in = numbers.data() + first;
      for (std::size_t i = 0; i < count; ++i) results[i] = function(in[i]);
      for (std::size_t i = 0; i < count; ++i) {
        const volatile Scalar one = in[i];
        ASSERT_EQ(results[i], function(one)) << "position " << i << " of " << count;
      }
    }
  }
}

TEST(Functions, GiveTheSameBitsAtEveryPosition) {
  ExpectSameBitsEverywhere([](Scalar x) { return Exp(x); });
  ExpectSameBitsEverywhere([](Scalar x) { return Tanh(x); });
  ExpectSameBitsEverywhere([](Scalar x) { return Sigmoid(x); });
  ExpectSameBitsEverywhere([](Scalar x) { return Softplus(x); });
}

}  // namespace
}  // namespace downhill::kernels
