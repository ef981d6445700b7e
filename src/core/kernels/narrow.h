// SPDX-License-Identifier: Apache-2.0
// Dense layers whose inputs and outputs fit into one pack each: there a product is over before its
// tiles are laid out. A layer is one walk over the samples, with all its weights in registers.
#pragma once

#include "core/kernels/pack.h"
#include "core/scalar.h"

namespace downhill::kernels {

/// Whether the two functions below take a layer of this size.
constexpr bool IsNarrow(Index outputs, Index inputs) {
  return outputs <= kLanes && inputs <= kLanes;
}

/// z = W x + b.   W (outputs, inputs), b (outputs) or null for zeros, x (inputs, n), z (outputs,
/// n), column-major and dense; z must not overlap the others. Every sum in the order of the inputs,
/// beginning with b, as Product has it: the same bits.
void NarrowForward(Index outputs, Index inputs, Index n, const Scalar* weight, const Scalar* bias,
                   const Scalar* x, Scalar* z);

/// dW = dz xᵀ, db = Σ_samples dz, dx = Wᵀ dz, all set.   dW, db, dx as W, b, x; db and dx may be
/// null. Sums in the order of the samples, dx in that of the outputs: the same bits as Product and
/// SumColumns.
void NarrowBackward(Index outputs, Index inputs, Index n, const Scalar* weight, const Scalar* x,
                    const Scalar* dz, Scalar* weight_gradient, Scalar* bias_gradient,
                    Scalar* input_gradient);

}  // namespace downhill::kernels
