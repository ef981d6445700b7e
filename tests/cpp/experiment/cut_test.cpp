// SPDX-License-Identifier: Apache-2.0
// Put aside anywhere and gone on with, a run is the run that was never put aside: bit for bit.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/random.h"
#include "experiment/same_run.h"
#include "experiment/saved_state.h"
#include "experiment/training_run.h"

namespace downhill {
namespace {

using test::ExpectSameRun;

std::unique_ptr<TrainingRun> Started(const Json& document) {
  auto run = std::make_unique<TrainingRun>(document);
  run->Start(nullptr);
  return run;
}

std::unique_ptr<TrainingRun> Trained(const Json& document) {
  auto run = Started(document);
  run->session().Run(Session::kNoLimit, 0);
  return run;
}

template <class Item>
const Item& OneOf(const std::vector<Item>& items, Random& random) {
  return items[static_cast<std::size_t>(random.Below(static_cast<Index>(items.size())))];
}

/// An experiment that remembers much, and may end for many reasons.
Json AnyExperiment(Random& random) {
  Json document = Json::parse(R"({"data": {"type": "moons", "samples": 60, "noise": 0.4},
      "optimizer": {"type": "adam", "learning_rate": 0.05}, "stop": {"epochs": 14}})");
  document["seed"] = random.Below(1000);
  // Half of them with updates of many passes, that can be cut themselves.
  if (random.Uniform() < 0.5) {
    document["optimizer"] =
        OneOf<Json>({Json{{"type", "lbfgs"}, {"max_iterations", 4}},
                     Json{{"type", "lbfgs"}, {"line_search", "none"}, {"learning_rate", 0.01}},
                     "conjugate_gradient", "armijo",
                     Json{{"type", "simulated_annealing"}, {"temperature", 0.01}}},
                    random);
  }
  document["batch_size"] = OneOf<Json>({7, 16, "full"}, random);
  document["schedule"] =
      OneOf<Json>({"constant", Json{{"type", "reduce_on_plateau"}, {"patience", 1}}}, random);
  document["record"] =
      OneOf<Json>({Json{{"every", 1}}, Json{{"every", 3}}, Json{{"every", 1}, {"unit", "step"}},
                   Json{{"every", 5}, {"unit", "step"}}},
                  random);
  document["record"]["train"] = OneOf<Json>({"evaluated", "running"}, random);
  Json layers = Json::array({Json{{"type", "dense"}, {"units", 6}, {"activation", "tanh"}}});
  if (random.Uniform() < 0.5) layers.push_back("batch_norm");
  if (random.Uniform() < 0.5) layers.push_back(Json{{"type", "dropout"}, {"p", 0.3}});
  layers.push_back("dense");
  document["model"]["layers"] = layers;
  document["stop"].update(
      OneOf<Json>({Json::object(), Json{{"loss_below", 0.35}}, Json{{"gradient_norm_below", 0.1}},
                   Json{{"loss_change_below", 0.002}}, Json{{"early_stopping", {{"patience", 1}}}},
                   Json{{"early_stopping", {{"patience", 3}}}},
                   Json{{"early_stopping", {{"patience", 2}, {"minimum_improvement", 0.01}}}},
                   Json{{"early_stopping", {{"patience", 2}, {"restore_best", false}}}}},
                  random));
  return document;
}

TEST(Cut, WhateverThePointARunEndsWithTheSameBits) {
  Random random(8, "cuts");
  std::vector<std::string> reasons;
  int cut_updates = 0;
  for (int trial = 0; trial < 300; ++trial) {
    const Json document = AnyExperiment(random);
    SCOPED_TRACE(Dump(document));
    const auto whole = Trained(document);
    // Of what has diverged nothing is saved.
    if (whole->session().progress().status == Status::kDiverged) continue;
    reasons.push_back(whole->session().progress().reason);
    const std::int64_t cut = random.Below(static_cast<Index>(whole->session().steps()) + 1);
    SCOPED_TRACE(cut);

    // By who looks at it; by the end of a shorter run, which may come between two points; and
    // where the whole run has ended.
    const auto paused = Started(document);
    paused->session().Run(cut, 0);
    // In the middle of the next update, where it has one.
    for (Index pass = random.Below(6); pass > 0; --pass) paused->session().Run(1, 1e-6);
    cut_updates += paused->session().passes() > 0 ? 1 : 0;
    Json short_document = document;
    short_document["stop"]["steps"] = std::max<std::int64_t>(cut, 1);
    const auto ended = Trained(short_document);
    for (TrainingRun* saved : {paused.get(), ended.get(), whole.get()}) {
      const auto resumed = Started(document);
      test::ResumeFrom(*resumed, test::SavedState(*saved));
      if (saved == whole.get()) {
        EXPECT_EQ(resumed->session().progress().status, Status::kFinished);
      }
      resumed->session().Run(Session::kNoLimit, 0);
      ExpectSameRun(*resumed, *whole);
      if (testing::Test::HasFailure()) return;
    }
    // The shorter run again: an end that no rule asked for is found again.
    const auto again = Started(short_document);
    test::ResumeFrom(*again, test::SavedState(*ended));
    ExpectSameRun(*again, *ended);
    if (testing::Test::HasFailure()) return;
  }
  EXPECT_GT(cut_updates, 50);
  for (const char* reason :
       {"epochs", "loss_below", "gradient_norm_below", "loss_change_below", "early_stopping"}) {
    EXPECT_GT(std::count(reasons.begin(), reasons.end(), reason), 5) << reason;
  }
}

TEST(Cut, AnUpdateThatIsCutByTheEndOfAShorterRunIsGoneOnWith) {
  // The saved run was to be trained longer than the one that goes on first, which ends at once.
  Json document = Json::parse(R"({"data": {"type": "moons", "samples": 60}, "batch_size": 16,
      "optimizer": "lbfgs", "stop": {"steps": 9}, "record": {"every": 4, "unit": "step"},
      "model": {"layers": [{"type": "dense", "units": 4, "activation": "tanh"}, "batch_norm",
                           {"type": "dense"}]}})");
  const auto whole = Trained(document);
  const auto paused = Started(document);
  paused->session().Run(6, 0);
  for (int pass = 0; pass < 3; ++pass) paused->session().Run(1, 1e-6);
  ASSERT_EQ(paused->session().passes(), 3);
  Json ended_document = document;
  ended_document["stop"]["steps"] = 6;
  const auto ended = Started(ended_document);
  test::ResumeFrom(*ended, test::SavedState(*paused));
  ExpectSameRun(*ended, *Trained(ended_document));
  const auto resumed = Started(document);
  test::ResumeFrom(*resumed, test::SavedState(*ended));
  EXPECT_EQ(resumed->session().passes(), 3);
  resumed->session().Run(Session::kNoLimit, 0);
  ExpectSameRun(*resumed, *whole);
}

TEST(Cut, AnEndBetweenTwoPointsCountsNeitherForPatienceNorForTheBest) {
  Json document = Json::parse(R"({"data": {"type": "moons", "samples": 120, "noise": 0.3},
      "model": {"layers": [{"type": "dense", "units": 8, "activation": "relu"},
                           {"type": "dropout", "p": 0.3}, {"type": "dense"}]},
      "optimizer": {"type": "adam", "learning_rate": 0.02}, "batch_size": 7, "seed": 11,
      "stop": {"epochs": 400, "early_stopping": {"patience": 6, "restore_best": true}}})");
  const auto whole = Trained(document);
  // 12 steps an epoch: every step of two epochs before the end.
  for (std::int64_t cut = whole->session().steps() - 24; cut <= whole->session().steps(); ++cut) {
    SCOPED_TRACE(cut);
    Json half = document;
    half["stop"]["steps"] = cut;
    const auto resumed = Started(document);
    test::ResumeFrom(*resumed, test::SavedState(*Trained(half)));
    resumed->session().Run(Session::kNoLimit, 0);
    ExpectSameRun(*resumed, *whole);
  }
}

}  // namespace
}  // namespace downhill
