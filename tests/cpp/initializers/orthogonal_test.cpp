// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <Eigen/LU>
#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/declaration_checks.h"
#include "core/standard_errors.h"
#include "initializers/initializer.h"

namespace downhill {
namespace {

Matrix Draw(Index rows, Index columns, double gain, std::uint64_t seed) {
  Slot slot(Initializers());
  slot.Choose("orthogonal");
  test::Set(*slot, "gain", gain);
  Matrix weights(rows, columns);
  Random random(seed, "parameters");
  slot->Fill(random, {columns, rows}, MatrixMap(weights.data(), rows, columns));
  return weights;
}

TEST(OrthogonalInitializer, HasOrthogonalRowsOrColumnsOfLengthGain) {
  for (const auto& [rows, columns] : {std::pair<Index, Index>{1, 1},
                                      {1, 5},
                                      {5, 1},
                                      {4, 4},
                                      {16, 16},
                                      {65, 64},
                                      {64, 65},
                                      {100, 7},
                                      {7, 100},
                                      {200, 200}}) {
    for (const double gain : {1.0, 0.1, 1.5}) {
      const Matrix w = Draw(rows, columns, gain, 3) / static_cast<Scalar>(gain);
      const Matrix gram = rows >= columns ? Matrix(w.transpose() * w) : Matrix(w * w.transpose());
      // Columns that are made orthogonal twice are so to a few eps times the root of their length,
      // and the product that is measured here adds as much.
      const double tolerance = 10 * std::sqrt(static_cast<double>(std::max(rows, columns))) *
                               std::numeric_limits<Scalar>::epsilon();
      const auto error = (gram - Matrix::Identity(gram.rows(), gram.cols())).cwiseAbs().maxCoeff();
      EXPECT_LE(error, tolerance) << rows << " x " << columns << ", gain " << gain;
    }
  }
}

// Uniformly distributed rotations have no preferred direction. QR without the correction of signs
// has one: its first entry is always negative.
TEST(OrthogonalInitializer, PrefersNoDirection) {
  constexpr int kCount = 4000;
  constexpr Index kSize = 3;
  Eigen::Matrix3d sum = Eigen::Matrix3d::Zero();
  Eigen::Matrix3d squares = Eigen::Matrix3d::Zero();
  int reflections = 0;
  for (int seed = 0; seed < kCount; ++seed) {
    const Eigen::Matrix3d w =
        Draw(kSize, kSize, 1, static_cast<std::uint64_t>(seed)).cast<double>();
    sum += w;
    squares += w.cwiseAbs2();
    reflections += w.determinant() < 0;
  }
  const double root = std::sqrt(kCount);
  // An entry of a uniform unit vector in three dimensions is uniform on [-1, 1]: its variance is
  // 1/3, that of its square 4/45.
  EXPECT_LE((sum / kCount).cwiseAbs().maxCoeff(),
            test::kStandardErrors * std::sqrt(1.0 / 3) / root);
  EXPECT_LE(((squares / kCount).array() - 1.0 / 3).abs().maxCoeff(),
            test::kStandardErrors * std::sqrt(4.0 / 45) / root);
  EXPECT_NEAR(reflections, kCount / 2.0, test::kStandardErrors * 0.5 * root);
}

}  // namespace
}  // namespace downhill
