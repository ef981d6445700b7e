// SPDX-License-Identifier: Apache-2.0
// The training loss of a point gathered from the batches that were learnt from (record.train).
#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "experiment/training_run.h"
#include "optimizers/optimizer.h"
#include "training/registered.h"

namespace downhill {
namespace {

/// 42 samples to train on, in batches of 16, 16 and 10.
std::unique_ptr<TrainingRun> Opened(const Json& changes, const std::string& train = "running") {
  Json document = Json::parse(R"({"data": {"type": "moons", "samples": 60}, "stop": {"epochs": 6},
      "batch_size": 16, "optimizer": {"type": "adam", "learning_rate": 0.02},
      "model": {"layers": [{"type": "dense", "units": 4, "activation": "tanh"}, "dense"]}})");
  document["record"]["train"] = train;
  document.merge_patch(changes);
  auto run = std::make_unique<TrainingRun>(document);
  run->Start(nullptr);
  return run;
}

const std::vector<HistoryRow>& RowsOf(TrainingRun& run) {
  run.session().Run(Session::kNoLimit, 0);
  return run.session().history().rows();
}

class EveryRunningOptimizer : public testing::TestWithParam<std::string> {};

TEST_P(EveryRunningOptimizer, HasTheMeanOfTheBatchLossesSinceTheLastPoint) {
  for (const Json& record :
       {Json{{"every", 1}}, Json{{"every", 2}}, Json{{"every", 4}, {"unit", "step"}}}) {
    const Json changes{{"optimizer", {{"type", GetParam()}, {"learning_rate", nullptr}}},
                       {"record", record}};
    const auto run = Opened(changes);
    Session& session = run->session();
    double sum = 0;
    Index samples = 0;
    while (session.progress().status == Status::kReady) {
      const Index size = session.next_batch_size();
      session.Run(1, 0);
      sum += session.batch_loss() * static_cast<double>(size);
      samples += size;
      const HistoryRow& last = session.history().rows().back();
      if (last.step != static_cast<double>(session.steps())) continue;
      EXPECT_EQ(last.train_loss, sum / static_cast<double>(samples));
      sum = 0;
      samples = 0;
    }
    EXPECT_GT(session.steps(), 0);
  }
}

INSTANTIATE_TEST_SUITE_P(Registered, EveryRunningOptimizer, testing::ValuesIn(Ids(Optimizers())),
                         [](const auto& one) { return one.param; });

TEST(RunningMean, BeginsWithAnEvaluatedPointAndChangesNothingThatIsLearnt) {
  const auto running = Opened(Json::object()), evaluated = Opened(Json::object(), "evaluated");
  const auto &rows = RowsOf(*running), &others = RowsOf(*evaluated);
  EXPECT_EQ(running->session().parameters(), evaluated->session().parameters());
  ASSERT_EQ(rows.size(), others.size());
  EXPECT_EQ(rows[0].train_loss, others[0].train_loss);
  EXPECT_EQ(rows[0].train_accuracy, others[0].train_accuracy);
  for (std::size_t i = 1; i < rows.size(); ++i) {
    EXPECT_NE(rows[i].train_loss, others[i].train_loss);
    EXPECT_EQ(rows[i].validation_loss, others[i].validation_loss);
    EXPECT_EQ(rows[i].validation_accuracy, others[i].validation_accuracy);
  }
}

TEST(RunningMean, OfOneBatchOfEverythingIsThePointBefore) {
  const auto running = Opened({{"batch_size", "full"}});
  const auto evaluated = Opened({{"batch_size", "full"}}, "evaluated");
  const auto &rows = RowsOf(*running), &others = RowsOf(*evaluated);
  for (std::size_t i = 1; i < rows.size(); ++i) {
    // Rounding of a forward pass in single precision.
    EXPECT_NEAR(rows[i].train_loss, others[i - 1].train_loss, 1e-5);
    EXPECT_EQ(rows[i].train_accuracy, others[i - 1].train_accuracy);
  }
}

TEST(RunningMean, CountsTheRightClassesOfShuffledBatches) {
  // Of a rate so small that nothing changes within an epoch.
  for (const char* data : {"moons", "blobs"}) {
    const auto run = Opened(
        {{"data", {{"type", data}}}, {"optimizer", {{"type", "sgd"}, {"learning_rate", 1e-12}}}});
    const auto& rows = RowsOf(*run);
    for (const HistoryRow& row : rows) EXPECT_EQ(row.train_accuracy, rows[0].train_accuracy);
  }
}

TEST(RunningMean, OfNumbersHasNoAccuracy) {
  const auto run = Opened({{"data", {{"type", "line"}}}});
  for (const HistoryRow& row : RowsOf(*run)) {
    EXPECT_TRUE(std::isnan(row.train_accuracy));
    EXPECT_TRUE(std::isfinite(row.train_loss));
  }
}

TEST(RunningMean, IsWhatStopRulesSee) {
  const Json changes{{"batch_size", "full"}, {"stop", {{"epochs", 500}, {"loss_below", 0.3}}}};
  const auto running = Opened(changes), evaluated = Opened(changes, "evaluated");
  RowsOf(*evaluated);
  EXPECT_EQ(RowsOf(*running).back().step, static_cast<double>(evaluated->session().steps() + 1));
  EXPECT_EQ(running->session().progress().reason, "loss_below");
  EXPECT_LT(running->session().latest().train_loss, 0.3);
}

TEST(RunningMean, OfAnEndBetweenTwoPointsIsOfTheBatchesUpToIt) {
  const auto run = Opened({{"stop", {{"steps", 4}}}});
  Session& session = run->session();
  session.Run(3, 0);
  session.Run(1, 0);
  EXPECT_EQ(session.latest().step, 4);
  EXPECT_DOUBLE_EQ(session.latest().train_loss, session.batch_loss());
}

TEST(RunningMean, OfARunThatBreaksHasTheBatchThatBrokeIt) {
  const auto run = Opened({{"data", {{"type", "line"}}},
                           {"model", {{"layers", Json::array({"dense"})}}},
                           {"record", {{"every", 50}}},
                           {"optimizer", {{"type", "sgd"}, {"learning_rate", 100}}}});
  const HistoryRow last = RowsOf(*run).back();
  EXPECT_EQ(run->session().progress().status, Status::kDiverged);
  EXPECT_EQ(last.step, static_cast<double>(run->session().steps()));
  EXPECT_GT(last.train_loss, RowsOf(*run)[0].train_loss);
}

TEST(RunningMean, WeightsSetByHandAreEvaluatedAndNoBatchBeforeThemCounts) {
  const auto run = Opened(Json::object());
  Session& session = run->session();
  session.Run(1, 0);
  run->SetParameters("layers[0].bias", std::vector<float>(4, 3.0f));
  session.Run(0, 0);
  const auto now = session.evaluator().Evaluate(session.weights(), run->data().table(Part::kTrain));
  EXPECT_EQ(session.latest().train_loss, now->loss);
  double sum = 0;
  for (const double size : {16.0, 10.0}) {
    session.Run(1, 0);
    sum += session.batch_loss() * size;
  }
  EXPECT_EQ(session.latest().step, 3);
  EXPECT_DOUBLE_EQ(session.latest().train_loss, sum / 26);
}

}  // namespace
}  // namespace downhill
