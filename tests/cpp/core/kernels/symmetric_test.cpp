// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/symmetric.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "core/random.h"

namespace downhill::kernels {
namespace {

TEST(SymmetricEigenpairs, AreThoseKnownByHand) {
  // 3 and 1 along (1, 1) and (1, -1).
  const Eigenpairs pairs = SymmetricEigenpairs({2, 1, 1, 2}, 2);
  constexpr double kTolerance = 8 * std::numeric_limits<double>::epsilon();
  EXPECT_NEAR(pairs.values[0], 3, kTolerance);
  EXPECT_NEAR(pairs.values[1], 1, kTolerance);
  EXPECT_NEAR(pairs.vectors[0][0], std::sqrt(0.5), kTolerance);
  EXPECT_NEAR(pairs.vectors[0][1], std::sqrt(0.5), kTolerance);
}

TEST(SymmetricEigenpairs, SolveTheirEquationInDescendingOrder) {
  for (const std::size_t n : {1u, 2u, 3u, 10u, 60u}) {
    Random random(n, "test symmetric");
    std::vector<double> a(n * n);
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j <= i; ++j) a[i * n + j] = a[j * n + i] = random.Normal();
    }
    const Eigenpairs pairs = SymmetricEigenpairs(a, n);
    // Each of the sweeps' n rotations of a row adds eps of the largest entry, about 2 sqrt(n).
    const double tolerance =
        50 * static_cast<double>(n) * std::numeric_limits<double>::epsilon() * (1 + std::sqrt(n));
    for (std::size_t p = 0; p < n; ++p) {
      EXPECT_GE(pairs.values[p == 0 ? 0 : p - 1], pairs.values[p]);
      const std::vector<double>& v = pairs.vectors[p];
      for (std::size_t i = 0; i < n; ++i) {
        double sum = 0, along = 0;
        for (std::size_t j = 0; j < n; ++j) {
          sum += a[i * n + j] * v[j];
          along += pairs.vectors[i][j] * v[j];
        }
        EXPECT_NEAR(sum, pairs.values[p] * v[i], tolerance) << n;
        EXPECT_NEAR(along, i == p ? 1 : 0, tolerance) << n;
      }
    }
  }
}

TEST(SymmetricEigenpairs, OfNothingAndOfZerosAreFound) {
  EXPECT_TRUE(SymmetricEigenpairs({}, 0).values.empty());
  EXPECT_EQ(SymmetricEigenpairs(std::vector<double>(9), 3).values[0], 0);
}

}  // namespace
}  // namespace downhill::kernels
