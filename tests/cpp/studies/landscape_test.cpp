// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "experiment/training_run.h"
#include "layers/dense.h"
#include "studies/patch.h"
#include "studies/plane.h"
#include "studies/study_runs.h"

namespace downhill {
namespace {

/// y = w x + b on noiseless rows: the loss is known exactly.
Json LineLandscape() {
  return Json::parse(
      R"({"kind": "landscape", "directions": "exact", "resolution": 9, "experiment": {
      "data": {"type": "rows", "features": [[0], [1], [2], [3]], "targets": [[1], [3], [5], [7]],
               "standardize": false, "split": {"train": 1, "validation": 0, "test": 0}},
      "model": {"layers": [{"type": "dense"}]}, "loss": "mse", "batch_size": "full",
      "optimizer": {"type": "sgd", "learning_rate": 0.1}, "stop": {"epochs": 50}}})");
}

TEST(Landscape, OfTwoParametersIsTheExactSurface) {
  const Json result = test::StudyResult(LineLandscape());
  const Json& surface = result["surface"];
  for (std::size_t b = 0; b < 9; ++b) {
    for (std::size_t a = 0; a < 9; ++a) {
      const auto w = surface["alpha"][a].get<double>(), bias = surface["beta"][b].get<double>();
      double loss = 0;
      for (const double x : {0.0, 1.0, 2.0, 3.0}) loss += std::pow(w * x + bias - 2 * x - 1, 2) / 4;
      // Four residuals of Scalars around 10, squared.
      const double eps = std::numeric_limits<Scalar>::epsilon();
      EXPECT_NEAR(surface["loss"][b][a].get<double>(), loss, 64 * eps * (1 + loss))
          << w << " " << bias;
    }
  }
  EXPECT_EQ(result["share_of_variance"], 1);
}

TEST(Landscape, ThePathHasTheLossesOfTheTraining) {
  const Json document = LineLandscape();
  const Json rows = test::StudyResult(document)["table"]["rows"];
  TrainingRun run(Dump(document["experiment"]));
  run.Start(nullptr);
  run.session().Run(Session::kNoLimit, 0);
  const auto& history = run.session().history().rows();
  ASSERT_EQ(rows.size(), history.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    EXPECT_EQ(rows[i][0], history[i].step);
    EXPECT_EQ(rows[i][3], history[i].train_loss);
  }
  // The end is the trained point: where its parameters are the coordinates.
  EXPECT_EQ(rows.back()[1].get<double>(), static_cast<double>(run.session().parameters()[0]));
  EXPECT_EQ(rows.back()[2].get<double>(), static_cast<double>(run.session().parameters()[1]));
}

TEST(Landscape, PlanesGoThroughTheTrainedPoint) {
  for (const std::string directions : {"path", "random"}) {
    SCOPED_TRACE(directions);
    const Json result =
        test::StudyResult(Json::parse(R"({"kind": "landscape", "resolution": 5, "directions": ")" +
                                      directions + R"(", "experiment": {
        "data": {"type": "moons", "samples": 60}, "stop": {"epochs": 5}}})"));
    const Json& last = result["table"]["rows"].back();
    EXPECT_NEAR(last[1].get<double>(), 0, 1e-12);
    EXPECT_NEAR(last[2].get<double>(), 0, 1e-12);
    if (directions == "random") {
      // The middle of the grid is that point.
      EXPECT_EQ(result["surface"]["loss"][2][2], last[3]);
    } else {
      EXPECT_GT(result["share_of_variance"], 0.7);
    }
  }
}

TEST(Landscape, ExactIsRefusedWhereThereAreMoreParameters) {
  try {
    StudyDocument study(R"({"kind": "landscape", "directions": "exact"})", nullptr);
    FAIL() << "accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.path(), "directions");
  }
}

Json MoonsLandscape() {
  return Json::parse(R"({"kind": "landscape", "resolution": 5, "experiment": {
      "data": {"type": "moons", "samples": 60}, "stop": {"epochs": 6}, "batch_size": 20,
      "schedule": "cosine", "model": {"layers": [
        {"type": "dense", "units": 3, "activation": "tanh"}, {"type": "dense"}]}}})");
}

