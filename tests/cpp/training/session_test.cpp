// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "core/thread_counts.h"
#include "datasets/real_tables.h"
#include "experiment/saved_model.h"
#include "experiment/training_run.h"
#include "optimizers/optimizer.h"
#include "training/metrics.h"

namespace downhill {
namespace {

/// A small run that differs from the defaults by `changes`.
std::unique_ptr<TrainingRun> Open(const Json& changes = Json::object(),
                                  ThreadPool* pool = nullptr) {
  Json document = Json::parse(R"({"data": {"type": "moons", "samples": 90}, "stop": {"epochs": 6},
                                  "model": {"layers": [{"type": "dense", "units": 5, "activation": "tanh"},
                                                       {"type": "dense"}]}})");
  document.merge_patch(changes);
  auto run = std::make_unique<TrainingRun>(Dump(document), &test::RealTables());
  run->Start(pool);
  return run;
}

Session& Finished(TrainingRun& run) {
  run.session().Run(Session::kNoLimit, 0);
  return run.session();
}

TEST(Session, SameDocumentGivesTheSameBits) {
  const auto a = Open();
  const auto b = Open();
  EXPECT_EQ(Finished(*a).parameters(), Finished(*b).parameters());
}

/// R2 of a network on targets from 0 to 100,000.
double R2OfLargeTargets(bool standardize_target) {
  const auto run = Open({{"data",
                          {{"type", "line"},
                           {"slope", 100},
                           {"x_minimum", 0},
                           {"x_maximum", 1000},
                           {"standardize_target", standardize_target}}},
                         {"stop", {{"epochs", 100}}}});
  Session& session = Finished(*run);
  const Table& table = run->data().table(Part::kTest);
  return *Measure(session.evaluator(), session.weights(), table, 0)->r2;
}

TEST(Session, TargetsFarFromOneAreLearntWhereTheyAreStandardized) {
  EXPECT_LT(R2OfLargeTargets(false), 0) << "worse than the mean";
  EXPECT_GT(R2OfLargeTargets(true), 0.99);
}

TEST(Session, AnotherSeedGivesAnotherRun) {
  const auto a = Open();
  const auto b = Open({{"seed", 8}});
  EXPECT_NE(a->session().parameters(), b->session().parameters());
}

TEST(Session, HowARunIsCutIntoCallsChangesNothing) {
  const auto whole = Open();
  const auto cut = Open();
  Finished(*whole);
  while (cut->session().progress().status == Status::kReady) cut->session().Run(1, 0.001);
  EXPECT_EQ(whole->session().parameters(), cut->session().parameters());
  ASSERT_EQ(whole->session().history().rows().size(), cut->session().history().rows().size());
  for (std::size_t i = 0; i < whole->session().history().rows().size(); ++i) {
    EXPECT_EQ(whole->session().history().rows()[i].train_loss,
              cut->session().history().rows()[i].train_loss);
  }
}

TEST(Session, ARecordOfALargeTableIsPutAsideBetweenItsPieces) {
  const Json large = Json::parse(R"({"data": {"samples": 3000}, "stop": {"steps": 2},
      "record": {"unit": "step"}, "batch_size": 8,
      "model": {"layers": [{"type": "dense", "units": 4096}, {"type": "dense"}]}})");
  const auto whole = Open(large);
  const auto cut = Open(large);
  Finished(*whole);
  bool put_aside = false;
  while (cut->session().progress().status == Status::kReady) {
    cut->session().Run(1, 0.001);
    put_aside |= cut->session().recording();
  }
  EXPECT_TRUE(put_aside);
  ASSERT_EQ(cut->session().history().rows().size(), 3u);
  EXPECT_EQ(whole->session().latest().train_loss, cut->session().latest().train_loss);
  EXPECT_EQ(whole->session().latest().validation_loss, cut->session().latest().validation_loss);
}

