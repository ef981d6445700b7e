// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/product.h"

#include <algorithm>

#include "core/kernels/pack.h"

namespace downhill::kernels {
namespace {

// Two packs by four columns: eight accumulators, two packs of a and one splat of b are eleven of
// the sixteen registers of the machines below; 4x8 in XNNPACK's terms (notes on speed). Where there
// are but one or two columns, four packs by them: a sum waits for the one before it, so there must
// be others to go on with.
constexpr Index kPanelPacks = 2;
constexpr Index kTileColumns = 4;
constexpr Index kTallPacks = 4;
constexpr Index kTallColumns = 2;
// Rows of b taken at a time, so that a panel of a (8 x 256 floats, 8 KiB) lives on the stack and in
// the first-level cache. Sums go on from c, so blocking does not change their order.
constexpr Index kBlock = 256;
// Columns of b that are copied together where its rows lie far apart: 64 KiB of floats.
constexpr Index kCopiedColumns = 64;
// Rows of b so many Scalars apart meet in few places of a cache, which holds none of them until the
// next panel. Copying pays from this many rows of c on.
constexpr Index kFarApart = 512;
constexpr Index kFarApartMultiple = 256;
constexpr Index kRowsForCopy = 64;

/// Where sums begin and where they go: element (i, j) of the product to data[i * row + j * column].
struct Target {
  Scalar* data;
  Index row;
  Index column;
  /// One for every row (of the swapped product: column), or null for zeros.
  const Scalar* start;
  /// Sums go on from what is there.
  bool resume;

