// SPDX-License-Identifier: Apache-2.0
// Convolution against the plain loops of its formulas: the same sums in the same order.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <ostream>
#include <string>
#include <vector>

#include "core/thread_counts.h"
#include "training/small_network.h"

namespace downhill {
namespace {

struct Convolution {
  Shape input;
  Index outputs;
  std::array<Index, 2> kernel;  // height, width
  std::array<Index, 2> stride;
  bool same;
  bool bias = true;

  Json Document() const {
    return {{{"type", "conv2d"},
             {"out_channels", outputs},
             {"kernel", kernel},
             {"stride", stride},
             {"padding", same ? "same" : "valid"},
             {"bias", bias}}};
  }
  friend std::ostream& operator<<(std::ostream& out, const Convolution& c) {
    return out << ToText(c.input) << ", " << c.Document().dump();
  }
};

/// A sum as a plain loop makes it, and how far from it one may be that rounds otherwise.
struct Sum {
  void Add(Scalar a, Scalar b) {
    value = value + a * b;
    magnitude += std::abs(static_cast<double>(a) * static_cast<double>(b));
    ++terms;
  }
  /// Another sum as one term.
  void Add(const Sum& term) {
    value = value + term.value;
    magnitude += term.magnitude;
    terms += term.terms;
  }
  double Bound() const {
    // Each of two sums is within (terms + 1) eps magnitude of the exact one.
    return 2 * static_cast<double>(terms + 1) * magnitude *
           static_cast<double>(std::numeric_limits<Scalar>::epsilon());
  }

  Scalar value = 0;
  double magnitude = 0;
  Index terms = 0;
};

/// Forward and backward pass of one layer for a batch.
struct Passes {
  Passes(const Convolution& c, Index n, ThreadPool* pool = nullptr)
      : convolution(c), small(c.Document(), c.input, 5), x(RandomMatrix(c.input.size(), n, 6)) {
    Run(pool);
  }

  void Run(ThreadPool* pool = nullptr) {
    Workspace workspace(small.network, x.cols(), Use::kTraining);
    const MatrixMap out =
        workspace.Forward(small.weights, View(x), {.mode = Mode::kTraining, .pool = pool});
    z = out;
    dz = RandomMatrix(z.rows(), z.cols(), 7);
    workspace.OutputGradient() = dz;
    gradient.resize(small.network.parameter_count());
    dx.resize(x.rows(), x.cols());
    workspace.Backward(small.weights, gradient.data(), dx.data());
  }

  Index rows() const { return small.network.output().height; }
  Index columns() const { return small.network.output().width; }
  Index taps() const { return convolution.kernel[0] * convolution.kernel[1]; }
  Scalar Weight(Index o, Index k) const {
    return small.weights.parameters[k * convolution.outputs + o];
  }
  Scalar Bias(Index o) const {
    return small.weights.parameters[convolution.input.channels * taps() * convolution.outputs + o];
  }
  Scalar Dz(Index s, Index o, Index row, Index column) const {
    return dz((o * rows() + row) * columns() + column, s);
  }
  /// The number of the pixel under weight (down, right) of the window at (row, column); -1 in the
  /// padding.
  Index Pixel(Index c, Index row, Index column, Index down, Index right) const {
    const Shape& in = convolution.input;
    const Index in_row = row * convolution.stride[0] + down - Padding(0);
    const Index in_column = column * convolution.stride[1] + right - Padding(1);
    if (in_row < 0 || in_row >= in.height || in_column < 0 || in_column >= in.width) return -1;
    return (c * in.height + in_row) * in.width + in_column;
  }
  Index Padding(std::size_t side) const {
    return convolution.same ? (convolution.kernel[side] - 1) / 2 : 0;
  }
  /// Calls visit(k, c, down, right) for every weight of an output.
  template <class Visit>
  void ForEachWeight(Visit visit) const {
    Index k = 0;
    for (Index c = 0; c < convolution.input.channels; ++c) {
      for (Index down = 0; down < convolution.kernel[0]; ++down) {
        for (Index right = 0; right < convolution.kernel[1]; ++right) visit(k++, c, down, right);
      }
    }
  }
  template <class Visit>
  void ForEachPosition(Visit visit) const {
    for (Index row = 0; row < rows(); ++row) {
      for (Index column = 0; column < columns(); ++column) visit(row, column);
    }
  }