TEST(Session, FrozenLayersKeepTheirParametersUnderEveryOptimizer) {
  for (const auto& entry : Optimizers().entries) {
    SCOPED_TRACE(entry.id);
    const auto run = Open({{"optimizer", entry.id},
                           {"regularization", {{"l2", 0.1}}},
                           {"model",
                            {{"layers",
                              {{{"type", "dense"}, {"units", 5}, {"frozen", true}},
                               {{"type", "batch_norm"}, {"frozen", true}},
                               "dense"}}}}});
    const Weights start = run->session().weights();
    run->session().Run(20, 0);
    const Weights& now = run->session().weights();
    EXPECT_EQ(now.parameters.head(25), start.parameters.head(25));
    EXPECT_NE(now.parameters.tail(6), start.parameters.tail(6));
    EXPECT_EQ(now.statistics, start.statistics);
  }
}

/// Few noisy samples and many units: it learns them by heart, and the validation loss rises.
Json Overfitting() {
  return Json::parse(R"({"data": {"type": "moons", "samples": 60, "noise": 0.4}, "seed": 3,
      "stop": {"epochs": 400, "early_stopping": {"patience": 15}}, "batch_size": 8,
      "model": {"layers": [{"type": "dense", "units": 64, "activation": "tanh"}, {"type": "dense"}]},
      "optimizer": {"type": "adam", "learning_rate": 0.03}})");
}

TEST(Session, EarlyStoppingEndsWithTheWeightsOfTheBestPoint) {
  const auto run = Open(Overfitting());
  const Session& session = Finished(*run);
  EXPECT_EQ(session.progress().reason, "early_stopping");
  const auto& rows = session.history().rows();
  const auto best = std::min_element(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
    return a.validation_loss < b.validation_loss;
  });
  EXPECT_EQ(rows.end() - best, 15 + 1) << "patience counts the points after the best";
  const auto now =
      run->session().evaluator().Evaluate(session.weights(), run->data().table(Part::kValidation));
  EXPECT_EQ(now->loss, best->validation_loss);
  EXPECT_EQ(session.latest().validation_loss, best->validation_loss);
}

TEST(Session, EarlyStoppingKeepsTheLastWeightsWhereNoneAreToBeRestored) {
  Json document = Overfitting();
  document["stop"]["early_stopping"]["restore_best"] = false;
  const auto run = Open(document);
  const Session& session = Finished(*run);
  const auto now =
      run->session().evaluator().Evaluate(session.weights(), run->data().table(Part::kValidation));
  EXPECT_EQ(now->loss, session.history().rows().back().validation_loss);
}

TEST(Session, ABestPointThatEndsTheRunIsKept) {
  // The loss falls all the way: the point below the threshold is the best there was.
  const auto run = Open(
      {{"optimizer", {{"type", "sgd"}, {"learning_rate", 0.05}}},
       {"batch_size", "full"},
       {"data", {{"split", {{"train", 1}, {"validation", 0}, {"test", 0}}}}},
       {"stop", {{"epochs", 500}, {"loss_below", 0.5}, {"early_stopping", {{"patience", 50}}}}}});
  const Session& session = Finished(*run);
  EXPECT_EQ(session.progress().reason, "loss_below");
  EXPECT_LT(session.latest().train_loss, 0.5);
  EXPECT_EQ(session.latest().step, session.history().rows().back().step);
}

/// A run whose loss grows from the first step on, slowly.
Json Growing() {
  return Json::parse(R"({"data": {"type": "line"}, "model": {"layers": ["dense"]},
      "optimizer": {"type": "sgd", "learning_rate": 1.1}, "batch_size": "full", "loss": "mse",
      "record": {"unit": "step"}, "stop": {"epochs": 1000}})");
}

TEST(Session, TheUntrainedNetworkCostsNoPatience) {
  Json document = Growing();
  document["stop"]["early_stopping"] = {{"patience", 1}};
  const auto run = Open(document);
  const Session& session = Finished(*run);
  const auto& rows = session.history().rows();
  ASSERT_GT(rows[1].validation_loss, rows[0].validation_loss) << "the start is the best point";
  EXPECT_EQ(session.progress().reason, "early_stopping");
  EXPECT_EQ(session.steps(), 2)
      << "the first point that training has reached may be followed by one";
  EXPECT_EQ(session.latest().step, 1);
}

