// SPDX-License-Identifier: Apache-2.0
#include "studies/plane.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>

#include "core/kernels/norms.h"

namespace downhill {
namespace {

double Product(const Vector& a, const Vector& b) {
  return kernels::Dot(a.data(), b.data(), a.size());
}

Vector MeanOf(std::span<const Vector> path) {
  Vector mean = Vector::Zero(path.front().size());
  for (const Vector& point : path) mean += point;
  return mean / static_cast<Scalar>(path.size());
}

/// A normal vector whose filters are as long as those of the trained weights.
Vector FilterNormalized(const Network& network, const Vector& trained, Random& random) {
  Vector direction = Vector::Zero(trained.size());
  for (const MatrixRange& range : network.matrices()) {
    const ConstMatrixMap weight(trained.data() + range.offset, range.rows, range.columns);
    MatrixMap drawn(direction.data() + range.offset, range.rows, range.columns);
    for (Scalar& value : drawn.reshaped()) value = static_cast<Scalar>(random.Normal());
    for (Index row = 0; row < range.rows; ++row) {
      drawn.row(row) *= weight.row(row).norm() / drawn.row(row).norm();
    }
  }
  return direction;
}

}  // namespace

Plane::Place Plane::Project(const Vector& point) const {
  const Vector from = point - origin;
  const double aa = Product(first, first), bb = Product(second, second);
  const double ab = Product(first, second);
  const double a = Product(first, from), b = Product(second, from);
  const double determinant = aa * bb - ab * ab;
  // One direction alone, or none, where the other has no length.
  if (determinant <= 1e-12 * aa * bb) return {aa > 0 ? a / aa : 0, 0};
  return {(a * bb - b * ab) / determinant, (b * aa - a * ab) / determinant};
}

void Plane::PointAt(Place place, Vector& point) const {
  point =
      origin + static_cast<Scalar>(place.alpha) * first + static_cast<Scalar>(place.beta) * second;
}

Plane RandomPlane(const Network& network, const Vector& trained, Random& random) {
  Vector first = FilterNormalized(network, trained, random);
  Vector second = FilterNormalized(network, trained, random);
  return {trained, std::move(first), std::move(second)};
}

Plane PathPlane(std::span<const Vector> path) {
  const auto n = static_cast<Index>(path.size());
  const Vector mean = MeanOf(path);
  std::vector<Vector> centred;
  for (const Vector& point : path) centred.push_back(point - mean);
  Eigen::MatrixXd products(n, n);
  for (Index i = 0; i < n; ++i) {
    for (Index j = 0; j <= i; ++j) {
      products(i, j) = products(j, i) =
          Product(centred[static_cast<std::size_t>(i)], centred[static_cast<std::size_t>(j)]);
    }
  }
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(products);
  const auto direction = [&](Index place) {
    Vector sum = Vector::Zero(mean.size());
    const Index column = n - 1 - place;
    if (column < 0) return sum;
    const double value = solver.eigenvalues()(column);
    // What only rounding has made is no direction.
    if (value <= 1e-10 * solver.eigenvalues()(n - 1)) return sum;
    for (Index i = 0; i < n; ++i) {
      sum += static_cast<Scalar>(solver.eigenvectors()(i, column) / std::sqrt(value)) *
             centred[static_cast<std::size_t>(i)];
    }
    return sum;
  };
  return {path.back(), direction(0), direction(1)};
}

Plane ExactPlane() {
  Vector origin = Vector::Zero(2), first = Vector::Zero(2), second = Vector::Zero(2);
  first[0] = 1;
  second[1] = 1;
  return {origin, first, second};
}

double ShareOfVariance(const Plane& plane, std::span<const Vector> path) {
  const Vector mean = MeanOf(path);
  const Plane through_mean{mean, plane.first, plane.second};
  double whole = 0, held = 0;
  Vector projected;
  for (const Vector& point : path) {
    whole += Product(point - mean, point - mean);
    through_mean.PointAt(through_mean.Project(point), projected);
    held += Product(projected - mean, projected - mean);
  }
  return whole > 0 ? std::min(1.0, held / whole) : 1;
}

}  // namespace downhill
