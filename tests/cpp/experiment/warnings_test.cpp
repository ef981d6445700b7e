// SPDX-License-Identifier: Apache-2.0
#include "experiment/warnings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "datasets/real_tables.h"
#include "experiment/training_run.h"

namespace downhill {
namespace {

using testing::AllOf;
using testing::HasSubstr;

/// "path: sentence" of each warning; a sentence without Chinese is none.
std::vector<std::string> WarningsOf(const Json& document) {
  TrainingRun run(document, &test::RealTables());
  const Json description = run.Describe();
  std::vector<std::string> warnings;
  for (const Json& warning : description["warnings"]) {
    const Json& message = warning["message"];
    warnings.push_back(warning["path"].get<std::string>() + ": " +
                       (message["zh"].get<std::string>().empty()
                            ? "no Chinese"
                            : message["en"].get<std::string>()));
  }
  return warnings;
}

std::string Only(const Json& document) {
  const std::vector<std::string> warnings = WarningsOf(document);
  EXPECT_EQ(warnings.size(), 1u) << testing::PrintToString(warnings);
  return warnings.empty() ? "none" : warnings.front();
}

Json RealTargets(const Json& targets, const Json& last_layer) {
  Json rows = Json::array();
  for (std::size_t i = 0; i < targets.size(); ++i) rows.push_back(i);
  return {{"data",
           {{"type", "rows"},
            {"features", rows},
            {"targets", targets},
            {"split", {{"train", 1}, {"validation", 0}, {"test", 0}}}}},
          {"model", {{"layers", Json::array({last_layer})}}}};
}

Json Ending(const std::string& activation) {
  return {{"type", "dense"}, {"activation", activation}};
}

Json Classes(const std::string& data, const std::string& loss, const Json& last_layer) {
  return {{"data", {{"type", data}}},
          {"loss", loss},
          {"model", {{"layers", Json::array({last_layer})}}}};
}

TEST(Warnings, AreNoneForTheDefaults) {
  EXPECT_TRUE(WarningsOf(Json::object()).empty());
  EXPECT_TRUE(WarningsOf({{"data", {{"type", "line"}}}}).empty());
}

TEST(Warnings, SayWhereAnOutputCannotReachItsTargets) {
  const Json targets{1, 4, 6, 8, 10};
  EXPECT_THAT(Only(RealTargets(targets, Ending("sigmoid"))),
              AllOf(HasSubstr("model.layers[0].activation: sigmoid gives numbers from 0 to 1, but "
                              "the targets run from 1 to 10, and 4 of 5 cannot be reached"),
                    HasSubstr("Leave the activation out")));
  EXPECT_THAT(Only(RealTargets(targets, Ending("tanh"))), HasSubstr("tanh gives numbers from -1"));
  EXPECT_THAT(Only(RealTargets({-3, -1, 2}, Ending("relu"))),
              HasSubstr("relu gives no number below 0, but the targets run from -3 to 2, and 2 of "
                        "3 cannot be reached"));
  EXPECT_TRUE(WarningsOf(RealTargets(targets, Ending("relu"))).empty());
  EXPECT_TRUE(WarningsOf(RealTargets({0, 0.5, 1}, Ending("sigmoid"))).empty());
}

TEST(Warnings, SayWhereAllTargetsAreTheSame) {
  EXPECT_THAT(Only(RealTargets({3, 3, 3}, {{"type", "dense"}})),
              AllOf(HasSubstr("data: "), HasSubstr("target 3 in every training sample")));
  // No advice to standardize what has no spread.
  EXPECT_THAT(Only(RealTargets({5000, 5000, 5000}, {{"type", "dense"}})),
              HasSubstr("nothing to learn"));
  Json two = RealTargets({{1, 4}, {2, 4}}, {{"type", "dense"}});
  EXPECT_THAT(Only(two), HasSubstr("has 4 as target 2 of every"));
  Json one_class = Classes("xor", "bce_logits", {{"type", "dense"}});
  one_class["data"] = {{"type", "rows"},
                       {"features", {1, 2, 3}},
                       {"targets", {1, 1, 1}},
                       {"classes", 2},
                       {"split", {{"train", 1}, {"validation", 0}, {"test", 0}}}};
  EXPECT_THAT(Only(one_class), HasSubstr("one class only, 1"));
}

TEST(Warnings, SpeakOfStandardizedTargetsWhereTheLossSeesThose) {
  Json document = RealTargets({10, 20, 30}, Ending("relu"));
  EXPECT_TRUE(WarningsOf(document).empty());
  document["data"]["standardize_target"] = true;
  EXPECT_THAT(Only(document), HasSubstr("the standardized targets run from -1.225 to 1.225, and 1 "
                                        "of 3 cannot be reached"));
}

TEST(Warnings, FollowTheOutputThroughLayersThatPassItOn) {
  Json document = RealTargets({1, 4, 10}, Ending("sigmoid"));
  document["model"]["layers"][0]["units"] = 1;
  document["model"]["layers"].push_back("flatten");
  document["model"]["layers"].push_back({{"type", "dropout"}, {"p", 0.5}});
  EXPECT_THAT(Only(document), HasSubstr("model.layers[0].activation: sigmoid"));
  document["model"]["layers"].push_back("dense");
  EXPECT_TRUE(WarningsOf(document).empty());
}

TEST(Warnings, SayWhereLogitsAreCutOff) {
  EXPECT_THAT(Only(Classes("moons", "bce_logits", Ending("sigmoid"))),
              HasSubstr("bce_logits takes them as logits and makes probabilities of them itself: "
                        "the probability stays between 0.5 and 0.7311"));
  EXPECT_THAT(Only(Classes("moons", "bce_logits", Ending("relu"))),
              HasSubstr("the probability stays between 0.5 and 1"));
  // 1 / (1 + 2 / e).
  EXPECT_THAT(Only(Classes("iris", "cross_entropy", Ending("sigmoid"))),
              HasSubstr("no probability exceeds 0.5761"));
  EXPECT_THAT(Only(Classes("iris", "cross_entropy", Ending("relu"))),
              HasSubstr("relu gives no number below 0, but cross_entropy takes them as logits"));
  EXPECT_TRUE(WarningsOf(Classes("moons", "bce", Ending("sigmoid"))).empty());
}

TEST(Warnings, SayWhereAMarginCannotBeReached) {
  EXPECT_THAT(Only(Classes("moons", "hinge", Ending("sigmoid"))),
              HasSubstr("the targets run from -1 to 1"));
  EXPECT_TRUE(WarningsOf(Classes("moons", "hinge", Ending("tanh"))).empty());
}

TEST(Warnings, SayWhereALayerNormLetsNothingThrough) {
  Json document = Json::parse(R"({"data": {"type": "line", "samples": 40}, "model": {"layers": [
      {"type": "dense", "units": 1}, {"type": "layer_norm"}, {"type": "dense"}]}})");
  EXPECT_THAT(Only(document), HasSubstr("model.layers[1]: normalizes one number alone"));
  document["model"]["layers"][0]["units"] = 2;
  EXPECT_THAT(Only(document), HasSubstr("model.layers[1]: normalizes two numbers"));
  document["model"]["layers"][0]["units"] = 3;
  EXPECT_TRUE(WarningsOf(document).empty());
  document["model"]["layers"] = Json::parse(
      R"([{"type": "residual", "layers": [{"type": "layer_norm"}]}, {"type": "dense"}])");
  EXPECT_THAT(Only(document), HasSubstr("model.layers[0].layers[0]: normalizes one number alone"));
}

TEST(Warnings, SayWhereTargetsAreFarFromOne) {
  for (const Json& targets : {Json{2e7, 2.5e7, 3e7}, Json{0.001, 0.002, 0.003}, Json{500, 501}}) {
    Json document = RealTargets(targets, "dense");
    EXPECT_THAT(Only(document), AllOf(HasSubstr("data.standardize_target: is false, but the "
                                                "targets have mean"),
                                      HasSubstr("Set it to true")));
    document["data"]["standardize_target"] = true;
    EXPECT_TRUE(WarningsOf(document).empty());
  }
  EXPECT_TRUE(WarningsOf(RealTargets({-20, 0, 90}, "dense")).empty());
}

TEST(Warnings, SayThatClassesAreNotStandardized) {
  EXPECT_THAT(Only({{"data", {{"standardize_target", true}}}}),
              HasSubstr("data.standardize_target: changes nothing here"));
}

}  // namespace
}  // namespace downhill
