// SPDX-License-Identifier: Apache-2.0
// What layers do beside their formulas, which the golden runs and the differences hold.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "training/small_network.h"

namespace downhill {
namespace {

const double kRounding = static_cast<double>(std::numeric_limits<Scalar>::epsilon());

struct Output {
  Matrix values;
  Vector statistics;
};

/// One forward pass of layers that keep their drawn parameters.
Output RunLayers(const Json& layers, const Shape& input, const Matrix& inputs, Pass pass) {
  SmallNetwork small(layers, input, 3);
  Workspace workspace(small.network, inputs.cols(), Use::kTraining);
  const MatrixMap out =
      workspace.Forward(small.weights, View(inputs), pass, small.weights.statistics.data());
  return {out, small.weights.statistics};
}

std::string RefusalOf(const Json& layers, const Shape& input) {
  try {
    const SmallNetwork small(layers, input, 3);
  } catch (const Error& error) {
    return error.path() + ": " + error.text().en;
  }
  return "";
}

TEST(DropoutLayer, DropsItsShareInTrainingAndKeepsTheMean) {
  const Matrix ones = Matrix::Ones(100, 200);
  const Json layers = {{{"type", "dropout"}, {"p", 0.3}}};
  const Matrix out =
      RunLayers(layers, Shape::Flat(100), ones, {.mode = Mode::kTraining, .noise = 5}).values;
  const double dropped = static_cast<double>((out.array() == Scalar{0}).count()) / 20000;
  // Four standard errors of a share of 0.3 among 20,000.
  EXPECT_NEAR(dropped, 0.3, 4 * std::sqrt(0.3 * 0.7 / 20000));
  const Scalar kept = out.maxCoeff();
  EXPECT_NEAR(static_cast<double>(kept), 1 / 0.7, 4 * kRounding);
  EXPECT_TRUE(((out.array() == Scalar{0}) || (out.array() == kept)).all());
}

TEST(DropoutLayer, DependsOnTheNoiseAlone) {
  const Matrix ones = Matrix::Ones(50, 4);
  const Json layers = {{{"type", "dropout"}, {"p", 0.5}}, {{"type", "dropout"}, {"p", 0.5}}};
  const auto run = [&](std::uint64_t noise) {
    return RunLayers(layers, Shape::Flat(50), ones, {.mode = Mode::kTraining, .noise = noise})
        .values;
  };
  EXPECT_EQ(run(1), run(1));
  EXPECT_NE(run(1), run(2));
  // Two layers drop different units: a quarter is left, not a half.
  const double left = static_cast<double>((run(1).array() > Scalar{0}).count()) / 200;
  EXPECT_NEAR(left, 0.25, 4 * std::sqrt(0.25 * 0.75 / 200));
}

TEST(DropoutLayer, ChangesNothingInEvaluation) {
  const Matrix x = RandomMatrix(7, 3, 1);
  EXPECT_EQ(RunLayers({{{"type", "dropout"}, {"p", 0.9}}}, Shape::Flat(7), x, {}).values, x);
}

TEST(BatchNormLayer, RunningStatisticsMoveByTheMomentumWithTheUnbiasedVariance) {
  const Matrix x{{Scalar{1}, Scalar{2}, Scalar{6}}};
  const Output out = RunLayers({{{"type", "batch_norm"}, {"momentum", 0.25}}}, Shape::Flat(1), x,
                               {.mode = Mode::kTraining});
  // Mean 3, unbiased variance (4 + 1 + 9) / 2 = 7, from 0 and 1.
  EXPECT_NEAR(static_cast<double>(out.statistics[0]), 0.75, 8 * kRounding);
  EXPECT_NEAR(static_cast<double>(out.statistics[1]), 0.75 + 0.25 * 7, 16 * kRounding);
}

TEST(BatchNormLayer, EvaluationAndFrozenLayersUseTheRunningStatistics) {
  const Matrix x = RandomMatrix(4, 9, 2) * Scalar{5};
  const Output evaluated = RunLayers({{{"type", "batch_norm"}}}, Shape::Flat(4), x, {});
  const Output frozen = RunLayers({{{"type", "batch_norm"}, {"frozen", true}}}, Shape::Flat(4), x,
                                  {.mode = Mode::kTraining});
  EXPECT_EQ(evaluated.values, frozen.values);
  EXPECT_EQ(frozen.statistics, evaluated.statistics);
}

TEST(LayerNormLayer, GivesEverySampleMeanZeroAndDeviationOne) {
  SmallNetwork small({{{"type", "layer_norm"}}}, Shape::Flat(50), 1);
  small.weights.parameters.head(50).setOnes();
  small.weights.parameters.tail(50).setZero();
  const Matrix x = RandomMatrix(50, 4, 2) * Scalar{30};
  Workspace workspace(small.network, 4, Use::kForwardOnly);
  const MatrixMap y = workspace.Forward(small.weights, View(x), {});
  for (Index s = 0; s < 4; ++s) {
    EXPECT_NEAR(static_cast<double>(y.col(s).mean()), 0, 50 * kRounding);
    // eps = 1e-5 beside a variance of about 900.
    EXPECT_NEAR(static_cast<double>(y.col(s).squaredNorm()) / 50, 1, 1e-7 + 50 * kRounding);
  }
}

TEST(ResidualLayer, RefusesLayersThatChangeTheShape) {
  const Json block = {{"type", "residual"}, {"layers", {{{"type", "dense"}, {"units", 3}}}}};
  EXPECT_EQ(RefusalOf(Json::array({block}), Shape::Flat(2)),
            "[0].layers: turn 2 into 3, but a residual block adds the two. Give the last layer "
            "inside the shape of the input.");
  EXPECT_EQ(RefusalOf(Json::array({block}), Shape::Flat(3)), "");
}

TEST(ConvolutionLayer, HasTheShapesOfItsPaddingAndStride) {
  const auto shape = [](const Json& fields) {
    Json layer = fields;
    layer["type"] = "conv2d";
    const SmallNetwork small(Json::array({layer}), {1, 8, 7}, 1);
    return small.network.output();
  };
  EXPECT_EQ(shape({{"kernel", 3}}), (Shape{8, 6, 5}));
  EXPECT_EQ(shape({{"kernel", {2, 3}}, {"stride", {2, 1}}}), (Shape{8, 4, 5}));
  EXPECT_EQ(shape({{"kernel", 3}, {"padding", "same"}}), (Shape{8, 8, 7}));
  EXPECT_EQ(shape({{"kernel", 3}, {"padding", "same"}, {"stride", 2}}), (Shape{8, 4, 4}));
}

TEST(ConvolutionLayer, IsRefusedWithPathAndCureWhereItDoesNotFit) {
  EXPECT_NE(RefusalOf({{{"type", "conv2d"}}}, Shape::Flat(4)).find("[0]: wants an image"),
            std::string::npos);
  EXPECT_NE(RefusalOf({{{"type", "conv2d"}, {"kernel", 9}}}, {1, 8, 8})
                .find("[0].kernel: 9 x 9 does not fit"),
            std::string::npos);
  EXPECT_NE(RefusalOf({{{"type", "conv2d"}, {"kernel", 2}, {"padding", "same"}}}, {1, 8, 8})
                .find("[0].kernel: must be odd"),
            std::string::npos);
}

TEST(PoolingLayers, DropWhatDoesNotFillAWindow) {
  Matrix image(9, 1);
  image << 1, 2, 9, 3, 4, 9, 9, 9, 9;
  const Shape shape{1, 3, 3};
  const auto pooled = [&](const char* type) {
    return RunLayers({{{"type", type}}}, shape, image, {}).values;
  };
  EXPECT_EQ(pooled("max_pool2d"), Matrix::Constant(1, 1, Scalar{4}));
  EXPECT_EQ(pooled("avg_pool2d"), Matrix::Constant(1, 1, Scalar{2.5}));
}

}  // namespace
}  // namespace downhill
