// SPDX-License-Identifier: Apache-2.0
// Pooling against the plain loops over its windows.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>
#include <ostream>
#include <string>
#include <vector>

#include "training/small_network.h"

namespace downhill {
namespace {

struct Windows {
  Shape input;
  std::array<Index, 2> kernel;  // height, width
  std::array<Index, 2> stride;

  Json Document(const std::string& type) const {
    return {{{"type", type}, {"kernel", kernel}, {"stride", stride}}};
  }
  friend std::ostream& operator<<(std::ostream& out, const Windows& w) {
    return out << ToText(w.input) << ", " << w.Document("pooling").dump();
  }
};

struct Pooled {
  Matrix a;
  Matrix da;
  Matrix dx;
};

Pooled Pool(const std::string& type, const Windows& windows, const Matrix& x) {
  const SmallNetwork small(windows.Document(type), windows.input, 1);
  Workspace workspace(small.network, x.cols(), Use::kTraining);
  Pooled result;
  result.a = workspace.Forward(small.weights, View(x), {.mode = Mode::kTraining});
  result.da = RandomMatrix(result.a.rows(), x.cols(), 4);
  workspace.OutputGradient() = result.da;
  result.dx.resize(x.rows(), x.cols());
  workspace.Backward(small.weights, nullptr, result.dx.data());
  return result;
}

/// The pixels of every window, row by row, in the order of the outputs.
std::vector<std::vector<Index>> PixelsOf(const Windows& w) {
  std::vector<std::vector<Index>> all;
  for (Index c = 0; c < w.input.channels; ++c) {
    for (Index y = 0; y + w.kernel[0] <= w.input.height; y += w.stride[0]) {
      for (Index x = 0; x + w.kernel[1] <= w.input.width; x += w.stride[1]) {
        std::vector<Index>& pixels = all.emplace_back();
        for (Index dy = 0; dy < w.kernel[0]; ++dy) {
          for (Index dx = 0; dx < w.kernel[1]; ++dx) {
            pixels.push_back((c * w.input.height + y + dy) * w.input.width + x + dx);
          }
        }
      }
    }
  }
  return all;
}

Index FirstLargest(const Matrix& x, Index s, const std::vector<Index>& pixels) {
  Index largest = pixels.front();
  for (const Index pixel : pixels) {
    if (x(pixel, s) > x(largest, s) || std::isnan(x(pixel, s))) largest = pixel;
  }
  return largest;
}

void ExpectSame(Scalar got, Scalar wanted) {
  if (std::isnan(wanted)) {
    EXPECT_TRUE(std::isnan(got));
  } else {
    EXPECT_EQ(got, wanted);
    EXPECT_EQ(std::signbit(got), std::signbit(wanted));
  }
}

void ExpectMax(const Windows& windows, const Matrix& x) {
  const Pooled result = Pool("max_pool2d", windows, x);
  const auto pixels = PixelsOf(windows);
  ASSERT_EQ(result.a.rows(), static_cast<Index>(pixels.size()));
  Matrix dx = Matrix::Zero(x.rows(), x.cols());
  for (Index s = 0; s < x.cols(); ++s) {
    for (Index i = 0; i < result.a.rows(); ++i) {
      const Index largest = FirstLargest(x, s, pixels[static_cast<std::size_t>(i)]);
      ExpectSame(result.a(i, s), x(largest, s));
      dx(largest, s) += result.da(i, s);
    }
  }
  EXPECT_EQ(result.dx, dx);
}

class PoolingOf : public testing::TestWithParam<Windows> {};

TEST_P(PoolingOf, KeepsTheLargestAndSendsItsGradientThere) {
  ExpectMax(GetParam(), RandomMatrix(GetParam().input.size(), 2, 3));
}

TEST_P(PoolingOf, TakesTheFirstOfSeveralThatAreLargest) {
  // Zeros of both signs are as large as each other.
  Matrix x = RandomMatrix(GetParam().input.size(), 2, 3);
  for (Scalar& number : x.reshaped()) number = number > 0 ? Scalar{0} : -Scalar{0};
  ExpectMax(GetParam(), x);
}

TEST_P(PoolingOf, TakesNaNForTheLargest) {
  Matrix x = RandomMatrix(GetParam().input.size(), 2, 3);
  for (Index i = 0; i < x.size(); i += 7) {
    x.reshaped()[i] = std::numeric_limits<Scalar>::quiet_NaN();
  }
  ExpectMax(GetParam(), x);
}

TEST_P(PoolingOf, KeepsTheMeanAndSharesItsGradientOut) {
  const Windows& windows = GetParam();
  const Matrix x = RandomMatrix(windows.input.size(), 2, 3);
  const Pooled result = Pool("avg_pool2d", windows, x);
  const auto pixels = PixelsOf(windows);
  const Scalar share = Scalar{1} / static_cast<Scalar>(pixels.front().size());
  Matrix dx = Matrix::Zero(x.rows(), x.cols());
  for (Index s = 0; s < x.cols(); ++s) {
    for (Index i = 0; i < result.a.rows(); ++i) {
      Scalar sum = 0;
      for (const Index pixel : pixels[static_cast<std::size_t>(i)]) {
        sum += x(pixel, s);
        dx(pixel, s) += result.da(i, s) * share;
      }
      EXPECT_EQ(result.a(i, s), sum * share);
    }
  }
  EXPECT_EQ(result.dx, dx);
}

// Rows of less and more than a pack of outputs; windows apart, side by side and overlapping.
INSTANTIATE_TEST_SUITE_P(
    Shapes, PoolingOf,
    testing::Values(Windows{{2, 8, 8}, {2, 2}, {2, 2}}, Windows{{3, 7, 27}, {2, 2}, {2, 2}},
                    Windows{{1, 6, 11}, {3, 3}, {1, 1}}, Windows{{2, 9, 12}, {3, 3}, {2, 2}},
                    Windows{{1, 7, 16}, {2, 3}, {1, 3}}, Windows{{2, 5, 19}, {1, 2}, {3, 4}},
                    Windows{{4, 2, 3}, {2, 2}, {2, 2}}));

}  // namespace
}  // namespace downhill