  Convolution convolution;
  SmallNetwork small;
  Matrix x, z, dz, dx;
  Vector gradient;
};

void Expect(const Sum& wanted, Scalar got, const std::string& what) {
  if (std::isnan(wanted.value)) {
    EXPECT_TRUE(std::isnan(got)) << what;
    return;
  }
#ifndef DOWNHILL_RELAXED  // where the kernels may fuse what the plain loop rounds twice
  ASSERT_EQ(got, wanted.value) << what;
#endif
  if (!std::isinf(wanted.value)) {
    ASSERT_LE(std::abs(static_cast<double>(got) - static_cast<double>(wanted.value)),
              wanted.Bound())
        << what;
  }
}

void ExpectForward(const Passes& p) {
  for (Index s = 0; s < p.x.cols(); ++s) {
    Index output = 0;
    for (Index o = 0; o < p.convolution.outputs; ++o) {
      p.ForEachPosition([&](Index row, Index column) {
        Sum sum;
        p.ForEachWeight([&](Index k, Index c, Index dy, Index dx) {
          const Index pixel = p.Pixel(c, row, column, dy, dx);
          sum.Add(p.Weight(o, k), pixel < 0 ? Scalar{0} : p.x(pixel, s));
        });
        if (p.convolution.bias) sum.Add(p.Bias(o), 1);
        Expect(sum, p.z(output, s), "output " + std::to_string(output));
        ++output;
      });
    }
  }
}

void ExpectWeightGradient(const Passes& p) {
  for (Index o = 0; o < p.convolution.outputs; ++o) {
    p.ForEachWeight([&](Index k, Index c, Index dy, Index dx) {
      Sum sum;
      for (Index s = 0; s < p.x.cols(); ++s) {
        p.ForEachPosition([&](Index row, Index column) {
          const Index pixel = p.Pixel(c, row, column, dy, dx);
          sum.Add(p.Dz(s, o, row, column), pixel < 0 ? Scalar{0} : p.x(pixel, s));
        });
      }
      Expect(sum, p.gradient[k * p.convolution.outputs + o], "weight " + std::to_string(k));
    });
    if (!p.convolution.bias) continue;
    Sum sum;
    for (Index s = 0; s < p.x.cols(); ++s) {
      p.ForEachPosition(
          [&](Index row, Index column) { sum.Add(p.Dz(s, o, row, column), Scalar{1}); });
    }
    Expect(sum, p.gradient[p.gradient.size() - p.convolution.outputs + o],
           "bias " + std::to_string(o));
  }
}

void ExpectInputGradient(const Passes& p) {
  for (Index s = 0; s < p.x.cols(); ++s) {
    std::vector<Sum> sums(static_cast<std::size_t>(p.x.rows()));
    p.ForEachPosition([&](Index row, Index column) {
      p.ForEachWeight([&](Index k, Index c, Index dy, Index dx) {
        const Index pixel = p.Pixel(c, row, column, dy, dx);
        if (pixel < 0) return;
        Sum over_outputs;
        for (Index o = 0; o < p.convolution.outputs; ++o) {
          over_outputs.Add(p.Weight(o, k), p.Dz(s, o, row, column));
        }
        sums[static_cast<std::size_t>(pixel)].Add(over_outputs);
      });
    });
    for (Index i = 0; i < p.x.rows(); ++i) {
      Expect(sums[static_cast<std::size_t>(i)], p.dx(i, s), "pixel " + std::to_string(i));
    }
  }
}

class ConvolutionOf : public testing::TestWithParam<Convolution> {};

TEST_P(ConvolutionOf, IsTheSumOfItsWindowInTheOrderOfItsWeights) {
  ExpectForward(Passes(GetParam(), 3));
}

TEST_P(ConvolutionOf, SumsItsWeightGradientInTheOrderOfSamplesAndPositions) {
  ExpectWeightGradient(Passes(GetParam(), 3));
}

TEST_P(ConvolutionOf, SumsItsInputGradientOverChannelsAndThenInTheOrderOfPositions) {
  ExpectInputGradient(Passes(GetParam(), 3));
}

// Around the edges of packs (2 and 4 Scalars), panels (4 and 8 channels) and tiles (4 positions or
// weights); odd sizes, windows as large as the image, and strides that leave pixels out.
INSTANTIATE_TEST_SUITE_P(Shapes, ConvolutionOf,
                         testing::Values(Convolution{{1, 8, 8}, 8, {3, 3}, {1, 1}, false},
                                         Convolution{{3, 7, 5}, 6, {3, 3}, {1, 1}, true},
                                         Convolution{{4, 5, 9}, 1, {1, 1}, {1, 1}, false, false},
                                         Convolution{{5, 6, 6}, 13, {2, 3}, {1, 1}, false},
                                         Convolution{{9, 4, 4}, 9, {4, 4}, {1, 1}, false},
                                         Convolution{{2, 1, 11}, 4, {1, 5}, {1, 2}, true, false},
                                         Convolution{{8, 9, 7}, 16, {3, 5}, {2, 3}, true},
                                         Convolution{{12, 8, 3}, 2, {2, 1}, {3, 2}, false},
                                         Convolution{{1, 2, 2}, 3, {5, 5}, {1, 1}, true},
                                         Convolution{{2, 13, 13}, 5, {1, 2}, {4, 5}, false}));

TEST(ConvolutionLayer, HasItsPlaceForEveryWeightOfTheLargestWindows) {
  // 95,256 weights of an output: times a quarter of that is more than 32 bits hold.
  ExpectWeightGradient(Passes({{24, 1, 2}, 1, {63, 63}, {1, 1}, true}, 1));
}

TEST(ConvolutionLayer, LetsNaNAndInfinityThroughTheZerosOfItsPaddingToo) {
  constexpr Scalar kInfinity = std::numeric_limits<Scalar>::infinity();
  constexpr Scalar kNaN = std::numeric_limits<Scalar>::quiet_NaN();
  Passes p({{2, 5, 5}, 5, {3, 3}, {1, 1}, true}, 2);
  p.small.weights.parameters[0] = kInfinity;  // of output 0; in the padding it meets zeros
  p.small.weights.parameters[6] = kNaN;       // of output 1
  p.x(7, 0) = kNaN;
  p.x(12, 1) = -kInfinity;
  p.Run();
  EXPECT_TRUE(std::isnan(p.z(0, 0)));
  EXPECT_TRUE(p.z.row(25).array().isNaN().all());
  ExpectForward(p);
  ExpectWeightGradient(p);
  ExpectInputGradient(p);
}

TEST(ConvolutionLayer, GivesTheSameBitsWithoutTrainingAndOnEveryNumberOfThreads) {
  // Work enough for threads to be woken.
  const Convolution convolution{{3, 16, 16}, 7, {3, 3}, {1, 1}, true};
  const Passes alone(convolution, 40);
  for (const int threads : test::kThreadCounts) {
    ThreadPool pool(threads);
    const Passes shared(convolution, 40, &pool);
    EXPECT_EQ(shared.z, alone.z) << threads;
    EXPECT_EQ(shared.gradient, alone.gradient) << threads;
    EXPECT_EQ(shared.dx, alone.dx) << threads;
  }
  Workspace workspace(alone.small.network, 40, Use::kForwardOnly);
  EXPECT_EQ(Matrix(workspace.Forward(alone.small.weights, View(alone.x), {})), alone.z);
}

}  // namespace
}  // namespace downhill
