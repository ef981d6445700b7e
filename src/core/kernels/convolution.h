// SPDX-License-Identifier: Apache-2.0
// Convolution without patches: a window's numbers are read where they lie in a padded image.
#pragma once

#include <span>

#include "core/scalar.h"

namespace downhill::kernels {

/// How a window moves over an image (C, height, width) that has its padding around it, and makes
/// O channels of P = rows * columns numbers.
///
/// The window at position (row, column) begins row * row_step + column * column_step numbers into
/// each channel; weight t of a channel looks at the number taps[t] behind that. The taps are those
/// of the window row by row, so they ascend.
struct Sweep {
  Index channels;               // C
  Index plane;                  // numbers of one channel of the padded image
  std::span<const Index> taps;  // T = kernel height * kernel width
  Index outputs;                // O
  Index rows;
  Index columns;
  Index row_step;
  Index column_step;

  Index terms() const { return channels * static_cast<Index>(taps.size()); }  // C T
  Index positions() const { return rows * columns; }                          // P
};

/// Channels side by side are taken in whole packs, the last one filled up with zeros.
Index WholePacks(Index channels);

/// Numbers of the weights as the kernels below take them.
inline Index ForwardWeights(const Sweep& s) { return WholePacks(s.outputs) * s.terms(); }
inline Index BackwardWeights(const Sweep& s) {
  return WholePacks(s.channels) * s.outputs * static_cast<Index>(s.taps.size());
}
/// weight (O, C T), column-major, once a pass.
void PackForward(const Sweep& sweep, const Scalar* weight, Scalar* packed);
void PackBackward(const Sweep& sweep, const Scalar* weight, Scalar* packed);

/// z(o, p) = Σ_c Σ_t weight(o, c t) image(c, window p + taps[t]), then + bias(o).
///
/// image (C, plane), bias (O) or null, z (O, P), each row contiguous. Every sum begins at 0 and
/// takes its terms in this order, whatever the tiles: the same bits everywhere.
void Convolve(const Sweep& sweep, const Scalar* packed, const Scalar* bias, const Scalar* image,
              Scalar* z);

/// dW(o, k) = Σ_samples Σ_p dz(o, p) image(c, window p + taps[t]) for k = c T + t from `first` to
/// before `last`, in the order of samples and positions.
///
/// images (C, plane) each, image_step apart; dz by positions, (samples P, WholePacks(O)); dW (O, C
/// T) column-major.
void WeightGradient(const Sweep& sweep, Index samples, const Scalar* images, Index image_step,
                    const Scalar* dz, Index first, Index last, Scalar* dw);

/// Columns of dW that are made at a time.
inline constexpr Index kTileWeights = 4;

/// db(o) = Σ_samples Σ_p dz(o, p), in the same order.
void BiasGradient(const Sweep& sweep, Index samples, const Scalar* dz, Scalar* db);

/// dimage(window p + taps[t], c) = Σ_p Σ_o weight(o, c t) dz(o, p): first over o, then over the
/// positions p that see the number, in their order.
///
/// dz (P, WholePacks(O)); dimage by positions, (plane, WholePacks(C)), is overwritten.
void ConvolveBack(const Sweep& sweep, const Scalar* packed, const Scalar* dz, Scalar* dimage);

/// From rows of `count` numbers, one a channel, `leading` apart, to channels side by side,
/// (count, WholePacks(channels)) with zeros in the last pack; and back.
void ToPixels(Index channels, Index count, const Scalar* rows, Index leading, Scalar* pixels);
void FromPixels(Index channels, Index count, const Scalar* pixels, Scalar* rows, Index leading);

}  // namespace downhill::kernels
