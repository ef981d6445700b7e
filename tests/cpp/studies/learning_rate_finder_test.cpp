// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "datasets/real_tables.h"
#include "studies/study_runs.h"

namespace downhill {
namespace {

/// One parameter and full batches of mse: sgd is stable below 1 / mean(x²) = 0.6. The best
/// parameter is no short number, so that no arithmetic ever stands on it and sees no slope.
const char* const kParabola =
    R"({"kind": "find_learning_rate", "minimum": 0.001, "maximum": 100, "steps": 101,
    "smoothing": 0, "experiment": {"batch_size": "full", "loss": "mse", "optimizer": "sgd",
    "data": {"type": "rows", "features": [[-1], [1.5]], "targets": [[-3], [4]], "standardize": false,
             "split": {"train": 1, "validation": 0, "test": 0}},
    "model": {"layers": [{"type": "dense", "bias": false, "initializer": "zeros"}]}}})";

TEST(LearningRateFinder, RaisesTheRateEvenlyOnItsLogarithm) {
  const Json rows = test::StudyResult(Json::parse(kParabola))["table"]["rows"];
  for (std::size_t i = 0; i < rows.size(); ++i) {
    EXPECT_NEAR(rows[i][0].get<double>(), 0.001 * std::pow(10, 0.05 * static_cast<double>(i)),
                1e-12 * rows[i][0].get<double>() * 1000);
  }
  EXPECT_EQ(rows[0][1], 12.5) << "the loss before the first update";
}

TEST(LearningRateFinder, EndsWhereTheLossBreaksAndSuggestsARateBelow) {
  const Json result = test::StudyResult(Json::parse(kParabola));
  EXPECT_EQ(result["diverged"], true);
  EXPECT_LT(result["table"]["rows"].size(), 101u);
  // w moves to its best by the factor |1 - 2 rate mean(x²)|: above 0.6 it is thrown out.
  EXPECT_GT(result["table"]["rows"].back()[0], 0.6);
  EXPECT_LT(result["suggestion"], 0.6);
  EXPECT_GT(result["suggestion"], 0.001);
  EXPECT_LT(result["steepest"], result["lowest"]);
  EXPECT_THAT(result["message"]["en"].get<std::string>(), testing::HasSubstr("falls fastest"));
}

TEST(LearningRateFinder, SeesAFallInFewSteps) {
  for (const int steps : {10, 15, 20, 25, 30, 60}) {
    SCOPED_TRACE(steps);
    Json document = Json::parse(R"({"kind": "find_learning_rate", "experiment": {
        "data": {"type": "breast_cancer"}, "model": {"layers": [{"type": "dense"}]},
        "optimizer": "adam"}})");
    document["steps"] = steps;
    StudyDocument study(Dump(document), nullptr, test::RealTables());
    while (!study.run().finished()) study.run().Advance(1e9);
    const Json result = study.run().Result();
    EXPECT_TRUE(result.contains("suggestion")) << result["message"]["en"];
  }
}

TEST(LearningRateFinder, EndsAtTheLastRateItself) {
  // Raised by a power, the last rate would be 100.00000000000001, which no optimizer takes.
  for (const int steps : {10, 50, 51, 99, 200}) {
    Json document = Json::parse(R"({"kind": "find_learning_rate", "minimum": 1e-5, "maximum": 100,
        "smoothing": 0, "experiment": {"batch_size": "full", "optimizer": "sgd", "clip": "norm",
        "data": {"type": "rows", "features": [[-1], [1]], "targets": [[0], [0]],
                 "standardize": false, "split": {"train": 1, "validation": 0, "test": 0}},
        "model": {"layers": [{"type": "dense", "bias": false, "initializer": "zeros"}]}}})");
    document["steps"] = steps;
    const Json rows = test::StudyResult(document)["table"]["rows"];
    ASSERT_EQ(rows.size(), static_cast<std::size_t>(steps));
    EXPECT_EQ(rows.front()[0], 1e-5);
    EXPECT_EQ(rows.back()[0], 100.0);
  }
}

TEST(LearningRateFinder, SaysSoWhereNothingFalls) {
  const Json result =
      test::StudyResult(Json::parse(R"({"kind": "find_learning_rate", "steps": 20, "smoothing": 0,
      "minimum": 1e-9, "maximum": 2e-9, "experiment": {"batch_size": "full", "optimizer": "sgd",
      "data": {"type": "rows", "features": [[-1], [1]], "targets": [[0], [0]], "standardize": false,
               "split": {"train": 1, "validation": 0, "test": 0}},
      "model": {"layers": [{"type": "dense", "bias": false, "initializer": "zeros"}]}}})"));
  EXPECT_FALSE(result.contains("suggestion"));
  EXPECT_THAT(result["message"]["en"].get<std::string>(), testing::HasSubstr("fell at no rate"));
}

TEST(LearningRateFinder, TakesTheNoiseOfBatchesForNoFall) {
  // Rates so small teach nothing: what differs from batch to batch is chance.
  for (const int seed : {3, 4, 5, 6, 7, 8}) {
    Json document = Json::parse(R"({"kind": "find_learning_rate", "minimum": 1e-9, "maximum": 1e-8,
        "experiment": {"batch_size": 8, "optimizer": "sgd",
        "data": {"type": "random", "samples": 500}, "model": {"layers": [{"type": "dense"}]}}})");
    document["experiment"]["seed"] = seed;
    EXPECT_FALSE(test::StudyResult(document).contains("suggestion")) << seed;
  }
}

TEST(LearningRateFinder, RefusesAnOptimizerThatLooksForItsStepsItself) {
  try {
    StudyDocument study(R"({"kind": "find_learning_rate", "experiment": {"optimizer": "lbfgs"}})",
                        nullptr);
    FAIL() << "accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.path(), "experiment.optimizer");
    EXPECT_THAT(error.what(), testing::HasSubstr("lbfgs looks for the length of its steps"));
  }
}

TEST(LearningRateFinder, RefusesARangeThatIsNone) {
  try {
    StudyDocument study(R"({"kind": "find_learning_rate", "minimum": 1, "maximum": 1})", nullptr);
    FAIL() << "accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.path(), "maximum");
  }
}

TEST(Descent, FindsTheMinimumOfEveryFunctionWithLbfgs) {
  for (const std::string function :
       {"quadratic_bowl", "ravine", "rosenbrock", "beale", "himmelblau"}) {
    SCOPED_TRACE(function);
    const Json result = test::StudyResult(
        Json::parse(R"({"kind": "descent", "steps": 30, "optimizer": "lbfgs", "function": ")" +
                    function + R"("})"));
    // In 32 bits the value of the valley's floor cannot be told from 0 within a thousandth of a
    // step.
    EXPECT_NEAR(result["table"]["rows"].back()[3].get<double>(),
                result["minima"][0]["value"].get<double>(), 1e-5);
  }
}

TEST(Descent, StartsWhereItIsToldAndStopsWhereItBreaks) {
  const Json result = test::StudyResult(
      Json::parse(R"({"kind": "descent", "x": 2, "y": -1, "function": "rosenbrock", "steps": 200,
                                 "optimizer": {"type": "sgd", "learning_rate": 1}})"));
  EXPECT_EQ(result["table"]["rows"][0], Json::array({0, 2.0, -1.0, 2501.0}));
  EXPECT_EQ(result["status"], "diverged");
  for (const Json& row : result["table"]["rows"]) EXPECT_TRUE(row[3].is_number());
}

}  // namespace
}  // namespace downhill
