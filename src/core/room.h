// SPDX-License-Identifier: Apache-2.0
// Whether there is memory for what is about to be made: to refuse it with a number, instead of
// breaking off in the middle.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdlib>

namespace downhill {

/// Whether so many bytes could be taken now. Takes them, untouched, and gives them back; so it is
/// not for while others are taking memory.
inline bool HasRoom(double bytes) noexcept {
  // More than any module has.
  constexpr double kMost = 4e9;
  // Free memory need not lie in one piece; what is made of it is seldom larger than this.
  constexpr double kPiece = 32e6;
  // At the head of each piece, so that the list itself takes nothing.
  struct Piece {
    Piece* next;
  };
  if (bytes > kMost) return false;
  Piece* pieces = nullptr;
  while (bytes > 0) {
    const double size = std::min(bytes, kPiece);
    // NOLINTNEXTLINE(cppcoreguidelines-no-malloc): new would throw.
    void* place = std::malloc(std::max(static_cast<std::size_t>(size), sizeof(Piece)));
    if (place == nullptr) break;
    auto* piece = static_cast<Piece*>(place);
    piece->next = pieces;
    pieces = piece;
    bytes -= size;
  }
  while (pieces != nullptr) {
    Piece* next = pieces->next;
    std::free(pieces);  // NOLINT(cppcoreguidelines-no-malloc): see above.
    pieces = next;
  }
  return bytes <= 0;
}

/// In megabytes, rounded up, as a sentence shows it.
inline int Megabytes(double bytes) { return static_cast<int>(std::ceil(bytes / 1e6)); }

}  // namespace downhill
