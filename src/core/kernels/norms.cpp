// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/norms.h"

#include <cmath>

namespace downhill::kernels {
namespace {

template <class Term>
double FourSums(const Scalar* x, Index n, Term term) {
  double sums[4] = {};
  Index i = 0;
  for (; i + 4 <= n; i += 4) {
    for (Index lane = 0; lane < 4; ++lane) sums[lane] += term(static_cast<double>(x[i + lane]));
  }
  for (Index lane = 0; i + lane < n; ++lane) sums[lane] += term(static_cast<double>(x[i + lane]));
  return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}

}  // namespace

double SumOfSquares(const Scalar* x, Index n) {
  return FourSums(x, n, [](double v) { return v * v; });
}

double SumOfAbsolutes(const Scalar* x, Index n) {
  return FourSums(x, n, [](double v) { return std::abs(v); });
}

}  // namespace downhill::kernels