TEST(Session, ADivergedRunOffersItsBestWeights) {
  const auto run = Open({{"stop", {{"epochs", 1000}, {"early_stopping", {{"patience", 500}}}}},
                         {"optimizer", {{"type", "sgd"}, {"learning_rate", 0.05}}},
                         {"data", {{"type", "line"}}}});
  run->session().Run(20, 0);
  run->session().SetLearningRate(100);
  const Session& session = Finished(*run);
  ASSERT_EQ(session.progress().status, Status::kDiverged);
  EXPECT_LE(session.latest().step, 20);
  EXPECT_GT(session.latest().step, 0);
  EXPECT_NE(
      session.progress().message.en.find(Fill("The weights of step {} are restored.",
                                              static_cast<std::int64_t>(session.latest().step))),
      std::string::npos)
      << session.progress().message.en;
  const auto now =
      run->session().evaluator().Evaluate(session.weights(), run->data().table(Part::kValidation));
  EXPECT_EQ(now->loss, session.latest().validation_loss);
  EXPECT_EQ(ModelJson(*run)["status"], "diverged");
}

TEST(Session, ADivergedRunEndsWithAPointOfItsLastState) {
  const auto run = Open({{"data", {{"type", "line"}}},
                         {"model", {{"layers", Json::array({"dense"})}}},
                         {"optimizer", {{"type", "sgd"}, {"learning_rate", 100}}}});
  const Session& session = Finished(*run);
  ASSERT_EQ(session.progress().status, Status::kDiverged);
  EXPECT_GT(session.steps(), 0);
  EXPECT_EQ(session.history().rows().back().step, static_cast<double>(session.steps()));
  EXPECT_GT(session.history().rows().back().train_loss, session.history().rows()[0].train_loss);
}

TEST(Session, ResetStartsTheSameRunAgain) {
  const auto run = Open();
  const Vector start = run->session().parameters();
  run->session().SetLearningRate(0.5);
  const Vector end = Finished(*run).parameters();
  run->session().Reset();
  run->session().Run(0, 0);
  EXPECT_EQ(run->session().parameters(), start);
  EXPECT_EQ(run->session().steps(), 0);
  EXPECT_EQ(run->session().history().rows().size(), 1u);
  EXPECT_EQ(run->session().learning_rate(), 0.01);
  EXPECT_NE(Finished(*run).parameters(), end);
}

TEST(Session, ThreadsDoNotChangeABit) {
  // Layers and batch large enough that products are split (2^20 multiply-adds).
  const Json large = Json::parse(R"({"data": {"type": "random", "features": 64, "samples": 400},
      "batch_size": "full", "stop": {"epochs": 3},
      "model": {"layers": [{"type": "dense", "units": 128, "activation": "relu"}, {"type": "dense"}]}})");
  const auto one = Open(large);
  Finished(*one);
  for (const int threads : test::kThreadCounts) {
    ThreadPool pool(threads);
    const auto many = Open(large, &pool);
    EXPECT_EQ(Finished(*many).parameters(), one->session().parameters()) << threads;
    EXPECT_EQ(many->session().latest().validation_loss, one->session().latest().validation_loss);
  }
}

TEST(Session, LastBatchOfAnEpochMayBeSmallerAndCountsRightly) {
  // 63 training samples in batches of 10: seven steps an epoch, the last one with three samples.
  const auto run = Open({{"batch_size", 10}});
  ASSERT_EQ(run->data().table(Part::kTrain).samples(), 63);
  EXPECT_EQ(run->session().steps_per_epoch(), 7);
  run->session().Run(6, 0);
  EXPECT_EQ(run->session().samples(), 60);
  run->session().Run(1, 0);
  EXPECT_EQ(run->session().samples(), 63);
  EXPECT_DOUBLE_EQ(run->session().epochs(), 1);
}

TEST(Session, TheLossOfABatchIsToldToTheLastDigit) {
  for (const char* schedule : {"constant", "reduce_on_plateau"}) {
    const auto run = Open({{"batch_size", 1000}, {"schedule", schedule}});
    Session& session = run->session();
    session.Run(0, 0);
    const double start = session.latest().train_loss;
    EXPECT_TRUE(std::isnan(session.batch_loss()));
    session.Run(1, 0);
    EXPECT_DOUBLE_EQ(session.batch_loss(), start) << schedule;
  }
}

