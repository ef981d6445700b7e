// SPDX-License-Identifier: Apache-2.0
// A number that is none goes through everything registered until it is seen: no layer, loss, clip,
// penalty or metric makes something that looks right of it.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "core/base64.h"
#include "datasets/real_tables.h"
#include "experiment/training_run.h"
#include "layers/activations/activation.h"
#include "training/clip.h"
#include "training/metrics.h"
#include "training/registered.h"
#include "training/regularization.h"
#include "training/small_network.h"

namespace downhill {
namespace {

constexpr Scalar kNan = std::numeric_limits<Scalar>::quiet_NaN();

template <class Numbers>
bool HasNan(const Numbers& numbers) {
  return std::any_of(numbers.data(), numbers.data() + numbers.size(),
                     [](Scalar x) { return std::isnan(x); });
}

class NanInLayers : public testing::TestWithParam<std::string> {
 protected:
  /// Sides that windows of 2 and 3 cover to the last pixel.
  NanInLayers()
      : shape_(WantsAnImage(GetParam()) ? Shape{2, 4, 6} : Shape::Flat(6)),
        small_(Json::array({LayerOf(GetParam())}), shape_, 4),
        inputs_(RandomMatrix(shape_.size(), kSamples, 2)) {}

  static constexpr Index kSamples = 3;
  Shape shape_;
  SmallNetwork small_;
  Matrix inputs_;
};

TEST_P(NanInLayers, ShowsInTheOutputOfItsSampleWhereverItStands) {
  for (const Mode mode : {Mode::kTraining, Mode::kEvaluation}) {
    for (const Use use : {Use::kTraining, Use::kForwardOnly}) {
      for (Index i = 0; i < shape_.size(); ++i) {
        Matrix broken = inputs_;
        broken(i, 1) = kNan;
        Workspace workspace(small_.network, kSamples, use);
        const Matrix out =
            workspace.Forward(small_.weights, View(broken), {.mode = mode, .noise = 7});
        EXPECT_TRUE(HasNan(Matrix(out.col(1)))) << "input " << i;
      }
    }
  }
}

TEST_P(NanInLayers, ShowsInTheGradientsWhereverItComesBackIn) {
  Workspace workspace(small_.network, kSamples, Use::kTraining);
  const Pass pass{.mode = Mode::kTraining, .noise = 7};
  for (Index i = 0; i < small_.network.outputs(); ++i) {
    workspace.Forward(small_.weights, View(inputs_), pass);
    workspace.OutputGradient().setOnes();
    workspace.OutputGradient()(i, 1) = kNan;
    Vector gradient = Vector::Zero(small_.weights.parameters.size());
    Matrix below(shape_.size(), kSamples);
    workspace.Backward(small_.weights, gradient.data(), below.data());
    EXPECT_TRUE(HasNan(below)) << "output " << i;
    EXPECT_TRUE(gradient.size() == 0 || HasNan(gradient)) << "output " << i;
  }
}

INSTANTIATE_TEST_SUITE_P(Registered, NanInLayers, testing::ValuesIn(Ids(Layers())),
                         [](const auto& chosen) { return chosen.param; });

TEST(NanInActivations, GoesForthAndBack) {
  for (const std::string& id : Ids(Activations())) {
    const Slot slot = Chosen(Activations(), {{"type", id}});
    const auto& f = *slot;
    Scalar z = kNan;
    Scalar a = 0;
    f.Apply(&z, &a, 1);
    EXPECT_TRUE(std::isnan(a)) << id;
    z = Scalar{0.5};
    f.Apply(&z, &a, 1);
    Scalar dz = 0;
    f.Differentiate(&z, &a, &kNan, &dz, 1);
    EXPECT_TRUE(std::isnan(dz)) << id;
  }
}

TEST(NanInLosses, ShowsInValueGradientAndAnswer) {
  for (const std::string& id : Ids(Losses())) {
    const Slot slot = Chosen(Losses(), {{"type", id}});
    const auto& loss = *slot;
    const Matrix targets = TargetsFor(loss, 3, 4, 5);
    for (Index k = 0; k < 3; ++k) {
      Matrix outputs = Matrix::Constant(3, 4, Scalar{0.5});
      outputs(k, 2) = kNan;
      Matrix gradient(3, 4);
      EXPECT_TRUE(
          std::isnan(loss.Evaluate(View(outputs), View(targets), MatrixMap(gradient.data(), 3, 4))))
          << id;
      EXPECT_TRUE(std::isnan(gradient(k, 2))) << id << ", output " << k;
      loss.Link(MatrixMap(outputs.data(), 3, 4));
      EXPECT_TRUE(std::isnan(outputs(k, 2))) << id << ", output " << k;
    }
  }
}

TEST(NanInGradients, StaysThereBehindEveryClip) {
  for (const std::string& id : Ids(Clips())) {
    const Slot slot = Chosen(Clips(), {{"type", id}});
    Vector gradient = Vector::Ones(5);
    gradient[3] = kNan;
    slot->Apply(gradient.data(), gradient.size(), std::nan(""));
    EXPECT_TRUE(std::isnan(gradient[3])) << id;
  }
}

TEST(NanInParameters, ShowsInPenaltyAndItsGradient) {
  SmallNetwork small({{{"type", "dense"}, {"units", 2}}}, Shape::Flat(2), 1);
  small.weights.parameters[1] = kNan;
  for (const char* kind : {"l1", "l2"}) {
    Regularization penalty;
    SetDefaults(penalty);
    Read({{kind, 0.5}}, penalty);
    EXPECT_TRUE(std::isnan(penalty.Penalty(small.network, small.weights.parameters.data())));
    Vector gradient = Vector::Zero(small.weights.parameters.size());
    penalty.AddGradient(small.network, small.weights.parameters.data(), gradient.data());
    EXPECT_TRUE(std::isnan(gradient[1])) << kind;
  }
}

/// All samples of the training part, all of class `truth`, under a network whose outputs are NaN.
Metrics OfBrokenNetwork(const std::string& loss, int truth, int classes, const char* targets) {
  Json document = Json::parse(R"({"data": {"type": "rows", "features": [1, 2, 3],
      "standardize": false, "split": {"train": 1, "validation": 0, "test": 0}},
      "model": {"layers": ["dense"]}})");
  document["data"]["targets"] = {truth, truth, truth};
  document["data"]["class_targets"] = targets;
  if (classes > 0) document["data"]["classes"] = classes;
  document["loss"] = loss;
  TrainingRun run(Dump(document));
  run.Start(nullptr);
  const Vector parameters = Vector::Constant(run.network().parameter_count(), kNan);
  return *Measure(run.session().evaluator(), WeightsView(parameters.data(), nullptr),
                  run.data().table(Part::kTrain), run.data().samples.classes);
}

