// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/norms.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "core/random.h"

namespace downhill::kernels {
namespace {

std::vector<Scalar> Numbers(Index count) {
  Random random(2, "norms");
  std::vector<Scalar> numbers(static_cast<std::size_t>(count));
  for (Scalar& number : numbers) number = static_cast<Scalar>(random.Normal());
  return numbers;
}

/// The order that norms.h promises: element i goes to sum i mod 4.
template <class Term>
double InFourSums(const std::vector<Scalar>& numbers, Term term) {
  std::array<double, 4> sums{};
  for (std::size_t i = 0; i < numbers.size(); ++i) sums[i % 4] += term(numbers[i]);
  return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}

TEST(Norms, AreSummedInDoubleInOneFixedOrder) {
  for (const Index n : {0, 1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 64, 65, 1000}) {
    const std::vector<Scalar> x = Numbers(n);
    EXPECT_EQ(SumOfSquares(x.data(), n), InFourSums(x, [](double v) { return v * v; })) << n;
    EXPECT_EQ(SumOfAbsolutes(x.data(), n), InFourSums(x, [](double v) { return std::abs(v); }))
        << n;
    const std::vector<Scalar> y(x.rbegin(), x.rend());
    std::array<double, 4> sums{};
    for (std::size_t i = 0; i < x.size(); ++i) {
      sums[i % 4] += static_cast<double>(x[i]) * static_cast<double>(y[i]);
    }
    EXPECT_EQ(Dot(x.data(), y.data(), n), (sums[0] + sums[1]) + (sums[2] + sums[3])) << n;
  }
}

TEST(Norms, OfWholeNumbersAreExact) {
  const std::vector<Scalar> x{3, -4, 12, 0, -1};
  EXPECT_EQ(SumOfSquares(x.data(), 5), 170);
  EXPECT_EQ(SumOfAbsolutes(x.data(), 5), 20);
  EXPECT_EQ(LargestAbsolute(x.data(), 5), 12);
  EXPECT_EQ(LargestAbsolute(x.data(), 0), 0);
  const std::vector<Scalar> y{1, 2, 0, 5, -7};
  EXPECT_EQ(Dot(x.data(), y.data(), 5), 2);
}

TEST(Norms, OfLargeFloatsDoNotOverflow) {
  const std::vector<Scalar> x(5, static_cast<Scalar>(1e30));
  EXPECT_NEAR(SumOfSquares(x.data(), 5) / 5e60, 1, 1e-6);
}

TEST(Norms, LetNanThrough) {
  for (std::size_t place = 0; place < 7; ++place) {
    std::vector<Scalar> x(7, 1);
    x[place] = std::numeric_limits<Scalar>::quiet_NaN();
    EXPECT_TRUE(std::isnan(SumOfSquares(x.data(), 7)));
    EXPECT_TRUE(std::isnan(SumOfAbsolutes(x.data(), 7)));
    EXPECT_TRUE(std::isnan(Dot(x.data(), x.data(), 7)));
    EXPECT_TRUE(std::isnan(LargestAbsolute(x.data(), 7)));
  }
}

}  // namespace
}  // namespace downhill::kernels
