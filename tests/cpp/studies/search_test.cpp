// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

#include "experiment/training_run.h"
#include "studies/space.h"
#include "studies/study_runs.h"

namespace downhill {
namespace {

Json SearchIn(const Json& space, const Json& changes = Json::object()) {
  Json document = Json::parse(R"({"kind": "search", "trials": 9, "experiment": {
      "data": {"type": "moons", "samples": 100}, "stop": {"epochs": 9},
      "model": {"layers": [{"type": "dense", "units": 4, "activation": "tanh"}, {"type": "dense"}]}}})");
  document["space"] = space;
  document.merge_patch(changes);
  return document;
}

const Json& RateSpace() {
  static const Json space{
      {"optimizer.learning_rate", {{"minimum", 1e-5}, {"maximum", 0.5}, {"scale", "log"}}}};
  return space;
}

TEST(Search, RanksTrialsByWhatTheyReachAndTellsTheBest) {
  const Json result = test::StudyResult(SearchIn(RateSpace()));
  const Json& rows = result["table"]["rows"];
  ASSERT_EQ(rows.size(), 9u);
  for (std::size_t i = 1; i < rows.size(); ++i) {
    EXPECT_LE(rows[i - 1][1].get<double>(), rows[i][1].get<double>());
  }
  // The document of the best one gives its number again.
  TrainingRun run(Dump(result["best"]));
  run.Start(nullptr);
  run.session().Run(Session::kNoLimit, 0);
  EXPECT_EQ(run.session().latest().validation_loss, rows[0][1].get<double>());
  EXPECT_EQ(result["best"]["optimizer"]["learning_rate"], rows[0][4]);
}

TEST(Search, HalvingGivesTheFullTrainingOnlyToTheBest) {
  const Json result =
      test::StudyResult(SearchIn(RateSpace(), {{"strategy", "successive_halving"}}));
  const Json& rows = result["table"]["rows"];
  ASSERT_EQ(rows.size(), 9u);
  std::multiset<std::int64_t> steps;
  for (const Json& row : rows) steps.insert(row[2].get<std::int64_t>());
  // 70 training samples in batches of 32: 3 steps an epoch, 27 in all; 9 -> 3 -> 1.
  EXPECT_EQ(steps, (std::multiset<std::int64_t>{3, 3, 3, 3, 3, 3, 9, 9, 27}));
  EXPECT_EQ(rows[0][2], 27);
}

TEST(Search, HasACurveOfEachTrialWhichEndsAtItsMeasure) {
  for (const std::string measure : {"validation_loss", "train_accuracy"}) {
    const Json result = test::StudyResult(SearchIn(RateSpace(), {{"measure", measure}}));
    ASSERT_EQ(result["curves"].size(), 9u);
    for (const Json& row : result["table"]["rows"]) {
      const auto trial = row[0].get<std::size_t>();
      const Json& curve = result["curves"][trial - 1];
      EXPECT_EQ(curve["trial"], trial);
      EXPECT_EQ(curve["values"].size(), 10u) << "the start, and nine epochs";
      EXPECT_EQ(curve["values"].back(), row[1]);
      EXPECT_EQ(curve["epochs"].back(), 9);
    }
  }
}

TEST(Search, TellsTheCurvesOfTrialsThatAreUnderWay) {
  StudyDocument study(Dump(SearchIn(RateSpace())), nullptr);
  while (study.run().Result()["curves"].size() < 2) study.run().Advance(0.001);
  const Json curves = study.run().Result()["curves"];
  EXPECT_EQ(curves[0]["values"].size(), 10u);
  EXPECT_LE(curves[1]["values"].size(), 10u);
}

TEST(Search, StructureIsPartOfTheSpace) {
  const Json result = test::StudyResult(SearchIn(Json::parse(R"({"model.layers": {"values": [
      [{"type": "dense"}], [{"type": "dense", "units": 5}, {"type": "dense"}]]}})")));
  std::set<std::size_t> depths;
  for (const Json& row : result["table"]["rows"]) depths.insert(row[4].size());
  EXPECT_EQ(depths, (std::set<std::size_t>{1, 2}));
}

