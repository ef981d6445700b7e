// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/norms.h"

#include <cmath>

namespace downhill::kernels {
namespace {

/// The sum of term(i).
template <class Term>
double FourSums(Index n, Term term) {
  double sums[4] = {};
  Index i = 0;
  for (; i + 4 <= n; i += 4) {
    for (Index lane = 0; lane < 4; ++lane) sums[lane] += term(i + lane);
  }
  for (Index lane = 0; i + lane < n; ++lane) sums[lane] += term(i + lane);
  return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}

}  // namespace

double SumOfSquares(const Scalar* x, Index n) { return Dot(x, x, n); }

double SumOfAbsolutes(const Scalar* x, Index n) {
  return FourSums(n, [x](Index i) { return std::abs(static_cast<double>(x[i])); });
}

double Dot(const Scalar* x, const Scalar* y, Index n) {
  return FourSums(
      n, [x, y](Index i) { return static_cast<double>(x[i]) * static_cast<double>(y[i]); });
}

double LargestAbsolute(const Scalar* x, Index n) {
  Scalar largest = 0;
  for (Index i = 0; i < n; ++i) {
    const Scalar size = std::abs(x[i]);
    // False for NaN, which stays once it is there.
    largest = size <= largest ? largest : (largest == largest ? size : largest);
  }
  return static_cast<double>(largest);
}

}  // namespace downhill::kernels