TEST(NanInMetrics, IsRightForNoClass) {
  struct Case {
    const char* loss;
    int classes;
    const char* targets;
  };
  for (const auto& [loss, classes, targets] :
       {Case{"cross_entropy", 3, "auto"}, Case{"cross_entropy", 2, "one_hot"},
        Case{"bce_logits", 2, "auto"}, Case{"hinge", 2, "auto"}, Case{"mse", 3, "index"}}) {
    for (int truth = 0; truth < classes; ++truth) {
      const Metrics metrics = OfBrokenNetwork(loss, truth, classes, targets);
      EXPECT_TRUE(std::isnan(metrics.evaluation.loss)) << loss;
      EXPECT_EQ(*metrics.evaluation.accuracy, 0) << loss << ", class " << truth;
      const ClassMetrics& of_class = metrics.classes[static_cast<std::size_t>(truth)];
      EXPECT_EQ(of_class.support, 3) << loss;
      EXPECT_EQ(of_class.recall, 0) << loss;
      EXPECT_TRUE(std::isnan(of_class.precision)) << loss;
    }
  }
  const Metrics regression = OfBrokenNetwork("mse", 1, 0, "auto");
  EXPECT_TRUE(std::isnan(*regression.mae));
  EXPECT_TRUE(std::isnan(*regression.r2));
}

/// Filters of 3e38 make sums of infinities of both signs: NaN beside numbers in every window.
TEST(NanInRuns, MaxPoolingDivergesWhereAveragePoolingDoes) {
  std::vector<float> filters(20);
  for (std::size_t i = 0; i < 18; ++i) filters[i] = i % 2 == 0 ? 3e38f : -3e38f;
  for (const char* pooling : {"avg_pool2d", "max_pool2d"}) {
    TrainingRun run(Dump({{"data", {{"type", "digits"}}},
                          {"stop", {{"epochs", 2}}},
                          {"model",
                           {{"layers",
                             {{{"type", "conv2d"},
                               {"out_channels", 2},
                               {"padding", "same"},
                               {"start", PackNumbers(filters)}},
                              {{"type", pooling}, {"kernel", 8}},
                              {{"type", "dense"}}}}}}}),
                    &test::RealTables());
    run.Start(nullptr);
    run.session().Run(Session::kNoLimit, 0);
    if constexpr (sizeof(Scalar) == 4) {
      EXPECT_EQ(run.session().progress().status, Status::kDiverged) << pooling;
      EXPECT_EQ(run.session().steps(), 0) << pooling;
    }
  }
}

}  // namespace
}  // namespace downhill
