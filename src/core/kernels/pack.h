// SPDX-License-Identifier: Apache-2.0
// Sixteen bytes of Scalars, the one SIMD width that every target of ours has, and multiply-add in
// the arithmetic of the module.
#pragma once

#include "core/scalar.h"

namespace downhill::kernels {

inline constexpr Index kLanes = 16 / sizeof(Scalar);

/// GCC's and Clang's vector extension: v128 in wasm, SSE or NEON natively; no header of intrinsics.
using Pack = Scalar __attribute__((vector_size(16)));

inline Pack Load(const Scalar* from) {
  Pack pack;
  __builtin_memcpy(&pack, from, sizeof pack);
  return pack;
}

inline void Store(Scalar* to, Pack pack) { __builtin_memcpy(to, &pack, sizeof pack); }

/// The first `count` numbers (1 .. kLanes - 1), zeros behind them. Lane by lane: compilers turn a
/// loop into a call of memcpy, which costs more than the tile it serves.
inline Pack LoadSome(const Scalar* from, Index count) {
  Pack pack{};
  pack[0] = from[0];
  if constexpr (kLanes == 4) {
    if (count > 1) pack[1] = from[1];
    if (count > 2) pack[2] = from[2];
  }
  return pack;
}

inline void StoreSome(Scalar* to, Pack pack, Index count) {
  to[0] = pack[0];
  if constexpr (kLanes == 4) {
    if (count > 1) to[1] = pack[1];
    if (count > 2) to[2] = pack[2];
  }
}

/// The first `count` of kLanes or more.
inline Pack LoadUpTo(const Scalar* from, Index count) {
  return count >= kLanes ? Load(from) : LoadSome(from, count);
}

inline void StoreUpTo(Scalar* to, Pack pack, Index count) {
  if (count >= kLanes) {
    Store(to, pack);
  } else {
    StoreSome(to, pack, count);
  }
}

/// from[0], from[step], .., `count` numbers (1 .. kLanes), zeros behind them.
inline Pack LoadEvery(Index step, const Scalar* from, Index count) {
  if (step == 1) return LoadUpTo(from, count);
  if (step == 2 && count == kLanes) {
    // No number behind the last one is looked at.
    const Pack low = Load(from);
    const Pack high = Load(from + kLanes - 1);
    Pack pack;
    for (Index lane = 0; lane < kLanes; ++lane) {
      pack[lane] = 2 * lane < kLanes ? low[2 * lane] : high[2 * lane - kLanes + 1];
    }
    return pack;
  }
  Pack pack{};
  for (Index lane = 0; lane < kLanes; ++lane) {
    if (lane < count) pack[lane] = from[lane * step];
  }
  return pack;
}

/// Adds to those numbers.
inline void AddEvery(Index step, Scalar* to, Pack pack, Index count) {
  if (step == 1) return StoreUpTo(to, LoadUpTo(to, count) + pack, count);
  for (Index lane = 0; lane < kLanes; ++lane) {
    if (lane < count) to[lane * step] += pack[lane];
  }
}

inline Pack Splat(Scalar value) {
  Pack pack;
  for (Index lane = 0; lane < kLanes; ++lane) pack[lane] = value;
  return pack;
}

/// rows[i][j] becomes rows[j][i].
template <Index kSide>  // kLanes: a template, so that only what fits is compiled
inline void Transpose(Pack (&rows)[kSide]) {
  if constexpr (kSide == 4) {
    const auto low01 = __builtin_shufflevector(rows[0], rows[1], 0, 4, 1, 5);
    const auto low23 = __builtin_shufflevector(rows[2], rows[3], 0, 4, 1, 5);
    const auto high01 = __builtin_shufflevector(rows[0], rows[1], 2, 6, 3, 7);
    const auto high23 = __builtin_shufflevector(rows[2], rows[3], 2, 6, 3, 7);
    rows[0] = __builtin_shufflevector(low01, low23, 0, 1, 4, 5);
    rows[1] = __builtin_shufflevector(low01, low23, 2, 3, 6, 7);
    rows[2] = __builtin_shufflevector(high01, high23, 0, 1, 4, 5);
    rows[3] = __builtin_shufflevector(high01, high23, 2, 3, 6, 7);
  } else {
    const Pack first = rows[0];
    rows[0] = Pack{first[0], rows[1][0]};
    rows[1] = Pack{first[1], rows[1][1]};
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
