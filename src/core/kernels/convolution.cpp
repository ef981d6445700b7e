// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/convolution.h"

#include <algorithm>
#include <type_traits>

#include "core/kernels/pack.h"

namespace downhill::kernels {
namespace {

// As in product.cpp: two packs of channels by four numbers, each of which is one splat. As wasm, on
// a core of Zen 5, they do 24 to 30 multiply-adds a nanosecond, of 32 that its registers allow;
// where a tile has few terms less: 18 with the 9 of one channel under 3 x 3.
constexpr Index kConvolutionPacks = 2;
constexpr Index kConvolutionColumns = kTileWeights;
// Positions whose numbers stay in the first-level cache while tile after tile of dW goes over them.
constexpr Index kBlockPositions = 256;

constexpr Index PacksOf(Index channels) { return (channels + kLanes - 1) / kLanes; }

/// Goes through the positions of a sweep, and stays at the last one.
class Windows {
 public:
  explicit Windows(const Sweep& sweep) : sweep_(sweep), left_(sweep.positions()) {}
  /// Where the window begins in each channel.
  Index Next() {
    const Index begin = row_ + column_ * sweep_.column_step;
    if (left_ > 1) {
      --left_;
      if (++column_ == sweep_.columns) {
        column_ = 0;
        row_ += sweep_.row_step;
      }
    }
    return begin;
  }

