// SPDX-License-Identifier: Apache-2.0
// Every layer, activation and loss that is registered, against differences of the loss: in double
// central ones, and in float, as it is shipped, the integral along each parameter.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <tuple>
#include <vector>

#include "layers/activations/activation.h"
#include "probes/slope_check.h"
#include "training/registered.h"
#include "training/small_network.h"

namespace downhill {
namespace {

// The error of a central difference is h²/6 f''' + eps f / h. With h = 1e-5 and values, slopes and
// third derivatives of order 1 to 10 that is below 1e-9; three orders are left for deep sums.
constexpr double kStep = 1e-5;
constexpr double kSlopeTolerance = 1e-6;

struct Problem {
  SmallNetwork small;
  Slot<Loss> loss;
  Matrix inputs;
  Matrix targets;

  double Value(const Vector& parameters) {
    Workspace workspace(small.network, inputs.cols(), Use::kTraining);
    const MatrixMap out = workspace.Forward({parameters.data(), small.weights.statistics.data()},
                                            View(inputs), {.mode = Mode::kTraining});
    return loss->Evaluate(ConstMatrixMap(out.data(), out.rows(), out.cols()), View(targets),
                          {nullptr, 0, 0});
  }

  Vector Gradient() {
    Workspace workspace(small.network, inputs.cols(), Use::kTraining);
    const MatrixMap out = workspace.Forward(small.weights, View(inputs), {.mode = Mode::kTraining});
    loss->Evaluate(ConstMatrixMap(out.data(), out.rows(), out.cols()), View(targets),
                   workspace.OutputGradient());
    Vector gradient = Vector::Constant(small.weights.parameters.size(), Scalar{-99});
    workspace.Backward(small.weights, gradient.data());
    return gradient;
  }
};

/// 32 bits are too few for central differences at 1e-6: the bounds of slope_check.h hold instead.
[[maybe_unused]] void ExpectMatchesIntegrals(Problem& problem) {
  constexpr double kHalfUnit = std::numeric_limits<Scalar>::epsilon() / 2.0;
  const Vector gradient = problem.Gradient();
  const double scale = std::max(0.1, static_cast<double>(gradient.cwiseAbs().maxCoeff()));
  Vector& parameters = problem.small.weights.parameters;
  Index told = 0;
  for (Index i = 0; i < gradient.size(); ++i) {
    const Scalar here = parameters[i];
    const Curve curve = [&](double offset) {
      parameters[i] = static_cast<Scalar>(static_cast<double>(here) + offset);
      const CurvePoint point{static_cast<double>(parameters[i]) - static_cast<double>(here),
                             problem.Value(parameters), static_cast<double>(problem.Gradient()[i])};
      parameters[i] = here;
      return point;
    };
    const SlopeCheck check = CheckSlope(curve, kHalfUnit, 1, scale);
    ASSERT_NE(check.verdict, Verdict::kDisagrees)
        << "parameter " << i << ": " << check.difference << " against " << check.tolerance;
    told += check.verdict == Verdict::kAgrees ? 1 : 0;
  }
  EXPECT_GE(2 * told, gradient.size()) << "too few of them could be told";
}

void ExpectMatchesDifferences(Problem problem) {
  if constexpr (sizeof(Scalar) == 4) {
    ExpectMatchesIntegrals(problem);
    return;
  }
  const Vector gradient = problem.Gradient();
  const double scale = std::max(1.0, static_cast<double>(gradient.cwiseAbs().maxCoeff()));
  Vector moved = problem.small.weights.parameters;
  for (Index i = 0; i < gradient.size(); ++i) {
    const Scalar here = moved[i];
    moved[i] = here + static_cast<Scalar>(kStep);
    const double above = problem.Value(moved);
    moved[i] = here - static_cast<Scalar>(kStep);
    const double below = problem.Value(moved);
    moved[i] = here;
    const double slope = (above - below) / (2 * kStep);
    ASSERT_NEAR(static_cast<double>(gradient[i]), slope, kSlopeTolerance * scale)
        << "parameter " << i;
  }
}

using Sizes = std::tuple<Index, Index, Index>;  // inputs, outputs, samples
const auto kSizes =
    testing::Values(Sizes{1, 1, 1}, Sizes{2, 1, 3}, Sizes{3, 4, 7}, Sizes{9, 5, 17});

std::string SizesName(const Sizes& sizes) {
  return std::to_string(std::get<0>(sizes)) + "_to_" + std::to_string(std::get<1>(sizes)) +
         "_batch_" + std::to_string(std::get<2>(sizes));
}

class ActivationGradient : public testing::TestWithParam<std::tuple<std::string, Sizes>> {};

TEST_P(ActivationGradient, MatchesDifferencesInsideDenseAndAlone) {
  const auto& [id, sizes] = GetParam();
  const auto [inputs, outputs, samples] = sizes;
  const Json layers = {{{"type", "dense"}, {"units", 4}, {"activation", id}},
                       {{"type", "activation"}, {"activation", id}},
                       {{"type", "dense"}, {"units", outputs}, {"bias", false}}};
  ExpectMatchesDifferences({SmallNetwork(layers, Shape::Flat(inputs), 11),
                            Chosen(Losses(), {{"type", "mse"}}), RandomMatrix(inputs, samples, 5),
                            RandomMatrix(outputs, samples, 6)});
}

INSTANTIATE_TEST_SUITE_P(Registered, ActivationGradient,
                         testing::Combine(testing::ValuesIn(Ids(Activations())), kSizes),
                         [](const auto& chosen) {
                           return std::get<0>(chosen.param) + "_" +
                                  SizesName(std::get<1>(chosen.param));
                         });

class LossGradient : public testing::TestWithParam<std::tuple<std::string, Sizes>> {};

TEST_P(LossGradient, MatchesDifferences) {
  const auto& [id, sizes] = GetParam();
  const auto [inputs, outputs, samples] = sizes;
  Slot loss = Chosen(Losses(), {{"type", id}});
  // bce wants probabilities.
  const Json layers = {
      {{"type", "dense"}, {"units", 3}, {"activation", "tanh"}},
      {{"type", "dense"}, {"units", outputs}, {"activation", id == "bce" ? "sigmoid" : "linear"}}};
  Matrix targets = TargetsFor(*loss, outputs, samples, 8);
  ExpectMatchesDifferences({SmallNetwork(layers, Shape::Flat(inputs), 12), std::move(loss),
                            RandomMatrix(inputs, samples, 7), std::move(targets)});
}

INSTANTIATE_TEST_SUITE_P(Registered, LossGradient,
                         testing::Combine(testing::ValuesIn(Ids(Losses())), kSizes),
                         [](const auto& chosen) {
                           return std::get<0>(chosen.param) + "_" +
                                  SizesName(std::get<1>(chosen.param));
                         });

class LayerGradient : public testing::TestWithParam<std::tuple<std::string, Sizes>> {};

/// Between two dense layers, so that its input's gradient is checked as well as its own parameters.
TEST_P(LayerGradient, MatchesDifferences) {
  const auto& [id, sizes] = GetParam();
  const auto [inputs, outputs, samples] = sizes;
  const bool image = WantsAnImage(id);
  const Shape shape = image ? Shape{inputs, 7, 6} : Shape::Flat(inputs);
  const Json before = image ? Json{{"type", "conv2d"}, {"out_channels", 2}, {"activation", "tanh"}}
                            : Json{{"type", "dense"}, {"units", 6}, {"activation", "tanh"}};
  const Json layers = {before, LayerOf(id), {{"type", "dense"}, {"units", outputs}}};
  ExpectMatchesDifferences({SmallNetwork(layers, shape, 13), Chosen(Losses(), {{"type", "mse"}}),
                            RandomMatrix(shape.size(), samples, 9),
                            RandomMatrix(outputs, samples, 10)});
}

using ConvolutionCase = std::tuple<std::string, Json>;
class ConvolutionGradient : public testing::TestWithParam<ConvolutionCase> {};

/// First and inside, over kernels, strides and paddings.
TEST_P(ConvolutionGradient, MatchesDifferences) {
  Json layer = std::get<1>(GetParam());
  layer["type"] = "conv2d";
  layer["out_channels"] = 3;
  const Json layers = {layer, layer, {{"type", "dense"}, {"units", 2}}};
  const Shape shape{2, 9, 8};
  ExpectMatchesDifferences({SmallNetwork(layers, shape, 15), Chosen(Losses(), {{"type", "mse"}}),
                            RandomMatrix(shape.size(), 4, 3), RandomMatrix(2, 4, 4)});
}

INSTANTIATE_TEST_SUITE_P(
    Shapes, ConvolutionGradient,
    testing::Values(ConvolutionCase{"valid", {{"kernel", 3}, {"activation", "gelu"}}},
                    ConvolutionCase{"wide", {{"kernel", {1, 3}}, {"bias", false}}},
                    ConvolutionCase{"strided", {{"kernel", {3, 2}}, {"stride", {2, 1}}}},
                    ConvolutionCase{"same", {{"kernel", 5}, {"padding", "same"}}},
                    ConvolutionCase{"same_strided",
                                    {{"kernel", 3}, {"padding", "same"}, {"stride", 2}}}),
    [](const auto& chosen) { return std::get<0>(chosen.param); });

INSTANTIATE_TEST_SUITE_P(Registered, LayerGradient,
                         testing::Combine(testing::ValuesIn(Ids(Layers())), kSizes),
                         [](const auto& chosen) {
                           return std::get<0>(chosen.param) + "_" +
                                  SizesName(std::get<1>(chosen.param));
                         });

TEST(CrossEntropyGradient, OneHotTargetsAndSmoothingMatchDifferences) {
  Matrix one_hot = Matrix::Zero(4, 6);
  for (Index s = 0; s < 6; ++s) one_hot(s % 4, s) = 1;
  const Json layers = {{{"type", "dense"}, {"units", 4}}};
  ExpectMatchesDifferences({SmallNetwork(layers, Shape::Flat(3), 14),
                            Chosen(Losses(), {{"type", "cross_entropy"}, {"label_smoothing", 0.2}}),
                            RandomMatrix(3, 6, 3), one_hot});
}

}  // namespace
}  // namespace downhill
