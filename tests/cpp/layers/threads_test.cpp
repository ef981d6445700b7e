// SPDX-License-Identifier: Apache-2.0
// Every layer with work enough for threads to be woken: what is split gives the same bits.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "core/thread_counts.h"
#include "training/registered.h"
#include "training/small_network.h"

namespace downhill {
namespace {

struct LayerPasses {
  Matrix output;
  Vector statistics;
  Vector gradient;
  Matrix input_gradient;
};

LayerPasses LayerPassesOf(const SmallNetwork& small, const Matrix& x, ThreadPool* pool) {
  LayerPasses passes;
  passes.statistics = small.weights.statistics;
  Workspace workspace(small.network, x.cols(), Use::kTraining);
  passes.output =
      workspace.Forward(small.weights, View(x), {.mode = Mode::kTraining, .noise = 5, .pool = pool},
                        passes.statistics.data());
  workspace.OutputGradient() = RandomMatrix(passes.output.rows(), x.cols(), 4);
  passes.gradient.resize(small.network.parameter_count());
  passes.input_gradient.resize(x.rows(), x.cols());
  workspace.Backward(small.weights, passes.gradient.data(), passes.input_gradient.data());
  return passes;
}

class LayerOnThreads : public testing::TestWithParam<std::string> {};

TEST_P(LayerOnThreads, GivesTheSameBitsOnEveryNumberOfThem) {
  // Sides that part unevenly.
  const Shape shape = WantsAnImage(GetParam()) ? Shape{3, 17, 13} : Shape::Flat(6);
  const SmallNetwork small(Json::array({LayerOf(GetParam())}), shape, 21);
  // What does next to nothing is split nowhere, whatever its samples.
  constexpr Index kMostSamples = 40'000;
  const double work = small.network.work();
  Index samples = 1;
  while (samples < kMostSamples && !GainsFromThreads(work * static_cast<double>(samples))) {
    samples = 2 * samples + 1;
  }
  const Matrix x = RandomMatrix(shape.size(), samples, 3);
  const LayerPasses alone = LayerPassesOf(small, x, nullptr);
  for (const int threads : test::kThreadCounts) {
    ThreadPool pool(threads);
    const LayerPasses split = LayerPassesOf(small, x, &pool);
    EXPECT_EQ(split.output, alone.output) << threads;
    EXPECT_EQ(split.statistics, alone.statistics) << threads;
    EXPECT_EQ(split.gradient, alone.gradient) << threads;
    EXPECT_EQ(split.input_gradient, alone.input_gradient) << threads;
  }
}

INSTANTIATE_TEST_SUITE_P(Registered, LayerOnThreads, testing::ValuesIn(Ids(Layers())),
                         [](const auto& chosen) { return chosen.param; });

}  // namespace
}  // namespace downhill
