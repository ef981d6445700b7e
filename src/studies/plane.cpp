// SPDX-License-Identifier: Apache-2.0
#include "studies/plane.h"

#include <algorithm>
#include <cmath>

#include "core/kernels/norms.h"
#include "core/kernels/symmetric.h"

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

/// L2 norm of a row, in the order of its columns.
template <class Map>
double RowNorm(const Map& matrix, Index row) {
  double squares = 0;
  for (Index column = 0; column < matrix.cols(); ++column) {
    const auto value = static_cast<double>(matrix(row, column));
    squares += value * value;
  }
  return std::sqrt(squares);
}

/// A normal vector whose filters are as long as those of the trained weights.
Vector FilterNormalized(const Network& network, const Vector& trained, Random& random) {
  Vector direction = Vector::Zero(trained.size());
  for (const MatrixRange& range : network.matrices()) {
    const ConstMatrixMap weight(trained.data() + range.offset, range.rows, range.columns);
    MatrixMap drawn(direction.data() + range.offset, range.rows, range.columns);
    for (Scalar& value : drawn.reshaped()) value = static_cast<Scalar>(random.Normal());
    for (Index row = 0; row < range.rows; ++row) {
      drawn.row(row) *= static_cast<Scalar>(RowNorm(weight, row) / RowNorm(drawn, row));
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

Plane PathPlane(std::span<const Vector> path, const Vector& through) {
  const std::size_t n = path.size();
  const Vector mean = MeanOf(path);
  std::vector<Vector> centred;
  for (const Vector& point : path) centred.push_back(point - mean);
  std::vector<double> products(n * n);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      products[i * n + j] = products[j * n + i] = Product(centred[i], centred[j]);
    }
  }
  const kernels::Eigenpairs pairs = kernels::SymmetricEigenpairs(std::move(products), n);
  const auto direction = [&](std::size_t place) {
    Vector sum = Vector::Zero(mean.size());
    if (place >= n) return sum;
    const double value = pairs.values[place];
    // What only rounding has made is no direction.
    if (value <= 1e-10 * pairs.values[0]) return sum;
    for (std::size_t i = 0; i < n; ++i) {
      sum += static_cast<Scalar>(pairs.vectors[place][i] / std::sqrt(value)) * centred[i];
    }
    return sum;
  };
  return {through, direction(0), direction(1)};
}

Plane WeightsPlane(const Vector& through, Index first, Index second) {
  Plane plane{through, Vector::Zero(through.size()), Vector::Zero(through.size())};
  plane.origin[first] = plane.origin[second] = 0;
  plane.first[first] = 1;
  plane.second[second] = 1;
  return plane;
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