TEST(Session, TheLossOfABatchIsToldToTheLastDigitAlsoOfARunThatHasDiverged) {
  const auto run = Open({{"batch_size", 1000},
                         {"record", {{"unit", "step"}}},
                         {"optimizer", "sgd"},
                         {"stop", {{"epochs", 6}, {"divergence_factor", 2}}}});
  Session& session = run->session();
  session.SetLearningRate(1e4);
  session.Run(1, 0);
  ASSERT_EQ(session.progress().status, Status::kDiverged) << "by the loss after the update";
  EXPECT_DOUBLE_EQ(session.batch_loss(), session.history().rows()[0].train_loss);
}

TEST(Session, OneSampleAtATimeAndFullBatchHaveTheirSteps) {
  EXPECT_EQ(Open({{"batch_size", 1}})->session().steps_per_epoch(), 63);
  EXPECT_EQ(Open({{"batch_size", "full"}})->session().steps_per_epoch(), 1);
  EXPECT_EQ(Open({{"batch_size", 1000}})->session().steps_per_epoch(), 1);
}

TEST(Session, FullBatchStepIsTheMeanOfItsSamplesGradients) {
  // One full-batch step of gradient descent equals the mean of the steps of single samples.
  const Json sgd{{"optimizer", {{"type", "sgd"}, {"learning_rate", 1}}}, {"batch_size", "full"}};
  const auto run = Open(sgd);
  const Vector start = run->session().parameters();
  run->session().Run(1, 0);
  const Vector step = run->session().parameters() - start;

  const Table& train = run->data().table(Part::kTrain);
  Workspace workspace(run->network(), 1, Use::kTraining);
  const WeightsView weights(start.data(), nullptr);
  Vector sum = Vector::Zero(start.size());
  Vector gradient(start.size());
  for (Index s = 0; s < train.samples(); ++s) {
    Matrix room;
    const ConstMatrixMap input = train.inputs.Columns(s, 1, room);
    const MatrixMap out = workspace.Forward(weights, input, {.mode = Mode::kTraining});
    run->experiment().loss->Evaluate(ConstMatrixMap(out.data(), 1, 1),
                                     ConstMatrixMap(train.targets.col(s).data(), 1, 1),
                                     workspace.OutputGradient());
    workspace.Backward(weights, gradient.data());
    sum += gradient;
  }
  // 63 terms of order 1 each, summed in another order.
  const double tolerance = 64 * static_cast<double>(std::numeric_limits<Scalar>::epsilon());
  EXPECT_LE(static_cast<double>((step + sum / Scalar{63}).cwiseAbs().maxCoeff()), tolerance);
}

TEST(Session, EveryEpochVisitsEverySampleOnceInANewOrder) {
  // With mae and targets far above, each sample adds rate * x to w: the steps tell which it was.
  const Json document = Json::parse(R"({"data": {"type": "rows", "features": [[1],[2],[4],[8]],
      "targets": [1000,1000,1000,1000], "split": {"train": 1, "validation": 0, "test": 0},
      "standardize": false},
      "model": {"layers": [{"type": "dense", "initializer": "zeros", "bias": false}]},
      "loss": "mae", "optimizer": {"type": "sgd", "learning_rate": 0.5}, "batch_size": 1,
      "stop": {"epochs": 4}})");
  TrainingRun run(Dump(document), &test::RealTables());
  run.Start(nullptr);
  std::set<std::vector<double>> orders;
  for (int epoch = 1; epoch <= 4; ++epoch) {
    std::vector<double> order;
    double before = static_cast<double>(run.session().parameters()[0]);
    for (int step = 0; step < 4; ++step) {
      run.session().Run(1, 0);
      const auto now = static_cast<double>(run.session().parameters()[0]);
      order.push_back((now - before) / 0.5);
      before = now;
    }
    orders.insert(order);
    std::sort(order.begin(), order.end());
    // Halves and small whole numbers are exact in binary.
    EXPECT_EQ(order, (std::vector<double>{1, 2, 4, 8})) << "epoch " << epoch;
  }
  EXPECT_GT(orders.size(), 1u) << "every epoch had the same order";
}

