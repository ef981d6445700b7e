// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/symmetric.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/order.h"

namespace downhill::kernels {
namespace {

/// Convergence is quadratic: six to ten sweeps are usual, and more would change nothing.
constexpr int kMostSweeps = 50;

/// (x, y) becomes (c x - s y, s x + c y).
void Rotate(double& x, double& y, double c, double s) {
  const double old = x;
  x = c * old - s * y;
  y = s * old + c * y;
}

}  // namespace

Eigenpairs SymmetricEigenpairs(std::vector<double> a, std::size_t n) {
  // Rows of `turned` are the eigenvectors: all rotations, one after another.
  std::vector<double> turned(n * n);
  for (std::size_t i = 0; i < n; ++i) turned[i * n + i] = 1;
  double largest_entry = 0;
  for (const double entry : a) largest_entry = std::max(largest_entry, std::abs(entry));
  const double nothing = std::numeric_limits<double>::epsilon() * largest_entry;
  bool rotated = n > 1;
  for (int sweep = 0; rotated && sweep < kMostSweeps; ++sweep) {
    rotated = false;
    for (std::size_t p = 0; p + 1 < n; ++p) {
      for (std::size_t q = p + 1; q < n; ++q) {
        const double off = a[p * n + q];
        if (!(std::abs(off) > nothing)) continue;
        rotated = true;
        // The smaller of the two angles that make a(p, q) zero.
        const double tau = (a[q * n + q] - a[p * n + p]) / (2 * off);
        const double t = (tau < 0 ? -1 : 1) / (std::abs(tau) + std::sqrt(1 + tau * tau));
        const double c = 1 / std::sqrt(1 + t * t);
        const double s = t * c;
        for (std::size_t k = 0; k < n; ++k) Rotate(a[k * n + p], a[k * n + q], c, s);
        for (std::size_t k = 0; k < n; ++k) Rotate(a[p * n + k], a[q * n + k], c, s);
        for (std::size_t k = 0; k < n; ++k) Rotate(turned[p * n + k], turned[q * n + k], c, s);
        a[p * n + q] = a[q * n + p] = 0;
      }
    }
  }
  const auto order =
      InOrder(n, [&](std::size_t i, std::size_t j) { return a[i * n + i] > a[j * n + j]; });
  Eigenpairs pairs;
  for (const std::size_t i : order) {
    pairs.values.push_back(a[i * n + i]);
    const auto row = turned.begin() + static_cast<std::ptrdiff_t>(i * n);
    std::vector<double> vector(row, row + static_cast<std::ptrdiff_t>(n));
    const auto largest = std::max_element(
        vector.begin(), vector.end(), [](double x, double y) { return std::abs(x) < std::abs(y); });
    if (largest != vector.end() && *largest < 0) {
      for (double& x : vector) x = -x;
    }
    pairs.vectors.push_back(std::move(vector));
  }
  return pairs;
}

}  // namespace downhill::kernels