TEST(Landscape, OfTwoChosenWeightsHasTheirValuesAsPlaces) {
  Json document = MoonsLandscape();
  document["directions"] = "weights";
  document["weights"] = {1, 7};
  const Json result = test::StudyResult(document);
  TrainingRun run(document["experiment"]);
  run.Start(nullptr);
  run.session().Run(Session::kNoLimit, 0);
  const Json& last = result["table"]["rows"].back();
  EXPECT_EQ(last[1].get<double>(), static_cast<double>(run.session().parameters()[1]));
  EXPECT_EQ(last[2].get<double>(), static_cast<double>(run.session().parameters()[7]));
  // On the grid all other weights are as trained.
  Weights weights = run.session().weights();
  weights.parameters[1] = static_cast<Scalar>(result["surface"]["alpha"][4].get<double>());
  weights.parameters[7] = static_cast<Scalar>(result["surface"]["beta"][0].get<double>());
  const auto loss = run.session().evaluator().Evaluate(weights, run.data().table(Part::kTrain));
  EXPECT_EQ(result["surface"]["loss"][0][4].get<double>(), loss->loss);
}

TEST(Landscape, RefusesWeightsThatAreNone) {
  const auto path = [](const Json& weights) {
    Json document = MoonsLandscape();
    document["directions"] = "weights";
    document["weights"] = weights;
    try {
      StudyDocument study(Dump(document), nullptr);
    } catch (const Error& error) {
      return error.path();
    }
    return std::string("accepted");
  };
  // 2 x 3 weights, 3 biases, 3 weights, a bias.
  EXPECT_EQ(path({3, 13}), "weights[1]");
  EXPECT_EQ(path({4, 4}), "weights[1]");
  EXPECT_EQ(path({0, 12}), "accepted");
}

TEST(Landscape, APathThatEndsEarlyIsTheBeginningOfTheWholeOne) {
  // The rate follows a cosine over the whole length: a shorter training would take another way.
  Json document = MoonsLandscape();
  document["epochs"] = 2;
  const Json rows = test::StudyResult(document)["table"]["rows"];
  TrainingRun run(document["experiment"]);
  run.Start(nullptr);
  run.session().Run(2 * run.session().steps_per_epoch(), 0);
  EXPECT_EQ(rows.back()[0], run.session().steps());
  EXPECT_EQ(rows.back()[3].get<double>(), run.session().latest().train_loss);
}

TEST(Landscape, APathUnderEarlyStoppingHasItsEndAndGoesBackToTheBestPoint) {
  Json document = MoonsLandscape();
  document["experiment"]["optimizer"] = {{"type", "sgd"}, {"learning_rate", 3}};
  document["experiment"]["stop"] = {{"epochs", 400}, {"early_stopping", {{"patience", 3}}}};
  const Json rows = test::StudyResult(document)["table"]["rows"];
  TrainingRun run(document["experiment"]);
  run.Start(nullptr);
  Session& session = run.session();
  session.Run(Session::kNoLimit, 0);
  ASSERT_TRUE(session.restored());
  ASSERT_LT(session.latest().step, session.steps());
  EXPECT_EQ(rows.back()[0], session.latest().step);
  EXPECT_EQ(rows.back()[3].get<double>(), session.latest().train_loss);
  const Json& end = rows[rows.size() - 2];
  EXPECT_EQ(end[0], session.steps());
  EXPECT_EQ(end[3].get<double>(), session.history().rows().back().train_loss);
}

TEST(Landscape, OfARaceHasThePathOfEachRacerOnOneSurface) {
  Json document = MoonsLandscape();
  document["racers"] = Json::parse(R"([{"name": "slow", "optimizer": {"learning_rate": 0.01}},
      {"optimizer": "adam"}, {"batch_size": 5}])");
  const Json result = test::StudyResult(document);
  EXPECT_EQ(result["table"]["columns"][0], "racer");
  for (const auto& [name, change] : std::vector<std::pair<std::string, Json>>{
           {"slow", document["racers"][0]}, {"optimizer adam", document["racers"][1]}}) {
    Json plain = change;
    plain.erase("name");
    TrainingRun run(Patched(document["experiment"], plain));
    run.Start(nullptr);
    run.session().Run(Session::kNoLimit, 0);
    Json last;
    for (const Json& row : result["table"]["rows"]) {
      if (row[0] == name) last = row;
    }
    EXPECT_EQ(last[1], run.session().steps()) << name;
    EXPECT_EQ(last[4].get<double>(), run.session().latest().train_loss) << name;
  }
}