  Target RowsFrom(Index i, bool swapped) const {
    return {data + i * row, row, column, start != nullptr && !swapped ? start + i : start, resume};
  }
  Target ColumnsFrom(Index j, bool swapped) const {
    return {data + j * column, row, column, start != nullptr && swapped ? start + j : start,
            resume};
  }
};

/// `some` of a pack (0: all) that lie `row` apart.
inline Pack LoadFrom(const Scalar* from, Index row, Index some) {
  if (row == 1) return some == 0 ? Load(from) : LoadSome(from, some);
  Pack pack{};
  pack[0] = from[0];
  for (Index lane = 1; lane < kLanes; ++lane) {
    if (some == 0 || lane < some) pack[lane] = from[lane * row];
  }
  return pack;
}

inline void StoreTo(Scalar* to, Index row, Pack pack, Index some) {
  if (row == 1) return some == 0 ? Store(to, pack) : StoreSome(to, pack, some);
  to[0] = pack[0];
  for (Index lane = 1; lane < kLanes; ++lane) {
    if (some == 0 || lane < some) to[lane * row] = pack[lane];
  }
}

/// One tile of c: kPacks packs of rows by kColumns columns, k terms. Of the last pack only `some`
/// rows are c's (0: all of them).  a: panel with a_step Scalars from one term to the next.
template <bool kSwapped, Index kPacks, Index kColumns>
inline void Tile(Index some, Index k, const Scalar* a, Index a_step, Strided b, Target c) {
  const Index row = kSwapped ? c.row : 1;
  const auto rows_of = [some](Index p) { return p == kPacks - 1 ? some : 0; };
  Pack sums[kPacks][kColumns];
  for (Index j = 0; j < kColumns; ++j) {
    for (Index p = 0; p < kPacks; ++p) {
      if (c.resume) {
        sums[p][j] = LoadFrom(c.data + j * c.column + p * kLanes * row, row, rows_of(p));
      } else if (c.start == nullptr) {
        sums[p][j] = Pack{};
      } else if (kSwapped) {
        sums[p][j] = Splat(c.start[j]);
      } else {
        sums[p][j] = LoadFrom(c.start + p * kLanes, 1, rows_of(p));
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
      StoreTo(c.data + j * c.column + p * kLanes * row, row, sums[p][j], rows_of(p));
    }
  }
}

/// Copies rows [0, rows) of a for terms [0, k) into a panel of kPacks packs, zeros below.
template <Index kPacks>
inline void PackPanel(Index rows, Index k, Strided a, Scalar* panel) {
  constexpr Index kRows = kPacks * kLanes;
  for (Index p = 0; p < kPacks; ++p) {
    const Index left = rows - p * kLanes;
    const Scalar* from = a.data + p * kLanes * a.row;
    Scalar* to = panel + p * kLanes;
    Index t = 0;
    if (a.row == 1 && left >= kLanes) {
      for (; t < k; ++t) Store(to + t * kRows, Load(from + t * a.column));
    } else if (a.column == 1 && left >= kLanes) {
      for (; t + kLanes <= k; t += kLanes) {
        Pack square[kLanes];
        for (Index i = 0; i < kLanes; ++i) square[i] = Load(from + i * a.row + t);
        Transpose(square);
        for (Index i = 0; i < kLanes; ++i) Store(to + (t + i) * kRows, square[i]);
      }
    }
    for (; t < k; ++t) {
      for (Index i = 0; i < kLanes; ++i) {
        to[t * kRows + i] = i < left ? from[t * a.column + i * a.row] : Scalar{0};
      }
    }
  }
}

inline Strided ColumnsFrom(Strided b, Index j) { return {b.data + j * b.column, b.row, b.column}; }
inline Strided RowsFrom(Strided b, Index t) { return {b.data + t * b.row, b.row, b.column}; }
inline Strided Swapped(Strided b) { return {b.data, b.column, b.row}; }

template <bool kSwapped, Index kPacks, Index kMostColumns>
inline void Panel(Index rows, Index n, Index k, Strided a, Strided b, Target c) {
  constexpr Index kRows = kPacks * kLanes;
  alignas(16) Scalar packed[kRows * kBlock];
  const Scalar* panel = a.data;
  Index step = a.column;
  // A whole panel whose terms lie close together needs no copy.
  const bool direct = a.row == 1 && rows == kRows && (step <= 4 * kRows || n <= kMostColumns);
  if (!direct) {
    PackPanel<kPacks>(rows, k, a, packed);
    panel = packed;
    step = kRows;
  }
  const Index some = rows % kLanes;
  const auto tile = [&]<Index kColumns>(Index j) {
    Tile<kSwapped, kPacks, kColumns>(some, k, panel, step, ColumnsFrom(b, j),
                                     c.ColumnsFrom(j, kSwapped));
  };
  Index j = 0;
  for (; j + kMostColumns <= n; j += kMostColumns) tile.template operator()<kMostColumns>(j);
  if constexpr (kMostColumns > 2) {
    if (j + 2 <= n) {
      tile.template operator()<2>(j);
      j += 2;
    }
  }
  if (j < n) tile.template operator()<1>(j);
}

/// n columns of c, k terms. Panels of as many packs as there is use for.
template <bool kSwapped>
[[gnu::always_inline]] inline void Panels(Index m, Index n, Index k, Strided a, Strided b,
                                          Target c) {
  constexpr Index kMostColumns = kSwapped ? kTallColumns : kTileColumns;
  for (Index i = 0; i < m;) {
    const Index left = m - i;
    const Strided from = RowsFrom(a, i);
    const Target to = c.RowsFrom(i, kSwapped);
    if (n <= kTallColumns && left > (kTallPacks - 1) * kLanes) {
      const Index rows = std::min(left, kTallPacks * kLanes);
      Panel<kSwapped, kTallPacks, kTallColumns>(rows, n, k, from, b, to);
      i += rows;
    } else if (left > kLanes) {
      const Index rows = std::min(left, kPanelPacks * kLanes);
      Panel<kSwapped, kPanelPacks, kMostColumns>(rows, n, k, from, b, to);
      i += rows;
    } else {
      Panel<kSwapped, 1, kMostColumns>(left, n, k, from, b, to);
      i += left;
    }
  }
}

/// c or, where kSwapped, cᵀ, a block of terms after the other.
template <bool kSwapped>
void Blocks(Index m, Index n, Index k, Strided a, Strided b, Target c) {
  alignas(16) Scalar copy[kBlock * kCopiedColumns];
  const bool copies = !kSwapped && b.column == 1 && b.row >= kFarApart &&
                      b.row % kFarApartMultiple == 0 && m >= kRowsForCopy;
  const Index step = copies ? kCopiedColumns : n;
  Index t = 0;
  do {
    const Index terms = std::min(kBlock, k - t);
    for (Index j = 0; j < n; j += step) {
      const Index columns = std::min(step, n - j);
      Strided block = ColumnsFrom(RowsFrom(b, t), j);
      if (copies) {
        for (Index i = 0; i < terms; ++i) {
          std::copy_n(block.data + i * block.row, columns, copy + i * kCopiedColumns);
        }
        block = {copy, kCopiedColumns, 1};
      }
      Panels<kSwapped>(m, columns, terms, ColumnsFrom(a, t), block, c.ColumnsFrom(j, kSwapped));
    }
    c.resume = true;
    t += terms;
  } while (t < k);
}

void ProductOfColumns(Index m, Index n, Index k, Strided a, Strided b, const Scalar* start,
                      Scalar* c, Index ldc) {
  // Fewer rows than lanes: cᵀ = bᵀ aᵀ has its columns in the lanes instead.
  if (m < kLanes && n > m) {
    Blocks<true>(n, m, k, Swapped(b), Swapped(a), {c, ldc, 1, start, false});
  } else {
    Blocks<false>(m, n, k, a, b, {c, 1, ldc, start, false});
  }
}

}  // namespace

void Product(Index m, Index n, Index k, Strided a, Strided b, const Scalar* start, Scalar* c,
             Index ldc, ThreadPool* pool) {
  if (m == 0 || n == 0) return;
  const double multiply_adds =
      static_cast<double>(m) * static_cast<double>(n) * static_cast<double>(k);
  const Index tiles = (n + kTileColumns - 1) / kTileColumns;
  // Parts of whole tiles.
  Share(pool, tiles, 1, multiply_adds, [&](Index first_tile, Index last_tile) {
    const Index first = first_tile * kTileColumns;
    const Index columns = std::min(n, last_tile * kTileColumns) - first;
    ProductOfColumns(m, columns, k, a, ColumnsFrom(b, first), start, c + first * ldc, ldc);
  });
}

namespace {

/// Rows [0, kPacks packs) side by side, for a sum waits for the one before it.
template <Index kPacks>
inline void SumOfPacks(Index m, Index n, const Scalar* a, Scalar* sums) {
  Pack sum[kPacks] = {};
  for (Index j = 0; j < n; ++j) {
    for (Index p = 0; p < kPacks; ++p) sum[p] += Load(a + j * m + p * kLanes);
  }
  for (Index p = 0; p < kPacks; ++p) Store(sums + p * kLanes, sum[p]);
}

}  // namespace

void SumColumns(Index m, Index n, const Scalar* a, Scalar* sums) {
  Index i = 0;
  for (; i + 4 * kLanes <= m; i += 4 * kLanes) SumOfPacks<4>(m, n, a + i, sums + i);
  for (; i + kLanes <= m; i += kLanes) SumOfPacks<1>(m, n, a + i, sums + i);
  if (i == m) return;
  Pack sum{};
  for (Index j = 0; j < n; ++j) sum += LoadSome(a + j * m + i, m - i);
  StoreSome(sums + i, sum, m - i);
}

}  // namespace downhill::kernels
