// SPDX-License-Identifier: Apache-2.0
// A plane through a point in the space of parameters, and what of a path lies in it.
#pragma once

#include <span>

#include "core/random.h"
#include "core/scalar.h"
#include "training/network.h"

namespace downhill {

/// origin + alpha first + beta second.
struct Plane {
  Vector origin;
  Vector first;
  Vector second;

  struct Place {
    double alpha = 0;
    double beta = 0;
  };
  /// Where the point's projection lies: the least squares solution, for any two directions.
  Place Project(const Vector& point) const;
  void PointAt(Place place, Vector& point) const;
};

/// Two normal directions, each filter (row of a weight matrix) as long as the trained one;
/// everything else stays.   Source: Li et al. 2018, arXiv:1712.09913, section 4.
Plane RandomPlane(const Network& network, const Vector& trained, Random& random);

/// The first two principal directions of the path, of length 1, through a point.
/// Source: Li et al. 2018, section 7.2; Method: eigenvectors of the matrix of inner products.
Plane PathPlane(std::span<const Vector> path, const Vector& through);

/// Two of the parameters, with all others as at the point: places are their own values.
Plane WeightsPlane(const Vector& through, Index first, Index second);

/// Two parameters are a plane by themselves; its origin is 0.
Plane ExactPlane();

/// Share of the path's variance that the plane holds, from 0 to 1; 1 where the path does not move.
double ShareOfVariance(const Plane& plane, std::span<const Vector> path);

}  // namespace downhill