 private:
  const Sweep& sweep_;
  Index left_;
  Index row_ = 0;
  Index column_ = 0;
};

/// Calls work(pack, std::integral_constant) for two packs of channels at a time, and for the one
/// that is left.
template <class Work>
inline void ForEachPanel(Index channels, const Work& work) {
  const Index packs = PacksOf(channels);
  Index pack = 0;
  for (; pack + kConvolutionPacks <= packs; pack += kConvolutionPacks) {
    work(pack, std::integral_constant<Index, kConvolutionPacks>{});
  }
  if (pack < packs) work(pack, std::integral_constant<Index, 1>{});
}

template <Index kPacks>
inline void ConvolvePanel(const Sweep& sweep, const Scalar* packed, const Pack (&bias)[kPacks],
                          const Scalar* image, Index channels, Scalar* z) {
  const Index positions = sweep.positions();
  const Index pack_size = sweep.terms() * kLanes;
  Windows windows(sweep);
  for (Index p = 0; p < positions; p += kConvolutionColumns) {
    const Scalar* pixel[kConvolutionColumns];
    for (const Scalar*& begin : pixel) begin = image + windows.Next();
    Pack sums[kPacks][kConvolutionColumns] = {};
    const Scalar* weight = packed;
    for (Index c = 0; c < sweep.channels; ++c) {
      for (const Index tap : sweep.taps) {
        Pack left[kPacks];
        for (Index i = 0; i < kPacks; ++i) left[i] = Load(weight + i * pack_size);
        weight += kLanes;
        for (Index j = 0; j < kConvolutionColumns; ++j) {
          const Pack right = Splat(pixel[j][tap]);
          for (Index i = 0; i < kPacks; ++i) {
            sums[i][j] = MultiplyAdd(left[i], right, sums[i][j]);
          }
        }
      }
      for (const Scalar*& begin : pixel) begin += sweep.plane;
    }
    for (Index i = 0; i < kPacks; ++i) {
      for (Index j = 0; j < kConvolutionColumns; j += kLanes) {
        Pack square[kLanes];
        for (Index lane = 0; lane < kLanes; ++lane) square[lane] = sums[i][j + lane] + bias[i];
        Transpose(square);
        const Index count = positions - p - j;
        if (count <= 0) break;
        const Index whole = std::min(kLanes, channels - i * kLanes);
        Scalar* to = z + i * kLanes * positions + p + j;
        for (Index lane = 0; lane < kLanes && lane < whole; ++lane, to += positions) {
          StoreUpTo(to, square[lane], count);
        }
      }
    }
  }
}

template <Index kPacks, Index kColumns>
inline void WeightGradientTile(const Sweep& sweep, Index samples, const Scalar* images,
                               Index image_step, const Scalar* dz, Index k, Index channels,
                               Scalar* dw) {
  const Index step = WholePacks(sweep.outputs);
  const auto taps = static_cast<Index>(sweep.taps.size());
  const Scalar* pixel[kColumns];
  Pack sums[kPacks][kColumns];
  for (Index j = 0; j < kColumns; ++j) {
    const Index c = (k + j) / taps;
    const auto tap = static_cast<std::size_t>((k + j) % taps);
    pixel[j] = images + c * sweep.plane + sweep.taps[tap];
    for (Index i = 0; i < kPacks; ++i) {
      sums[i][j] = LoadUpTo(dw + j * sweep.outputs + i * kLanes, channels - i * kLanes);
    }
  }
  for (Index s = 0; s < samples; ++s) {
    for (Index row = 0; row < sweep.rows; ++row) {
      const Scalar* right[kColumns];
      for (Index j = 0; j < kColumns; ++j) {
        right[j] = pixel[j] + s * image_step + row * sweep.row_step;
      }
      for (Index column = 0; column < sweep.columns; ++column) {
        Pack left[kPacks];
        for (Index i = 0; i < kPacks; ++i) left[i] = Load(dz + i * kLanes);
        dz += step;
        for (Index j = 0; j < kColumns; ++j) {
          const Pack factor = Splat(*right[j]);
          right[j] += sweep.column_step;
          for (Index i = 0; i < kPacks; ++i) sums[i][j] = MultiplyAdd(left[i], factor, sums[i][j]);
        }
      }
    }
  }
  for (Index j = 0; j < kColumns; ++j) {
    for (Index i = 0; i < kPacks; ++i) {
      StoreUpTo(dw + j * sweep.outputs + i * kLanes, sums[i][j], channels - i * kLanes);
    }
  }
}

template <Index kPacks>
inline void ConvolveBackPanel(const Sweep& sweep, const Scalar* packed, const Scalar* dz,
                              Scalar* dimage) {
  const auto taps = static_cast<Index>(sweep.taps.size());
  const Index positions = sweep.positions();
  const Index pack_size = taps * sweep.outputs * kLanes;
  const Index dz_step = WholePacks(sweep.outputs);
  const Index step = WholePacks(sweep.channels);
  Windows windows(sweep);
  for (Index p = 0; p < positions; p += kConvolutionColumns) {
    const Index count = std::min(kConvolutionColumns, positions - p);
    Index begin[kConvolutionColumns];
    const Scalar* gradient[kConvolutionColumns];
    for (Index j = 0; j < kConvolutionColumns; ++j) {
      begin[j] = windows.Next();
      gradient[j] = dz + (p + std::min(j, count - 1)) * dz_step;
    }
    // The last tap first: it is where the windows behind this one will look with earlier taps.
    for (Index t = taps; t-- > 0;) {
      Pack sums[kPacks][kConvolutionColumns] = {};
      const Scalar* weight = packed + t * sweep.outputs * kLanes;
      for (Index o = 0; o < sweep.outputs; ++o) {
        Pack left[kPacks];
        for (Index i = 0; i < kPacks; ++i) left[i] = Load(weight + i * pack_size);
        weight += kLanes;
        for (Index j = 0; j < kConvolutionColumns; ++j) {
          const Pack right = Splat(gradient[j][o]);
          for (Index i = 0; i < kPacks; ++i) {
            sums[i][j] = MultiplyAdd(left[i], right, sums[i][j]);
          }
        }
      }
      const Index tap = sweep.taps[static_cast<std::size_t>(t)];
      for (Index j = 0; j < kConvolutionColumns; ++j) {
        if (j >= count) break;
        Scalar* to = dimage + (begin[j] + tap) * step;
        for (Index i = 0; i < kPacks; ++i) {
          Store(to + i * kLanes, Load(to + i * kLanes) + sums[i][j]);
        }
      }
    }
  }
}

}  // namespace

Index WholePacks(Index channels) { return PacksOf(channels) * kLanes; }

void PackForward(const Sweep& sweep, const Scalar* weight, Scalar* packed) {
  for (Index o = 0; o < sweep.outputs; o += kLanes) {
    const Index count = std::min(kLanes, sweep.outputs - o);
    for (Index k = 0; k < sweep.terms(); ++k, packed += kLanes) {
      Store(packed, LoadUpTo(weight + k * sweep.outputs + o, count));
    }
  }
}

void PackBackward(const Sweep& sweep, const Scalar* weight, Scalar* packed) {
  const auto taps = static_cast<Index>(sweep.taps.size());
  for (Index c = 0; c < sweep.channels; c += kLanes) {
    const Scalar* from = weight + c * taps * sweep.outputs;
    const Index count = std::min(kLanes, sweep.channels - c);
    for (Index i = 0; i < taps * sweep.outputs; ++i, packed += kLanes) {
      for (Index lane = 0; lane < kLanes; ++lane) {
        packed[lane] = lane < count ? from[lane * taps * sweep.outputs + i] : Scalar{0};
      }
    }
  }
}

void Convolve(const Sweep& sweep, const Scalar* packed, const Scalar* bias, const Scalar* image,
              Scalar* z) {
  ForEachPanel(sweep.outputs, [&](Index pack, auto packs) {
    const Index first = pack * kLanes;
    const Index channels = sweep.outputs - first;
    Pack biases[packs] = {};
    if (bias != nullptr) {
      for (Index i = 0; i < packs; ++i) {
        biases[i] = LoadUpTo(bias + first + i * kLanes, channels - i * kLanes);
      }
    }
    ConvolvePanel<packs>(sweep, packed + first * sweep.terms(), biases, image, channels,
                         z + first * sweep.positions());
  });
}

void WeightGradient(const Sweep& sweep, Index samples, const Scalar* images, Index image_step,
                    const Scalar* dz, Index first, Index last, Scalar* dw) {
  std::fill(dw + first * sweep.outputs, dw + last * sweep.outputs, Scalar{0});
  const Index positions = sweep.positions();
  const Index step = WholePacks(sweep.outputs);
  // Tiles of about the same number of columns: 9 are three times 3 and not 4, 4 and 1. Told by
  // quotient and rest: columns times tiles may be more than an Index of wasm holds.
  const Index tiles = (last - first + kConvolutionColumns - 1) / kConvolutionColumns;
  const Index columns_a_tile = (last - first) / std::max<Index>(tiles, 1);
  const Index longer_tiles = (last - first) % std::max<Index>(tiles, 1);
  const Index block = std::max<Index>(1, kBlockPositions / positions);
  for (Index s = 0; s < samples; s += block) {
    const Index some = std::min(block, samples - s);
    ForEachPanel(sweep.outputs, [&](Index pack, auto packs) {
      const Index o = pack * kLanes;
      for (Index tile = 0; tile < tiles; ++tile) {
        const Index begin = first + columns_a_tile * tile + std::min(tile, longer_tiles);
        const Index end = begin + columns_a_tile + (tile < longer_tiles ? 1 : 0);
        const auto add = [&](auto columns) {
          WeightGradientTile<packs, columns>(sweep, some, images + s * image_step, image_step,
                                             dz + s * positions * step + o, begin,
                                             sweep.outputs - o, dw + begin * sweep.outputs + o);
        };
        switch (end - begin) {
          case 1:
            add(std::integral_constant<Index, 1>{});
            break;
          case 2:
            add(std::integral_constant<Index, 2>{});
            break;
          case 3:
            add(std::integral_constant<Index, 3>{});
            break;
          default:
            add(std::integral_constant<Index, 4>{});
            break;
        }
      }
    });
  }
}

void BiasGradient(const Sweep& sweep, Index samples, const Scalar* dz, Scalar* db) {
  const Index step = WholePacks(sweep.outputs);
  ForEachPanel(sweep.outputs, [&](Index pack, auto packs) {
    const Index o = pack * kLanes;
    Pack sums[packs] = {};
    for (Index p = 0; p < samples * sweep.positions(); ++p) {
      for (Index i = 0; i < packs; ++i) sums[i] += Load(dz + p * step + o + i * kLanes);
    }
    for (Index i = 0; i < packs; ++i) {
      StoreUpTo(db + o + i * kLanes, sums[i], sweep.outputs - o - i * kLanes);
    }
  });
}

void ConvolveBack(const Sweep& sweep, const Scalar* packed, const Scalar* dz, Scalar* dimage) {
  const auto taps = static_cast<Index>(sweep.taps.size());
  std::fill_n(dimage, sweep.plane * WholePacks(sweep.channels), Scalar{0});
  ForEachPanel(sweep.channels, [&](Index pack, auto packs) {
    const Index c = pack * kLanes;
    ConvolveBackPanel<packs>(sweep, packed + c * taps * sweep.outputs, dz, dimage + c);
  });
}

void ToPixels(Index channels, Index count, const Scalar* rows, Index leading, Scalar* pixels) {
  const Index step = WholePacks(channels);
  for (Index c = 0; c < channels; c += kLanes) {
    const Index some = std::min(kLanes, channels - c);
    for (Index p = 0; p < count; p += kLanes) {
      Pack square[kLanes] = {};
      for (Index lane = 0; lane < kLanes && lane < some; ++lane) {
        square[lane] = LoadUpTo(rows + (c + lane) * leading + p, count - p);
      }
      Transpose(square);
      for (Index lane = 0; lane < kLanes && lane < count - p; ++lane) {
        Store(pixels + (p + lane) * step + c, square[lane]);
      }
    }
  }
}

void FromPixels(Index channels, Index count, const Scalar* pixels, Scalar* rows, Index leading) {
  const Index step = WholePacks(channels);
  for (Index c = 0; c < channels; c += kLanes) {
    const Index some = std::min(kLanes, channels - c);
    for (Index p = 0; p < count; p += kLanes) {
      Pack square[kLanes] = {};
      for (Index lane = 0; lane < kLanes && lane < count - p; ++lane) {
        square[lane] = Load(pixels + (p + lane) * step + c);
      }
      Transpose(square);
      for (Index lane = 0; lane < kLanes && lane < some; ++lane) {
        StoreUpTo(rows + (c + lane) * leading + p, square[lane], count - p);
      }
    }
  }
}

}  // namespace downhill::kernels