TEST(Session, StopsAfterEpochsOrStepsExactly) {
  const auto epochs = Open();
  EXPECT_EQ(Finished(*epochs).progress().reason, "epochs");
  EXPECT_EQ(epochs->session().steps(), 6 * epochs->session().steps_per_epoch());
  const auto steps = Open({{"stop", {{"steps", 5}}}});
  EXPECT_EQ(Finished(*steps).progress().reason, "steps");
  EXPECT_EQ(steps->session().steps(), 5);
  EXPECT_EQ(steps->session().latest().step, 5) << "the last state is a point of the curve";
  // More than the 1000 epochs that are the default.
  TrainingRun long_run(std::string(
      R"({"data": {"type": "line", "samples": 8}, "model": {"layers": ["dense"]},
          "batch_size": "full", "record": {"every": 1000}, "stop": {"steps": 1500}})"));
  long_run.Start(nullptr);
  EXPECT_EQ(Finished(long_run).progress().reason, "steps");
  EXPECT_EQ(long_run.session().steps(), 1500);
}

TEST(Session, StopsWhereLossGradientOrChangeFallBelowTheirThreshold) {
  const auto loss = Open({{"stop", {{"epochs", 5000}, {"loss_below", 0.2}}}});
  EXPECT_EQ(Finished(*loss).progress().reason, "loss_below");
  EXPECT_LT(loss->session().latest().train_loss, 0.2);
  const Json full{{"batch_size", "full"},
                  {"stop", {{"epochs", 50000}, {"gradient_norm_below", 0.05}}}};
  const auto gradient = Open(full);
  EXPECT_EQ(Finished(*gradient).progress().reason, "gradient_norm_below");
  EXPECT_LT(gradient->session().latest().gradient_norm, 0.05);
  const auto change =
      Open({{"batch_size", "full"}, {"stop", {{"epochs", 50000}, {"loss_change_below", 1e-4}}}});
  EXPECT_EQ(Finished(*change).progress().reason, "loss_change_below");
}

TEST(Session, DivergenceNamesStepLayerAndRemedy) {
  const auto run = Open({{"data", {{"type", "line"}}},
                         {"optimizer", {{"type", "sgd"}, {"learning_rate", 90}}},
                         {"model", {{"layers", {{{"type", "dense"}}}}}}});
  const Progress& progress = Finished(*run).progress();
  EXPECT_EQ(progress.status, Status::kDiverged);
  EXPECT_EQ(progress.diverged_layer, 0u);
  EXPECT_GT(progress.diverged_step, 0);
  EXPECT_NE(progress.message.en.find("Divide the learning rate 90 by 10"), std::string::npos)
      << progress.message.en;
  EXPECT_NE(progress.message.zh.find("学习率"), std::string::npos);
  EXPECT_TRUE(run->session().parameters().allFinite()) << "the numbers before the damage are kept";
}

TEST(Session, DivergenceOfAClippedRunDoesNotAdviseToClip) {
  const auto run = Open({{"data", {{"type", "line"}}},
                         {"optimizer", {{"type", "sgd"}, {"learning_rate", 90}}},
                         {"clip", {{"type", "norm"}, {"max_norm", 1e6}}},
                         {"model", {{"layers", {{{"type", "dense"}}}}}}});
  const Progress& progress = Finished(*run).progress();
  ASSERT_EQ(progress.status, Status::kDiverged);
  EXPECT_EQ(progress.message.en.find("clip the gradient by norm"), std::string::npos)
      << progress.message.en;
  EXPECT_NE(progress.message.en.find("clip the gradient at a smaller limit"), std::string::npos)
      << progress.message.en;
}

TEST(Session, OnePointWithoutImprovementIsOnePoint) {
  const auto run = Open({{"stop", {{"epochs", 400}, {"early_stopping", {{"patience", 1}}}}},
                         {"optimizer", {{"type", "adam"}, {"learning_rate", 0.5}}}});
  const std::string message = Finished(*run).progress().message.en;
  EXPECT_NE(message.find("not been better at 1 point since"), std::string::npos) << message;
}