TEST(Landscape, RefusesARacerWithALandscapeOfItsOwn) {
  const auto path = [](const char* racer) {
    Json document = MoonsLandscape();
    document["racers"] = Json::array({{{"optimizer", "sgd"}}, Json::parse(racer)});
    try {
      StudyDocument study(Dump(document), nullptr);
    } catch (const Error& error) {
      return error.path();
    }
    return std::string("accepted");
  };
  EXPECT_EQ(path(R"({"data": {"type": "circle"}})"), "racers[1].data");
  EXPECT_EQ(path(R"({"loss": "hinge"})"), "racers[1].loss");
  EXPECT_EQ(path(R"({"model": {"layers": [{"type": "dense"}]}})"), "racers[1].model");
  EXPECT_EQ(path(R"({"optimizer": {"type": "adam", "learning_rate": -1}})"),
            "racers[1].optimizer.learning_rate");
  // Two paths of one name would be drawn as one.
  EXPECT_EQ(path(R"({"optimizer": "sgd"})"), "racers[1].name");
  EXPECT_EQ(path(R"({"model": {"layers": [
      {"type": "dense", "units": 3, "activation": "tanh", "initializer": "he_normal"},
      {"type": "dense"}]}})"),
            "accepted");
}

Vector VectorOf(std::initializer_list<double> values) {
  Vector vector(static_cast<Index>(values.size()));
  std::transform(values.begin(), values.end(), vector.data(),
                 [](double value) { return static_cast<Scalar>(value); });
  return vector;
}

TEST(Plane, OfAPathHoldsItsLargestDirections) {
  // A known ellipse: variance 8 along (1, 1, 0), 2 along (0, 0, 1), none elsewhere.
  const std::vector<Vector> path{VectorOf({2, 2, 0}), VectorOf({-2, -2, 0}), VectorOf({0, 0, 1}),
                                 VectorOf({0, 0, -1})};
  const Plane plane = PathPlane(path, path.back());
  const double tolerance = 16 * std::numeric_limits<Scalar>::epsilon();
  EXPECT_NEAR(std::abs(static_cast<double>(plane.first[0])), std::sqrt(0.5), tolerance);
  EXPECT_NEAR(static_cast<double>(plane.first[0] - plane.first[1]), 0, tolerance);
  EXPECT_NEAR(std::abs(static_cast<double>(plane.second[2])), 1, tolerance);
  EXPECT_NEAR(ShareOfVariance(plane, path), 1, tolerance);
}

TEST(Plane, HoldsTheShareThatIsInIt) {
  // Variances 9, 4 and 1 along three axes, all of them in 6 points around 0.
  const std::vector<Vector> path{VectorOf({3, 0, 0}),  VectorOf({-3, 0, 0}), VectorOf({0, 2, 0}),
                                 VectorOf({0, -2, 0}), VectorOf({0, 0, 1}),  VectorOf({0, 0, -1})};
  EXPECT_NEAR(ShareOfVariance(PathPlane(path, path.back()), path), 13.0 / 14,
              16 * std::numeric_limits<Scalar>::epsilon());
}

TEST(Plane, ProjectsOntoDirectionsThatAreNotPerpendicular) {
  const Plane plane{VectorOf({1, 1, 1}), VectorOf({1, 0, 0}), VectorOf({1, 2, 0})};
  Vector point;
  plane.PointAt({3, -2}, point);
  point[2] = 9;  // beside the plane
  const auto [alpha, beta] = plane.Project(point);
  EXPECT_NEAR(alpha, 3, 64 * std::numeric_limits<Scalar>::epsilon());
  EXPECT_NEAR(beta, -2, 64 * std::numeric_limits<Scalar>::epsilon());
}

TEST(Plane, ARandomOneHasFiltersAsLongAsTheTrainedOnes) {
  SlotList layers(Layers());
  layers.Add().Choose("dense");
  layers[0]->dense()->DeriveUnits(3);
  const Network network(std::span{layers}, Shape::Flat(2));
  const Vector trained = VectorOf({1, 2, 3, 4, 5, 6, 7, 8, 9});
  Random random(1, "test");
  const Plane plane = RandomPlane(network, trained, random);
  for (Index row = 0; row < 3; ++row) {
    const auto length = [row](const Vector& v) {
      return std::hypot(static_cast<double>(v[row]), static_cast<double>(v[row + 3]));
    };
    EXPECT_NEAR(length(plane.first), length(trained),
                16 * std::numeric_limits<Scalar>::epsilon() * 7);
    EXPECT_NEAR(length(plane.second), length(trained),
                16 * std::numeric_limits<Scalar>::epsilon() * 7);
    EXPECT_EQ(plane.first[6 + row], 0) << "biases stay";
  }
}

}  // namespace
}  // namespace downhill
