// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <Eigen/QR>
#include <Eigen/SVD>
#include <algorithm>
#include <array>
#include <cmath>

#include "core/random.h"
#include "optimizers/problems.h"

namespace downhill {
namespace {

using test::Choose;
using test::FirstStep;
using test::kEps;
using test::LargestDifference;

Matrix NormalMatrix(Index rows, Index columns, std::uint64_t seed) {
  Random random(seed, "muon test");
  Matrix matrix(rows, columns);
  for (Scalar& value : matrix.reshaped()) value = static_cast<Scalar>(random.Normal());
  return matrix;
}

/// The first step of rate 1 from zero for one matrix with this gradient, the sign turned.
Matrix MuonStep(const Matrix& gradient) {
  Slot slot = Choose(Optimizers(), {{"type", "muon"}, {"learning_rate", 1}});
  const std::array ranges{MatrixRange{0, gradient.rows(), gradient.cols()}};
  const Vector w = FirstStep(*slot, Vector::Zero(gradient.size()), gradient.reshaped(), ranges);
  return -ConstMatrixMap(w.data(), gradient.rows(), gradient.cols());
}

TEST(Muon, StepOfAMatrixHasSingularValuesNearOne) {
  for (const auto& [rows, columns] :
       {std::pair{4, 4}, {3, 9}, {9, 3}, {16, 24}, {24, 16}, {2, 50}}) {
    SCOPED_TRACE(testing::Message() << rows << " x " << columns);
    const Matrix step = MuonStep(NormalMatrix(rows, columns, 5));
    const double stretch = std::sqrt(std::max(1.0, static_cast<double>(rows) / columns));
    const Vector values = Eigen::JacobiSVD<Matrix>(step).singularValues() / stretch;
    // Five steps take everything above 0.01 of the norm to within 0.3 of 1 (Jordan 2024).
    EXPECT_GT(values.minCoeff(), 0.67);
    EXPECT_LT(values.maxCoeff(), 1.22);
  }
}

TEST(Muon, TurnsWithTheGradient) {
  // An orthogonal Q before the gradient is one before the step.
  const Matrix gradient = NormalMatrix(6, 10, 7);
  const Matrix q = Eigen::HouseholderQR<Matrix>(NormalMatrix(6, 6, 8)).householderQ();
  const Matrix a = q * MuonStep(gradient);
  const Matrix b = MuonStep(q * gradient);
  // Five steps, each of which enlarges a rounding by at most 3.4445 for small singular values.
  EXPECT_LE(static_cast<double>((a - b).cwiseAbs().maxCoeff()), std::pow(3.4445, 5) * 16 * kEps);
}

TEST(Muon, TreatsAMatrixLikeItsTransposeButForItsStretch) {
  const Matrix gradient = NormalMatrix(8, 2, 9);
  const Matrix tall = MuonStep(gradient);
  const Matrix wide = MuonStep(gradient.transpose());
  EXPECT_LE(static_cast<double>((tall - wide.transpose() * Scalar{2}).cwiseAbs().maxCoeff()),
            16 * kEps);
}

TEST(Muon, DoesNotDependOnTheScaleOfTheLoss) {
  const Matrix gradient = NormalMatrix(5, 7, 10);
  // Up to the 1e-7 beside a norm of about 6 in the divisor.
  EXPECT_LE(static_cast<double>(
                (MuonStep(gradient) - MuonStep(gradient * Scalar{64})).cwiseAbs().maxCoeff()),
            1e-6 + 1e3 * kEps);
}

TEST(Muon, LeavesTheRestToAdamW) {
  // A bias, a matrix, and matrices of one row and one column, which are no matrices here.
  const std::array ranges{MatrixRange{3, 2, 2}, MatrixRange{7, 1, 4}, MatrixRange{11, 4, 1}};
  Slot muon = Choose(Optimizers(), {{"type", "muon"},
                                    {"learning_rate", 0.5},
                                    {"adamw_learning_rate", 0.125},
                                    {"weight_decay", 0.1}});
  Slot adamw =
      Choose(Optimizers(), {{"type", "adamw"}, {"learning_rate", 0.125}, {"weight_decay", 0.1}});
  const Index n = 15;
  Vector a = NormalMatrix(n, 1, 11).reshaped();
  Vector b = a;
  const auto muon_state = muon->Begin({n, ranges});
  const auto adamw_state = adamw->Begin({n});
  for (int t = 1; t <= 6; ++t) {
    const Vector gradient = NormalMatrix(n, 1, 20 + static_cast<std::uint64_t>(t)).reshaped();
    // Half way through the schedule has halved the rate of both.
    const double share = t <= 3 ? 1 : 0.5;
    muon_state->Step({a.data(), gradient.data(), n, 0.5 * share, t});
    adamw_state->Step({b.data(), gradient.data(), n, 0.125 * share, t});
  }
  EXPECT_LE(LargestDifference(a.head(3), b.head(3)), 64 * kEps);
  EXPECT_LE(LargestDifference(a.tail(8), b.tail(8)), 64 * kEps);
  EXPECT_GT(LargestDifference(a.segment(3, 4), b.segment(3, 4)), 0.1);
}

}  // namespace
}  // namespace downhill
