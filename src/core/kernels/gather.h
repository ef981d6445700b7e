// SPDX-License-Identifier: Apache-2.0
// Columns of a matrix, put together in another order.
#pragma once

#include <span>

#include "core/kernels/pack.h"
#include "core/scalar.h"

namespace downhill::kernels {

/// to(i, j) = from(i, columns[j]).   from (rows, all), to (rows, columns.size()), both column-major
/// and dense; they must not overlap. By packs: a call that copies bytes costs more than the two or
/// three numbers that most columns are.
inline void Gather(const Scalar* from, Index rows, std::span<const Index> columns, Scalar* to) {
  const Index some = rows % kLanes;
  for (const Index column : columns) {
    const Scalar* left = from + column * rows;
    for (Index i = 0; i + kLanes <= rows; i += kLanes) Store(to + i, Load(left + i));
    if (some != 0) StoreSome(to + rows - some, LoadSome(left + rows - some, some), some);
    to += rows;
  }
}

}  // namespace downhill::kernels
