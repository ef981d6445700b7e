// SPDX-License-Identifier: Apache-2.0
// The number type and the matrix names that everything is written in.
#pragma once

#include <Eigen/Core>

#ifndef DOWNHILL_SCALAR
#error "Define DOWNHILL_SCALAR as float (the product) or double (gradient checks, golden runs)."
#endif

namespace downhill {

/// The library is compiled twice from the same sources: float for the product, double for proofs.
using Scalar = DOWNHILL_SCALAR;
using Index = Eigen::Index;

/// Column-major. Samples are columns: activations are (features x batch).
using Matrix = Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic>;
using Vector = Eigen::Matrix<Scalar, Eigen::Dynamic, 1>;
using MatrixMap = Eigen::Map<Matrix>;
using ConstMatrixMap = Eigen::Map<const Matrix>;
using VectorMap = Eigen::Map<Vector>;
using ConstVectorMap = Eigen::Map<const Vector>;

/// The whole matrix, as functions take it.
inline ConstMatrixMap View(const Matrix& matrix) {
  return {matrix.data(), matrix.rows(), matrix.cols()};
}

}  // namespace downhill
