// SPDX-License-Identifier: Apache-2.0
// Where the optimizer averages its path, the average is what the run shows, evaluates and saves,
// while training goes on from the last weights.
#include <gtest/gtest.h>

#include <limits>
#include <memory>

#include "experiment/training_run.h"

namespace downhill {
namespace {

std::unique_ptr<TrainingRun> OpenAveraging(const Json& changes = Json::object()) {
  Json document = Json::parse(R"({"data": {"type": "moons", "samples": 60}, "stop": {"epochs": 6},
      "batch_size": 16, "optimizer": {"type": "asgd", "lambd": 0, "t0": 1},
      "record": {"unit": "step"},
      "model": {"layers": [{"type": "dense", "units": 4, "activation": "tanh"}, {"type": "batch_norm"},
                           {"type": "dense"}]}})");
  document.merge_patch(changes);
  auto run = std::make_unique<TrainingRun>(document);
  run->Start(nullptr);
  return run;
}

TEST(Averaging, ShowsTheMeanOfThePathWhichIsThatOfSgd) {
  const auto averaged = OpenAveraging();
  const auto plain =
      OpenAveraging({{"optimizer", {{"type", "sgd"}, {"lambd", nullptr}, {"t0", nullptr}}}});
  const Session& session = averaged->session();
  EXPECT_EQ(session.parameters(), session.trainer().last_weights().parameters) << "before a step";
  Vector sum = Vector::Zero(session.parameters().size());
  for (int t = 1; t <= 18; ++t) {
    averaged->session().Run(1, 0);
    plain->session().Run(1, 0);
    const Vector& last = plain->session().parameters();
    EXPECT_EQ(session.trainer().last_weights().parameters, last) << t;
    // mu of step t is 1 / max(1, t - 2).
    if (t <= 3) sum.setZero();
    sum += last;
    const Vector mean = sum / static_cast<Scalar>(t <= 3 ? 1 : t - 2);
    const double distance =
        static_cast<double>((session.parameters() - mean).cwiseAbs().maxCoeff());
    // Eighteen roundings of numbers around 1.
    EXPECT_LE(distance, 64 * static_cast<double>(std::numeric_limits<Scalar>::epsilon())) << t;
    EXPECT_EQ(session.weights().statistics, plain->session().weights().statistics) << t;
  }
  EXPECT_NE(session.parameters(), plain->session().parameters());
}

/// The weights that are shown have the losses that are told of them.
void ExpectTheLossesOfTheWeights(TrainingRun& run) {
  Session& session = run.session();
  const HistoryRow& told = session.latest();
  const auto loss = [&](Part part) {
    return session.evaluator().Evaluate(session.weights(), run.data().table(part))->loss;
  };
  EXPECT_EQ(loss(Part::kTrain), told.train_loss);
  EXPECT_EQ(loss(Part::kValidation), told.validation_loss);
}

TEST(Averaging, CurvesAreThoseOfTheAverage) {
  const auto run = OpenAveraging();
  run->session().Run(Session::kNoLimit, 0);
  EXPECT_NE(run->session().parameters(), run->session().trainer().last_weights().parameters);
  ExpectTheLossesOfTheWeights(*run);
}

TEST(Averaging, EarlyStoppingRestoresTheBestAverage) {
  const auto run =
      OpenAveraging({{"optimizer", {{"learning_rate", 2}}},
                     {"stop", {{"epochs", 60}, {"early_stopping", {{"patience", 3}}}}}});
  run->session().Run(Session::kNoLimit, 0);
  EXPECT_EQ(run->session().progress().reason, "early_stopping");
  EXPECT_LT(run->session().latest().step, static_cast<double>(run->session().steps()));
  ExpectTheLossesOfTheWeights(*run);
}

TEST(Averaging, KeepsFrozenLayersAsTheyAre) {
  const auto run = OpenAveraging(Json::parse(R"({"optimizer": {"lambd": 0.5}, "model": {"layers": [
      {"type": "dense", "units": 4, "frozen": true}, {"type": "dense"}]}})"));
  const Vector start = run->session().parameters();
  run->session().Run(10, 0);
  EXPECT_EQ(run->session().parameters().head(12), start.head(12));
  EXPECT_NE(run->session().parameters().tail(5), start.tail(5));
}

}  // namespace
}  // namespace downhill
