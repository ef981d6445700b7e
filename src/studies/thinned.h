// SPDX-License-Identifier: Apache-2.0
// A history with few enough points to be drawn beside others.
#pragma once

#include <cstddef>
#include <vector>

#include "training/history.h"

namespace downhill {

/// The first row, the last one, and of those between every 2^k-th, so that at most `most` and the
/// last are left. A history drops every second row as it grows: so what two runs have kept lies on
/// common steps, however long each was.
inline std::vector<HistoryRow> Thinned(const std::vector<HistoryRow>& rows, std::size_t most) {
  std::size_t stride = 1;
  while (rows.size() > most * stride) stride *= 2;
  std::vector<HistoryRow> kept;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i % stride == 0 || i + 1 == rows.size()) kept.push_back(rows[i]);
  }
  return kept;
}

}  // namespace downhill
