// SPDX-License-Identifier: Apache-2.0
// Sixteen bytes of Scalars, the one SIMD width that every target of ours has, and multiply-add in
// the arithmetic of the module.
#pragma once

#include <cstring>

#include "core/scalar.h"

namespace downhill::kernels {

inline constexpr Index kLanes = 16 / sizeof(Scalar);

/// GCC's and Clang's vector extension: v128 in wasm, SSE or NEON natively; no header of intrinsics.
using Pack = Scalar __attribute__((vector_size(16)));

inline Pack Load(const Scalar* from) {
  Pack pack;
  std::memcpy(&pack, from, sizeof pack);
  return pack;
}

inline void Store(Scalar* to, Pack pack) { std::memcpy(to, &pack, sizeof pack); }

inline Pack Splat(Scalar value) {
  if constexpr (kLanes == 4) {
    return Pack{value, value, value, value};
  } else {
    return Pack{value, value};
  }
}

/// a * b + c. Rounded twice, the same everywhere, in reproducible arithmetic; once, where the
/// machine can, in the relaxed modules.
inline Pack MultiplyAdd(Pack a, Pack b, Pack c) {
#ifdef DOWNHILL_RELAXED
  if constexpr (kLanes == 4) {
    return __builtin_wasm_relaxed_madd_f32x4(a, b, c);
  } else {
    return a * b + c;
  }
#else
  return a * b + c;
#endif
}

}  // namespace downhill::kernels
