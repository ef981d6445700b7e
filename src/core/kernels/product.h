// SPDX-License-Identifier: Apache-2.0
// Matrix products for training steps: no heap, no dependence of a result on tiles or threads.
#pragma once

#include "core/scalar.h"
#include "core/thread_pool.h"

namespace downhill::kernels {

/// A matrix by its first element and its strides: element (i, j) is data[i * row + j * column].
struct Strided {
  const Scalar* data;
  Index row;
  Index column;
};

/// A matrix as it lies in memory, and its transpose.
inline Strided AsIs(const Scalar* data, Index leading) { return {data, 1, leading}; }
inline Strided Transposed(const Scalar* data, Index leading) { return {data, leading, 1}; }

/// c = start 1ᵀ + a b.   a (m, k), b (k, n), start (m) or null for zeros, c (m, n) column-major
/// with leading dimension ldc; c must not overlap a or b.
///
/// Every element is summed in the order k = 0, 1, .., starting from `start`: the result is the same
/// to the last bit for every tile, thread count and position. Error: |c - exact| <= (k+1) eps
/// (|start| + Σ|a||b|).   `pool` may be null; it is used when the product is large enough to gain.
void Product(Index m, Index n, Index k, Strided a, Strided b, const Scalar* start, Scalar* c,
             Index ldc, ThreadPool* pool);

/// sums(i) = Σ_j a(i, j).   a (m, n) column-major and dense. Summed in the order of the columns.
void SumColumns(Index m, Index n, const Scalar* a, Scalar* sums);

}  // namespace downhill::kernels
