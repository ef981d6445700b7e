// SPDX-License-Identifier: Apache-2.0
#include "training/metrics.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "experiment/training_run.h"

namespace downhill {
namespace {

const double kUlp = static_cast<double>(std::numeric_limits<Scalar>::epsilon());

/// A linear network w x + b with these numbers, on rows of which all are for training.
Metrics MeasureLinear(const Json& data, const Json& loss, Scalar w, Scalar b) {
  Json document{{"data", data}, {"loss", loss}, {"model", {{"layers", Json::array({"dense"})}}}};
  document["data"]["type"] = "rows";
  document["data"]["standardize"] = false;
  document["data"]["split"] = {{"train", 1}, {"validation", 0}, {"test", 0}};
  TrainingRun run(Dump(document));
  run.Start(nullptr);
  const Vector parameters{{w, b}};
  const Table& table = run.data().table(Part::kTrain);
  return *Measure(run.session().evaluator(), WeightsView(parameters.data(), nullptr), table,
                  run.data().samples.classes);
}

TEST(Metrics, OfRegressionAreThoseComputedByHand) {
  // Predictions 1, 2, 3 for targets 1, 2, 6: residual 9, spread 14 about the mean 3.
  const Metrics metrics =
      MeasureLinear({{"features", {1, 2, 3}}, {"targets", {1, 2, 6}}}, "mse", 1, 0);
  EXPECT_NEAR(*metrics.r2, 1 - 9.0 / 14, 8 * kUlp);
  EXPECT_NEAR(*metrics.mae, 1, 8 * kUlp);
  EXPECT_TRUE(metrics.classes.empty());
}

TEST(Metrics, OfStandardizedTargetsAreInOriginalUnits) {
  // Targets with mean 300 and deviation 100 sqrt(14/3): the outputs 0 are predictions of 300.
  const double deviation = 100 * std::sqrt(14.0 / 3);
  const Metrics metrics = MeasureLinear(
      {{"features", {1, 2, 3}}, {"targets", {100, 200, 600}}, {"standardize_target", true}}, "mse",
      0, 0);
  EXPECT_NEAR(*metrics.r2, 0, 16 * kUlp);
  EXPECT_NEAR(*metrics.mae, 200, 200 * 8 * kUlp);
  EXPECT_NEAR(metrics.evaluation.loss, 1, 16 * kUlp);
  // An output of 1 is one deviation above.
  const Metrics above = MeasureLinear(
      {{"features", {1, 2, 3}}, {"targets", {100, 200, 600}}, {"standardize_target", true}}, "mse",
      0, 1);
  EXPECT_NEAR(*above.mae, (600 + deviation) / 3, 300 * 8 * kUlp);
}

TEST(Metrics, WithoutSpreadThereIsNoR2) {
  const Metrics metrics = MeasureLinear({{"features", {1, 2}}, {"targets", {5, 5}}}, "mse", 1, 0);
  EXPECT_TRUE(std::isnan(*metrics.r2));
}

TEST(Metrics, OfClassesAreThoseComputedByHand) {
  // x > 0 is predicted as class 1: right twice there and once for class 0; one 1 is missed, one 0
  // taken for 1.
  const Metrics metrics =
      MeasureLinear({{"features", {1, 2, 3, -1, -2}}, {"targets", {1, 1, 0, 0, 1}}, {"classes", 2}},
                    "bce_logits", 1, 0);
  ASSERT_EQ(metrics.classes.size(), 2u);
  EXPECT_DOUBLE_EQ(metrics.classes[1].precision, 2.0 / 3);
  EXPECT_DOUBLE_EQ(metrics.classes[1].recall, 2.0 / 3);
  EXPECT_DOUBLE_EQ(metrics.classes[1].f1, 2.0 / 3);
  EXPECT_EQ(metrics.classes[1].support, 3);
  EXPECT_DOUBLE_EQ(metrics.classes[0].precision, 0.5);
  EXPECT_DOUBLE_EQ(metrics.classes[0].recall, 0.5);
  ASSERT_TRUE(metrics.top_confusion.has_value());
  EXPECT_EQ(metrics.top_confusion->count, 1);
  EXPECT_DOUBLE_EQ(*metrics.evaluation.accuracy, 0.6);
}

TEST(Metrics, AClassThatIsNeverPredictedHasNoPrecision) {
  const Metrics metrics = MeasureLinear({{"features", {1, 2}}, {"targets", {0, 0}}, {"classes", 2}},
                                        "bce_logits", -1, 0);
  EXPECT_TRUE(std::isnan(metrics.classes[1].precision));
  EXPECT_TRUE(std::isnan(metrics.classes[1].recall));
  EXPECT_DOUBLE_EQ(metrics.classes[0].recall, 1);
  EXPECT_FALSE(metrics.top_confusion.has_value());
}

}  // namespace
}  // namespace downhill
