// SPDX-License-Identifier: Apache-2.0
// Parameters that are set by hand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "core/text.h"
#include "experiment/moons_run.h"
#include "experiment/saved_model.h"
#include "experiment/saved_state.h"

namespace downhill {
namespace {

using test::ExpectSameBits;
using test::Moons;
using test::OpenMoons;
using test::ToItsEnd;

/// The first layer's 4 x 2 weights.
const char* const kBlock = "layers[0].weight";
const std::vector<float> kValues{0.5F, -0.5F, 1, -1, 0.25F, 2, -2, 0};

TEST(Edit, IsWhatIsSeenAndWhereTheNextStepBegins) {
  for (const char* optimizer : {"adam", "asgd"}) {
    const auto run = OpenMoons({{"optimizer", {{"type", optimizer}}}});
    run->session().Run(5, 0);
    const double before = run->session().latest().train_loss;
    run->SetParameters(kBlock, kValues);
    run->session().Run(0, 0);
    for (std::size_t i = 0; i < kValues.size(); ++i) {
      EXPECT_EQ(run->session().parameters()[static_cast<Index>(i)], kValues[i]);
      EXPECT_EQ(run->session().trainer().last_weights().parameters[static_cast<Index>(i)],
                kValues[i]);
    }
    EXPECT_EQ(run->session().steps(), 5);
    EXPECT_NE(run->session().latest().train_loss, before);
    const auto now = run->session().evaluator().Evaluate(run->session().weights(),
                                                         run->data().table(Part::kTrain));
    EXPECT_EQ(run->session().latest().train_loss, now->loss);
    ToItsEnd(*run);
    EXPECT_NE(run->session().parameters()[0], kValues[0]);
  }
}

TEST(Edit, ChangesThePointOfItsStepAndAddsNone) {
  // Three steps an epoch: the last row is of step 3.
  const auto run = OpenMoons();
  run->session().Run(3, 0);
  ASSERT_EQ(run->session().history().rows().size(), 2u);
  run->SetParameters(kBlock, kValues);
  run->session().Run(0, 0);
  EXPECT_EQ(run->session().history().rows().size(), 2u);
  EXPECT_EQ(run->session().history().rows().back().train_loss, run->session().latest().train_loss);
  EXPECT_EQ(ToItsEnd(*run).history().rows().size(), 7u);
}

TEST(Edit, IsSaidInWhatIsSavedUntilAReset) {
  const auto run = OpenMoons();
  EXPECT_FALSE(ModelJson(*run).contains("edited"));
  run->session().Run(4, 0);
  run->SetParameters(kBlock, kValues);
  EXPECT_TRUE(ModelJson(*run)["edited"]);
  const auto resumed = OpenMoons();
  test::ResumeFrom(*resumed, test::SavedState(*run));
  EXPECT_TRUE(resumed->session().edited());
  ExpectSameBits(ToItsEnd(*resumed), ToItsEnd(*run));
  run->session().Reset();
  EXPECT_FALSE(run->session().edited());
  const auto fresh = OpenMoons();
  ExpectSameBits(ToItsEnd(*run), ToItsEnd(*fresh));
}

TEST(Edit, BetweenTwoRecordsHasItsLossesAlsoWhereTheRunIsPutAside) {
  // Three steps an epoch: of step 4 there is no point.
  const auto run = OpenMoons();
  run->session().Run(4, 0);
  run->SetParameters(kBlock, kValues);
  run->session().Run(1, 0);
  ASSERT_EQ(run->session().latest().step, 4);
  const auto resumed = OpenMoons();
  test::ResumeFrom(*resumed, test::SavedState(*run));
  EXPECT_EQ(resumed->session().latest().step, 4);
  EXPECT_EQ(resumed->session().latest().train_loss, run->session().latest().train_loss);
  EXPECT_EQ(resumed->session().latest().validation_loss, run->session().latest().validation_loss);
  ExpectSameBits(ToItsEnd(*resumed), ToItsEnd(*run));
}

TEST(Edit, OfAFinishedRunIsMeasuredAtOnce) {
  const auto run = OpenMoons();
  const double before = ToItsEnd(*run).latest().train_loss;
  run->SetParameters(kBlock, kValues);
  EXPECT_FALSE(run->session().recording());
  EXPECT_NE(run->session().latest().train_loss, before);
  EXPECT_EQ(run->session().progress().status, Status::kFinished);
}

TEST(Edit, OfARunThatIsOverLeavesItAsItEndedAlsoWhereItIsPutAside) {
  // Each by another rule; four steps are no whole epoch, so that the rule of records asks for no
  // point there.
  const std::vector<Json> endings{
      Json::parse(R"({"stop": {"epochs": 3}})"),
      Json::parse(R"({"stop": {"epochs": null, "steps": 4}})"),
      Json::parse(R"({"stop": {"loss_below": 0.7}})"),
      Json::parse(R"({"stop": {"loss_change_below": 0.5}})"),
      Json::parse(R"({"stop": {"gradient_norm_below": 1e6}})"),
      Json::parse(R"({"stop": {"early_stopping": {"patience": 1, "minimum_improvement": 1}}})"),
      Json::parse(R"({"stop": {"early_stopping":
          {"patience": 1, "minimum_improvement": 1, "restore_best": false}}})")};
  // By the last one a trained point would be called diverged.
  for (const float scale : {0.01F, 1.0F, 1e20F}) {
    for (const Json& ending : endings) {
      SCOPED_TRACE(Fill("{} at {}", ending.dump(), scale));
      const auto run = OpenMoons(ending);
      ToItsEnd(*run);
      ASSERT_EQ(run->session().progress().status, Status::kFinished);
      const HistoryRow before = run->session().latest();
      run->SetParameters("layers[3].weight", std::vector<float>{scale, -scale, scale, scale});
      EXPECT_EQ(run->session().latest().step, before.step);
      EXPECT_NE(run->session().latest().train_loss, before.train_loss);

      const auto resumed = OpenMoons(ending);
      test::ResumeFrom(*resumed, test::SavedState(*run));
      ExpectSameBits(resumed->session(), run->session());
      EXPECT_EQ(resumed->session().progress().status, Status::kFinished);
      EXPECT_EQ(resumed->session().progress().message.en, run->session().progress().message.en);
      EXPECT_EQ(resumed->session().latest().step, before.step);
      EXPECT_EQ(resumed->session().latest().train_loss, run->session().latest().train_loss);
      // Once more: what was put aside is what was taken up.
      EXPECT_EQ(test::SavedState(*resumed), test::SavedState(*run));
    }
  }
}

TEST(Edit, ThatBreaksARunLeavesItAtItsBestPoint) {
  // Three steps an epoch: at the best point itself, and after it; the pass of the next step is
  // broken before there is a point.
  for (const std::int64_t steps : {3, 4}) {
    const auto run = OpenMoons(Json::parse(
        R"({"stop": {"early_stopping": {"patience": 50, "minimum_improvement": 0.5}}})"));
    run->session().Run(3, 0);
    const Vector best = run->session().parameters();
    run->session().Run(steps - 3, 0);
    const float broken = std::numeric_limits<float>::max();
    run->SetParameters("layers[3].weight", std::vector<float>(4, broken));
    run->SetParameters("layers[1].weight", std::vector<float>(4, broken));
    ToItsEnd(*run);
    EXPECT_EQ(run->session().progress().status, Status::kDiverged) << steps;
    EXPECT_EQ(run->session().parameters(), best) << steps;
  }
}

TEST(Edit, IsNotJudgedWhereTheRunIsChangedToEndThere) {
  // At a step of which there is no point, and where another rule of records asks for one.
  for (const char* record : {R"({"every": 1})", R"({"every": 1, "unit": "step"})"}) {
    const auto run = OpenMoons();
    run->session().Run(4, 0);
    run->SetParameters("layers[3].weight", std::vector<float>(4, 1e20F));
    run->session().Run(0, 0);
    const double loss = run->session().latest().train_loss;
    TrainingRun ended(Moons({{"stop", {{"steps", 4}}}, {"record", Json::parse(record)}}));
    ended.GoOnFrom(*run, nullptr);
    EXPECT_EQ(ended.session().progress().status, Status::kFinished) << record;
    EXPECT_EQ(ended.session().progress().reason, "steps");
    EXPECT_EQ(ended.session().latest().train_loss, loss);
  }
}

TEST(Edit, OfLongAgoKeepsNoEndThatTheRuleDidNotAskFor) {
  const Json short_run{{"stop", {{"epochs", nullptr}, {"steps", 7}}}};
  const auto run = OpenMoons(short_run);
  run->session().Run(2, 0);
  run->SetParameters(kBlock, kValues);
  ToItsEnd(*run);
  ASSERT_EQ(run->session().latest().step, 7);
  TrainingRun longer(Moons({{"stop", {{"epochs", 9}}}}));
  longer.GoOnFrom(*run, nullptr);
  EXPECT_EQ(longer.session().steps(), 7);
  EXPECT_EQ(longer.session().latest().step, 6);
}

TEST(Edit, IsRefusedWithPlaceAndCureWhereItDoesNotFit) {
  const auto run = OpenMoons();
  const auto refused = [&](const char* block, const std::vector<float>& values) {
    try {
      run->SetParameters(block, values);
      return std::string("accepted");
    } catch (const Error& error) {
      EXPECT_FALSE(error.text().zh.empty());
      return error.path() + " " + error.text().en;
    }
  };
  EXPECT_THAT(refused(kBlock, {1, 2}), testing::HasSubstr("layers[0].weight has 4 x 2 numbers"));
  std::vector<float> broken = kValues;
  broken[3] = std::nanf("");
  EXPECT_THAT(refused(kBlock, broken), testing::HasSubstr("no finite number, at place 3"));
  EXPECT_THAT(refused("layers[0].wait", kValues), testing::HasSubstr("layers[0].weight"));
  EXPECT_FALSE(run->session().edited());
  const auto untouched = OpenMoons();
  ExpectSameBits(ToItsEnd(*run), ToItsEnd(*untouched));
}

TEST(Edit, IsRefusedInASentenceThatCanBeReadAlsoInADeepNetwork) {
  Json layers = Json::array();
  for (int i = 0; i < 60; ++i) layers.push_back({{"type", "dense"}, {"units", 2}});
  layers.push_back("dense");
  const auto run = OpenMoons({{"model", {{"layers", layers}}}});
  try {
    run->SetParameters("no such block", kValues);
    ADD_FAILURE() << "accepted";
  } catch (const Error& error) {
    EXPECT_LT(error.text().en.size(), 600u);
    EXPECT_THAT(error.text().en, testing::EndsWith(" more."));
    EXPECT_THAT(error.text().zh, testing::HasSubstr("等共 122 个"));
  }
}

}  // namespace
}  // namespace downhill