TEST(Session, NumbersThatOverflowAreFoundInTheirLayer) {
  if constexpr (sizeof(Scalar) == 8) GTEST_SKIP() << "64 bits hold these numbers";
  // 1e18 times 100 a layer passes 3.4e38 in the eleventh layer, number 10.
  Json layers = Json::array();
  for (int i = 0; i < 12; ++i) {
    layers.push_back(
        {{"type", "dense"}, {"units", 1}, {"initializer", {{"type", "constant"}, {"value", 100}}}});
  }
  Json document = Json::parse(R"({"data": {"type": "rows", "features": [[1e18], [0.9e18]],
      "targets": [0, 1], "split": {"train": 1, "validation": 0, "test": 0}, "standardize": false}})");
  document["model"]["layers"] = layers;
  TrainingRun run(Dump(document), &test::RealTables());
  run.Start(nullptr);
  EXPECT_EQ(Finished(run).progress().status, Status::kDiverged);
  EXPECT_EQ(run.session().progress().diverged_layer, 10u);
}

TEST(Session, LossThatIsInfiniteAtTheLastStepIsDivergenceAndNoEnd) {
  const Json document = Json::parse(R"({"data": {"type": "diabetes", "standardize": false},
      "optimizer": {"type": "sgd", "learning_rate": 100}, "stop": {"steps": 1},
      "model": {"layers": [{"type": "dense", "units": 64}, {"type": "dense", "units": 64},
                           {"type": "dense", "units": 64}, {"type": "dense"}]}})");
  TrainingRun run(Dump(document), &test::RealTables());
  run.Start(nullptr);
  EXPECT_EQ(Finished(run).progress().status, Status::kDiverged);
}

TEST(Session, RecordsAtTheStart_AndAsOftenAsAsked) {
  const auto epochs = Open({{"record", {{"every", 2}}}});
  EXPECT_EQ(Finished(*epochs).history().rows().size(), 1u + 3u);
  const auto steps = Open({{"record", {{"every", 1}, {"unit", "step"}}}});
  const std::size_t rows = Finished(*steps).history().rows().size();
  EXPECT_EQ(rows, static_cast<std::size_t>(1 + steps->session().steps()));
}

TEST(Session, LearningRateCanBeChangedOnTheWay) {
  const auto run = Open();
  run->session().Run(2, 0);
  run->session().SetLearningRate(0.25);
  EXPECT_EQ(run->session().learning_rate(), 0.25);
  Finished(*run);
  EXPECT_EQ(run->session().latest().learning_rate, 0.25);
}

TEST(History, KeepsTheLastPointOfARunThatWasThinned) {
  History history;
  HistoryRow row;
  for (int i = 0; i < 60001; ++i) {
    row.step = i;
    history.Add(row);
  }
  EXPECT_GT(history.thinnings(), 0);
  row.step = 60001;
  history.End(row);
  history.End(row);
  EXPECT_EQ(history.rows().back().step, 60001);
  EXPECT_LT(history.rows()[history.rows().size() - 2].step, 60001);
}

TEST(History, AnEndIsShownAndNotSaved) {
  History history;
  HistoryRow row;
  history.Add(row);
  row.step = 5;
  history.End(row);
  std::vector<std::uint8_t> bytes;
  Archive saved([&](std::span<const std::uint8_t> piece) {
    bytes.insert(bytes.end(), piece.begin(), piece.end());
  });
  history.Serialize(saved);
  saved.End();
  EXPECT_EQ(history.rows().size(), 2u) << "saving changes nothing";
  Archive archive(SourceOf(bytes));
  History resumed;
  resumed.Serialize(archive);
  ASSERT_EQ(resumed.rows().size(), 1u);
  EXPECT_EQ(resumed.rows()[0].step, 0);
}