TEST(Search, TellsHowManyTrialsWereRefusedAndWhyTheFirstOneWas) {
  // A second layer is there in some trials only.
  const Json result = test::StudyResult(SearchIn(Json::parse(R"({
      "model.layers": {"values": [[{"type": "dense"}], [{"type": "dense", "units": 5}, {"type": "dense"}]]},
      "model.layers[1].activation": {"values": ["tanh", "relu"]}})")));
  std::size_t refused = 0;
  for (const Json& row : result["table"]["rows"]) {
    EXPECT_EQ(row[3] == "refused", row[4].size() == 1);
    refused += row[3] == "refused" ? 1 : 0;
  }
  ASSERT_GT(refused, 0u);
  EXPECT_THAT(result["message"]["en"].get<std::string>(),
              testing::AllOf(testing::HasSubstr(Fill("Refused: {} of 9", refused)),
                             testing::HasSubstr(
                                 "Trial 6: space[\"model.layers[1].activation\"]: is no path")));
  EXPECT_THAT(result["message"]["zh"].get<std::string>(), testing::HasSubstr("被拒绝"));
}

TEST(Search, AChoiceMayBringItsOwnFields) {
  // The default optimizer has no momentum.
  const Json result = test::StudyResult(SearchIn(Json::parse(R"({
      "optimizer": {"values": ["momentum", "nesterov"]},
      "optimizer.momentum": {"minimum": 0.5, "maximum": 0.95}})")));
  for (const Json& row : result["table"]["rows"]) EXPECT_EQ(row[3], "finished");
}

TEST(Search, HalvingTellsTheScoresOfARoundWhileTheNextIsUnderWay) {
  const Json document = SearchIn(RateSpace(), {{"strategy", "successive_halving"}});
  StudyDocument study(Dump(document), nullptr);
  while (study.run().progress() < 0.5) study.run().Advance(0.001);
  const Json rows = study.run().Result()["table"]["rows"];
  ASSERT_EQ(rows.size(), 9u);
  EXPECT_EQ(rows[0][3], "under way");
  EXPECT_EQ(rows[8][3], "stopped");
}

TEST(Search, HalvingRefusesWhatDoesNotFitBesideTheOthersHoweverItIsCut) {
  const Json document = SearchIn(
      Json::parse(R"({"model.layers[1].units": {"values": [2, 4000]}})"),
      Json::parse(R"({"strategy": "successive_halving", "trials": 12, "experiment": {"seed": 3,
          "data": {"samples": 10}, "stop": {"epochs": 3}, "optimizer": "adam",
          "model": {"layers": [{"type": "dense", "units": 500}, {"type": "dense", "units": 2}, {"type": "dense"}]}}})"));
  const Json result = test::StudyResult(document);
  EXPECT_THAT(result["message"]["en"].get<std::string>(), testing::HasSubstr("beside the others"));
  StudyDocument study(Dump(document), nullptr);
  while (!study.run().finished()) study.run().Advance(0.001);
  EXPECT_EQ(study.run().Result(), result);
}

TEST(Search, DrawsLieInTheirRange) {
  Random random(1, "test");
  const Dimension rate("a", {{"minimum", 1e-4}, {"maximum", 1}, {"scale", "log"}});
  const Dimension whole("b", {{"minimum", 2}, {"maximum", 5}, {"whole", true}});
  int below = 0;
  std::set<std::int64_t> seen;
  for (int i = 0; i < 1000; ++i) {
    const auto drawn = rate.Draw(random).get<double>();
    EXPECT_GE(drawn, 1e-4);
    EXPECT_LE(drawn, 1);
    below += drawn < 1e-2 ? 1 : 0;
    seen.insert(whole.Draw(random).get<std::int64_t>());
  }
  // Half of a logarithmic range: 500, with a deviation of 16.
  EXPECT_NEAR(below, 500, 80);
  EXPECT_EQ(seen, (std::set<std::int64_t>{2, 3, 4, 5}));
}

TEST(Search, RefusesSpacesThatAreNone) {
  const auto refused = [](const Json& space) { return test::StudyRefusal(SearchIn(space)); };
  EXPECT_THAT(refused(Json::object()), testing::HasSubstr("space: is no object"));
  EXPECT_THAT(refused({{"seed", 3}}), testing::HasSubstr("space[\"seed\"]: is no object"));
  EXPECT_THAT(refused({{"seed", {{"minimum", 1}}}}), testing::HasSubstr("space[\"seed\"].maximum"));
  EXPECT_THAT(refused({{"seed", {{"minimum", 2}, {"maximum", 2}}}}),
              testing::HasSubstr("is not above the minimum"));
  EXPECT_THAT(refused({{"seed", {{"values", Json::array()}}}}), testing::HasSubstr("values"));
  EXPECT_THAT(refused({{"seed", {{"minimum", 0}, {"maximum", 2}, {"scale", "log"}}}}),
              testing::HasSubstr("must be above 0"));
  EXPECT_THAT(refused({{"seed", {{"minimum", 0}, {"maximum", 2}, {"step", 1}}}}),
              testing::HasSubstr("step: there is no such key"));
  EXPECT_THAT(refused({{"optimizer.learning_rates", {{"values", {0.1}}}}}),
              testing::HasSubstr("optimizer.learning_rates"));
  EXPECT_THAT(refused({{"model.layers[7].units", {{"values", {1}}}}}),
              testing::HasSubstr("is no path in the experiment"));
  EXPECT_THAT(refused({{"model.layers[0].units", {{"minimum", 1}, {"maximum", 8}}}}),
              testing::HasSubstr("Or give \"whole\": true"));
  EXPECT_THAT(refused({{"loss", {{"values", {"bce_logits", "mse"}}}}}),
              testing::HasSubstr("measure: is validation_loss, but the losses differ"));
  EXPECT_THAT(refused({{"data.standardize_target", {{"values", {true, false}}}}}),
              testing::HasSubstr("measure: is validation_loss, but the losses differ"));
  EXPECT_THAT(refused({{"batch_size", {{"minimum", 1}, {"maximum", 1e9}, {"whole", true}}}}),
              testing::HasSubstr("1000000000 is refused"));
  // The path leads into a network, which does not stand in the sentence.
  EXPECT_THAT(refused(Json::parse(R"({"model.layers": {"values": [[{"type": "dense"}],
                          [{"type": "dense", "units": 0}, {"type": "dense"}]]}})")),
              testing::AllOf(testing::HasSubstr("space[\"model.layers\"].values[1][0].units: "),
                             testing::Not(testing::HasSubstr("{"))));
}

TEST(Restarts, KeepsTheDataAndFindsTheBestStart) {
  const Json result =
      test::StudyResult(Json::parse(R"({"kind": "restarts", "seeds": 5, "experiment": {
      "data": {"type": "xor", "samples": 80}, "stop": {"epochs": 6}, "seed": 3,
      "model": {"layers": [{"type": "dense", "units": 2, "activation": "tanh"}, {"type": "dense"}]}}})"));
  const Json& rows = result["table"]["rows"];
  ASSERT_EQ(rows.size(), 5u);
  const auto best = rows[0][1].get<double>();
  for (std::size_t i = 1; i < rows.size(); ++i) {
    EXPECT_LE(rows[i - 1][1].get<double>(), rows[i][1].get<double>());
  }
  EXPECT_EQ(result["best"]["data"]["seed"], 3);
  TrainingRun run(Dump(result["best"]));
  run.Start(nullptr);
  run.session().Run(Session::kNoLimit, 0);
  EXPECT_EQ(run.session().latest().validation_loss, best);
}

}  // namespace
}  // namespace downhill
