// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "studies/study_runs.h"

namespace downhill {
namespace {

Json RaceOf(const Json& racers, const Json& experiment = Json::object()) {
  Json document = Json::parse(R"({"kind": "race", "seeds": 3, "experiment": {
      "data": {"type": "moons", "samples": 100}, "stop": {"epochs": 5},
      "model": {"layers": [{"type": "dense", "units": 4, "activation": "tanh"}, {"type": "dense"}]}}})");
  document["racers"] = racers;
  document["experiment"].merge_patch(experiment);
  return document;
}

TEST(Race, RacersStartFromTheSameParametersSeedBySeed) {
  const Json result = test::StudyResult(
      RaceOf({{{"optimizer", "sgd"}}, {{"optimizer", "adam"}}, {{"optimizer", "lion"}}}));
  ASSERT_EQ(result["curves"].size(), 3u);
  for (const char* edge : {"mean", "low", "high"}) {
    const Json& first = result["curves"][0]["train_loss"][edge];
    for (const Json& curve : result["curves"]) {
      EXPECT_EQ(curve["train_loss"][edge][0], first[0]);
      EXPECT_NE(curve["train_loss"][edge][1], nullptr);
    }
  }
  // Seeds differ: the band is open.
  EXPECT_LT(result["curves"][0]["train_loss"]["low"][0],
            result["curves"][0]["train_loss"]["high"][0]);
  EXPECT_NE(result["curves"][0]["train_loss"]["mean"][5],
            result["curves"][1]["train_loss"]["mean"][5]);
}

TEST(Race, TwoEqualRacersAreEqualToTheLastBitAndNoneOfThemWins) {
  const Json result = test::StudyResult(
      RaceOf({{{"name", "a"}}, {{"name", "b"}, {"optimizer", "adam"}}, {{"name", "c"}}}));
  EXPECT_EQ(result["curves"][0]["train_loss"], result["curves"][1]["train_loss"]);
  EXPECT_FALSE(result.contains("best"));
  EXPECT_THAT(result["message"]["en"].get<std::string>(),
              testing::StartsWith("a, b and c are level"));
}

TEST(Race, TheBetterOneWinsAndOneThatDivergesDoesNot) {
  const Json result = test::StudyResult(
      RaceOf({{{"name", "far"}, {"optimizer", {{"type", "sgd"}, {"learning_rate", 99}}}},
              {{"name", "none"}, {"optimizer", {{"type", "sgd"}, {"learning_rate", 1e-9}}}},
              {{"name", "good"}, {"optimizer", {{"type", "adam"}, {"learning_rate", 0.05}}}}},
             {{"loss", "mse"},
              {"model", {{"layers", {{{"type", "dense"}, {"units", 4}}, {{"type", "dense"}}}}}}}));
  EXPECT_EQ(result["best"], "good");
  EXPECT_EQ(result["table"]["rows"][0][6], 3) << "runs of the first that failed";
  EXPECT_THAT(result["message"]["en"].get<std::string>(), testing::HasSubstr("good wins"));
}

TEST(Race, ABandHasThePointsThatEveryRunHasHoweverLongTheyAre) {
  // One racer records 30,001 points, of which its history drops every second one, and stops at its
  // own step; the other one is short.
  const Json result = test::StudyResult(
      RaceOf({{{"name", "long"}, {"stop", {{"epochs", 30'000}}}}, {{"name", "short"}}},
             Json::parse(R"({"record": {"every": 1, "unit": "step"}, "data": {"samples": 20},
                      "model": {"layers": [{"type": "dense"}]}})")));
  const Json& steps = result["curves"][0]["train_loss"]["steps"];
  EXPECT_EQ(steps.front(), 0);
  EXPECT_EQ(steps.back(), 30'000);
  EXPECT_GT(steps.size(), 200u);
  EXPECT_LE(steps.size(), 401u);
  EXPECT_EQ(steps[1].get<double>() * 2, steps[2].get<double>());
  EXPECT_EQ(result["curves"][1]["train_loss"]["steps"].back(), 5);
}

TEST(Race, NamesComeFromWhatIsChanged) {
  const Json result = test::StudyResult(
      RaceOf({{{"optimizer", {{"type", "sgd"}, {"learning_rate", 0.5}}}}, {{"batch_size", 8}}}));
  EXPECT_EQ(result["table"]["rows"][0][0], "optimizer sgd, learning_rate 0.5");
  EXPECT_EQ(result["table"]["rows"][1][0], "batch_size 8");
}

TEST(Race, AnObjectThatNamesItsTypeReplacesTheWholeOne) {
  // beta1 belongs to adam: sgd would refuse it.
  const Json result = test::StudyResult(
      RaceOf({{{"optimizer", {{"type", "sgd"}}}}, {{"optimizer", {{"beta1", 0.5}}}}},
             {{"optimizer", {{"type", "adam"}, {"beta1", 0.8}}}}));
  EXPECT_EQ(result["table"]["rows"][0][6], 0);
}

TEST(Race, RefusesRacersThatAreNone) {
  EXPECT_THAT(test::StudyRefusal(RaceOf(Json::array())), testing::HasSubstr("racers: is no list"));
  EXPECT_THAT(test::StudyRefusal(RaceOf({{{"optimizer", "sgd"}}, 3})),
              testing::HasSubstr("racers[1]: is no object"));
  EXPECT_THAT(test::StudyRefusal(RaceOf({{{"optimizer", "sgd"}}, {{"optimizer", "sdg"}}})),
              testing::HasSubstr("racers[1].optimizer: "));
  EXPECT_THAT(test::StudyRefusal(RaceOf({{{"seed", 1}}, {{"seed", 2}}})),
              testing::HasSubstr("racers[0].seed: belongs"));
  EXPECT_THAT(test::StudyRefusal(RaceOf({{{"name", 1}}, {{"seed", 2}}})),
              testing::HasSubstr("racers[0].name: "));
  EXPECT_THAT(test::StudyRefusal(RaceOf({{{"batch_size", 4}}, {{"batch_size", 4}}})),
              testing::HasSubstr("racers[1].name: there is a \"batch_size 4\" already"));
  EXPECT_THAT(test::StudyRefusal(RaceOf({{{"loss", "mse"}}, {{"optimizer", "sgd"}}})),
              testing::HasSubstr("measure: is validation_loss, but the losses differ"));
  EXPECT_THAT(test::StudyRefusal(RaceOf({{{"data", {{"standardize_target", true}}}},
                                         {{"data", {{"standardize_target", false}}}}},
                                        {{"data", {{"type", "line"}}}})),
              testing::HasSubstr("measure: is validation_loss, but the losses differ"));
  EXPECT_THAT(test::StudyRefusal(
                  RaceOf({{{"batch_size", 4}}, {{"batch_size", 8}}},
                         {{"data", {{"split", {{"train", 1}, {"validation", 0}, {"test", 0}}}}}})),
              testing::HasSubstr("measure: there are no validation samples"));
}

}  // namespace
}  // namespace downhill
