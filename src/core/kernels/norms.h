// SPDX-License-Identifier: Apache-2.0
// Sums over flat vectors in double, in one fixed order.
#pragma once

#include "core/scalar.h"

namespace downhill::kernels {

/// Σ x². Four sums side by side (element i goes to sum i mod 4), added at the end: fast, and the
/// same on every machine.
double SumOfSquares(const Scalar* x, Index n);

/// Σ |x|, summed likewise.
double SumOfAbsolutes(const Scalar* x, Index n);

/// Σ x y, summed likewise.
double Dot(const Scalar* x, const Scalar* y, Index n);

/// The largest |x|, 0 for none. NaN where there is one.
double LargestAbsolute(const Scalar* x, Index n);

}  // namespace downhill::kernels