TEST(PointFeed, GivesEveryPointOnceToWhoTakesThemInTime) {
  History history;
  PointFeed feed;
  HistoryRow row;
  std::vector<double> steps;
  for (int step = 0; step <= 50'000; ++step) {
    row.step = step;
    history.Add(row);
    feed.Add(row);
    if (step % 7000 != 0) continue;
    for (const HistoryRow& taken : feed.Take(history)) steps.push_back(taken.step);
  }
  for (const HistoryRow& taken : feed.Take(history)) steps.push_back(taken.step);
  ASSERT_EQ(steps.size(), 50'001u);
  for (std::size_t i = 0; i < steps.size(); ++i) ASSERT_EQ(steps[i], static_cast<double>(i));
  EXPECT_LE(history.rows().size(), History::kMostRows);
  feed.Add(row);
  feed.Clear();
  EXPECT_TRUE(feed.Take(history).empty());
}

TEST(PointFeed, KeepsNoMoreForAReaderThatStaysAwayAndGivesItWhatTheHistoryHas) {
  History history;
  PointFeed feed;
  HistoryRow row;
  const auto record = [&](double step) {
    row.step = step;
    history.Add(row);
    feed.Add(row);
  };
  record(0);
  feed.Take(history);
  for (int step = 1; step <= 400'000; ++step) record(step);
  EXPECT_FALSE(feed.is_read());
  const std::vector<HistoryRow> taken = feed.Take(history);
  EXPECT_GT(taken.front().step, 0);
  EXPECT_EQ(taken.size(), history.rows().size() - 1);
  record(400'001);
  ASSERT_EQ(feed.Take(history).size(), 1u);
}

/// One update an epoch, of which a run of a second has more than the history keeps.
Json Long() {
  return Json::parse(R"({"data": {"type": "line", "samples": 20}, "batch_size": "full",
      "model": {"layers": ["dense"]}, "optimizer": {"type": "sgd", "learning_rate": 1e-4},
      "stop": {"epochs": 50003}})");
}

TEST(Session, PointsThatTheHistoryThinsAwayAreMeasuredForAReaderAloneWhoChangesNothing) {
  for (const char* train : {"evaluated", "running"}) {
    Json document = Long();
    document["record"]["train"] = train;
    const auto alone = Open(document), read = Open(document);
    alone->session().Run(50'001, 0);
    EXPECT_EQ(alone->session().latest().step, 50'000) << "every fourth is kept";
    std::vector<double> steps;
    const auto take = [&] {
      for (const HistoryRow& row : read->session().TakeRecorded()) steps.push_back(row.step);
    };
    take();
    while (read->session().steps() < 50'001) {
      read->session().Run(5000, 0);
      take();
    }
    Finished(*alone);
    Finished(*read);
    take();
    ASSERT_EQ(steps.size(), 50'004u);
    for (std::size_t i = 0; i < steps.size(); ++i) ASSERT_EQ(steps[i], static_cast<double>(i));
    const auto &rows = alone->session().history().rows(),
               &others = read->session().history().rows();
    ASSERT_EQ(rows.size(), others.size());
    EXPECT_EQ(rows.back().step, 50'003);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      ASSERT_EQ(rows[i].step, others[i].step);
      ASSERT_EQ(rows[i].train_loss, others[i].train_loss);
      ASSERT_EQ(rows[i].validation_loss, others[i].validation_loss);
    }
    EXPECT_EQ(alone->session().parameters(), read->session().parameters());
  }
}

TEST(Session, ARuleThatLooksAtPointsSeesThoseThatTheHistoryThinsAway) {
  Json document = Long();
  const auto whole = Open(document);
  whole->session().Run(50'001, 0);
  const double loss = whole->session()
                          .evaluator()
                          .Evaluate(whole->session().weights(), whole->data().table(Part::kTrain))
                          ->loss;
  document["stop"]["loss_below"] = std::nextafter(loss, 1.0);
  EXPECT_LE(Finished(*Open(document)).steps(), 50'001);
}

TEST(History, StaysBoundedAndKeepsTheFirstPoint) {
  History history;
  for (int i = 0; i < 100000; ++i) {
    HistoryRow row;
    row.step = i;
    history.Add(row);
  }
  EXPECT_LE(history.rows().size(), History::kMostRows);
  EXPECT_GE(history.rows().size(), History::kMostRows / 2);
  EXPECT_EQ(history.rows().front().step, 0);
  const double stride = history.rows()[1].step;
  for (std::size_t i = 1; i < history.rows().size(); ++i) {
    ASSERT_EQ(history.rows()[i].step - history.rows()[i - 1].step, stride);
  }
}

}  // namespace
}  // namespace downhill
