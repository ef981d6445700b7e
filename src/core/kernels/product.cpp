// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/product.h"

#include <algorithm>

#include "core/kernels/pack.h"

namespace downhill::kernels {
namespace {

// Two packs by four columns: eight accumulators, two packs of a and one splat of b are eleven of
// the sixteen registers of the machines below; 4x8 in XNNPACK's terms (notes on speed).
constexpr Index kPanelPacks = 2;
constexpr Index kPanelRows = kPanelPacks * kLanes;
constexpr Index kTileColumns = 4;
// Rows of b taken at a time, so that a panel of a (8 x 256 floats, 8 KiB) lives on the stack and in
// the first-level cache. Sums go on from c, so blocking does not change their order.
constexpr Index kBlock = 256;
// Below this many multiply-adds waking a thread costs more than it gains (4-6 us a wake, measured).
constexpr Index kThreadedSize = 1 << 20;

/// One tile of c: kPacks packs of rows by kColumns columns, k terms. Of the last pack only `some`
/// rows are c's (0: all of them).  a: panel with a_step Scalars from one term to the next.
template <Index kPacks, Index kColumns>
inline void Tile(Index some, Index k, const Scalar* a, Index a_step, Strided b, const Scalar* start,
                 bool resume, Scalar* c, Index ldc) {
  constexpr Index kLast = (kPacks - 1) * kLanes;
  Pack sums[kPacks][kColumns];
  for (Index j = 0; j < kColumns; ++j) {
    const Scalar* from = resume ? c + j * ldc : start;
    for (Index p = 0; p < kPacks; ++p) {
      if (from == nullptr) {
        sums[p][j] = Pack{};
      } else if (p * kLanes == kLast && some != 0) {
        sums[p][j] = LoadSome(from + kLast, some);
      } else {
        sums[p][j] = Load(from + p * kLanes);
      }
    }
  }
  // One pointer a column: adding the row stride to each is all the arithmetic of a term.
  const Scalar* right[kColumns];
  for (Index j = 0; j < kColumns; ++j) right[j] = b.data + j * b.column;
  for (Index t = 0; t < k; ++t) {
    Pack left[kPacks];
    for (Index p = 0; p < kPacks; ++p) left[p] = Load(a + p * kLanes);
    a += a_step;
    for (Index j = 0; j < kColumns; ++j) {
      const Pack factor = Splat(*right[j]);
      right[j] += b.row;
      for (Index p = 0; p < kPacks; ++p) sums[p][j] = MultiplyAdd(left[p], factor, sums[p][j]);
    }
  }
  for (Index j = 0; j < kColumns; ++j) {
    for (Index p = 0; p < kPacks; ++p) {
      if (p * kLanes == kLast && some != 0) {
        StoreSome(c + j * ldc + kLast, sums[p][j], some);
      } else {
        Store(c + j * ldc + p * kLanes, sums[p][j]);
      }
    }
  }
}

/// Copies rows [0, rows) of a for terms [0, k) into a panel of kPacks packs, zeros below.
template <Index kPacks>
inline void PackPanel(Index rows, Index k, Strided a, Scalar* panel) {
  constexpr Index kRows = kPacks * kLanes;
  if (a.row == 1 && rows == kRows) {
    for (Index t = 0; t < k; ++t) {
      for (Index p = 0; p < kPacks; ++p) {
        Store(panel + t * kRows + p * kLanes, Load(a.data + t * a.column + p * kLanes));
      }
    }
    return;
  }
  for (Index t = 0; t < k; ++t) {
    const Scalar* column = a.data + t * a.column;
    Scalar* to = panel + t * kRows;
    for (Index i = 0; i < kRows; ++i) to[i] = i < rows ? column[i * a.row] : Scalar{0};
  }
}

inline Strided ColumnsFrom(Strided b, Index j) { return {b.data + j * b.column, b.row, b.column}; }

template <Index kPacks>
inline void Panel(Index rows, Index n, Index k, Strided a, Strided b, const Scalar* start,
                  bool resume, Scalar* c, Index ldc) {
  constexpr Index kRows = kPacks * kLanes;
  alignas(16) Scalar packed[kRows * kBlock];
  const Scalar* panel = a.data;
  Index step = a.column;
  // A whole panel whose terms lie close together needs no copy.
  const bool direct = a.row == 1 && rows == kRows && (step <= 4 * kRows || n <= kTileColumns);
  if (!direct) {
    PackPanel<kPacks>(rows, k, a, packed);
    panel = packed;
    step = kRows;
  }
  const Index some = rows % kLanes;
  Index j = 0;
  for (; j + kTileColumns <= n; j += kTileColumns) {
    Tile<kPacks, kTileColumns>(some, k, panel, step, ColumnsFrom(b, j), start, resume, c + j * ldc,
                               ldc);
  }
  if (j + 2 <= n) {
    Tile<kPacks, 2>(some, k, panel, step, ColumnsFrom(b, j), start, resume, c + j * ldc, ldc);
    j += 2;
  }
  if (j < n) {
    Tile<kPacks, 1>(some, k, panel, step, ColumnsFrom(b, j), start, resume, c + j * ldc, ldc);
  }
}

void ProductOfColumns(Index m, Index n, Index k, Strided a, Strided b, const Scalar* start,
                      Scalar* c, Index ldc) {
  Index t = 0;
  do {
    const Index terms = std::min(kBlock, k - t);
    const Strided a_block{a.data + t * a.column, a.row, a.column};
    const Strided b_block{b.data + t * b.row, b.row, b.column};
    const bool resume = t > 0;
    for (Index i = 0; i < m;) {
      const Strided a_rows{a_block.data + i * a.row, a.row, a.column};
      const Scalar* from = start != nullptr ? start + i : nullptr;
      const Index left = m - i;
      if (left > kLanes) {
        const Index rows = std::min(left, kPanelRows);
        Panel<kPanelPacks>(rows, n, terms, a_rows, b_block, from, resume, c + i, ldc);
        i += rows;
      } else {
        Panel<1>(left, n, terms, a_rows, b_block, from, resume, c + i, ldc);
        i += left;
      }
    }
    t += terms;
  } while (t < k);
}

}  // namespace

void Product(Index m, Index n, Index k, Strided a, Strided b, const Scalar* start, Scalar* c,
             Index ldc, ThreadPool* pool) {
  if (m == 0 || n == 0) return;
  if (pool == nullptr || pool->threads() == 1 || m * n < kThreadedSize / std::max<Index>(k, 1)) {
    ProductOfColumns(m, n, k, a, b, start, c, ldc);
    return;
  }
  // Pieces of whole tiles, two a thread, so that an uneven machine still ends together.
  const Index tiles = (n + kTileColumns - 1) / kTileColumns;
  const Index pieces = std::min<Index>(tiles, Index{2} * pool->threads());
  pool->Run(pieces, [&](Index piece) {
    const Index first = tiles * piece / pieces * kTileColumns;
    const Index last = std::min(n, tiles * (piece + 1) / pieces * kTileColumns);
    ProductOfColumns(m, last - first, k, a, ColumnsFrom(b, first), start, c + first * ldc, ldc);
  });
}

void SumColumns(Index m, Index n, const Scalar* a, Scalar* sums) {
  for (Index i = 0; i < m; i += kLanes) {
    const Index left = m - i;
    Pack sum{};
    if (left >= kLanes) {
      for (Index j = 0; j < n; ++j) sum += Load(a + j * m + i);
      Store(sums + i, sum);
    } else {
      for (Index j = 0; j < n; ++j) sum += LoadSome(a + j * m + i, left);
      StoreSome(sums + i, sum, left);
    }
  }
}

}  // namespace downhill::kernels
