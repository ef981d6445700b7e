// SPDX-License-Identifier: Apache-2.0
// Studies of trainings whose updates take many passes: cut anywhere, and never long at a time.
#include <gtest/gtest.h>

#include <string>

#include "core/thread_counts.h"
#include "studies/study_document.h"
#include "studies/trials.h"

namespace downhill {
namespace {

constexpr double kOnePiece = 1e-6;

Json TrainedBy(const Json& optimizer) {
  return {{"data", {{"type", "moons"}, {"samples", 80}}},
          {"optimizer", optimizer},
          {"batch_size", "full"},
          {"stop", {{"steps", 4}}},
          {"model",
           {{"layers",
             {{{"type", "dense"}, {"units", 3}, {"activation", "tanh"}}, {{"type", "dense"}}}}}}};
}

Json FoundIn(const Json& document, ThreadPool* pool, double budget_ms) {
  StudyDocument study(Dump(document), pool);
  while (!study.run().finished()) study.run().Advance(budget_ms);
  return study.run().Result();
}

class StudyOfLongUpdates : public testing::TestWithParam<std::string> {};

TEST_P(StudyOfLongUpdates, FindsTheSameHoweverItIsCut) {
  for (const char* optimizer : {"lbfgs", "conjugate_gradient", "armijo", "simulated_annealing"}) {
    SCOPED_TRACE(optimizer);
    Json document = Json::parse(GetParam());
    if (document["kind"] == "descent") {
      document["optimizer"] = optimizer;
    } else {
      document["experiment"] = TrainedBy(optimizer);
    }
    const Json once = FoundIn(document, nullptr, 1e9);
    EXPECT_EQ(FoundIn(document, nullptr, kOnePiece), once);
    ThreadPool pool(test::kThreadCounts.back());
    EXPECT_EQ(FoundIn(document, &pool, 0.05), once);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Studies, StudyOfLongUpdates,
    testing::Values(
        R"({"kind": "race", "seeds": 2, "racers": [{}, {"batch_size": 20}, {"batch_size": 30}]})",
        R"({"kind": "restarts", "seeds": 3})",
        R"({"kind": "search", "trials": 5, "strategy": "successive_halving",
                        "space": {"model.layers[0].units": {"values": [2, 3, 4]}}})",
        R"({"kind": "landscape", "resolution": 5})", R"({"kind": "descent", "steps": 12})"),
    [](const auto& one) { return Json::parse(one.param)["kind"].template get<std::string>(); });

/// Passes that have begun in all trials.
std::int64_t PassesBegun(const Trials& trials) {
  std::int64_t passes = 0;
  for (const Trials::Trial& trial : trials.all()) {
    if (trial.run) passes += trial.run->session().passes();
  }
  return passes;
}

TEST(Trials, MakeOnePassBetweenThemWhereTheTimeIsShort) {
  Criterion measure;
  SetDefaults(measure);
  const TableStore tables;
  Json document = TrainedBy("lbfgs");
  // A pass takes longer than the least time of a turn, 0.01 ms.
  document["data"]["samples"] = 2000;
  document["model"]["layers"][0]["units"] = 64;
  constexpr std::int64_t kTrials = 7;
  Trials trials(
      kTrials, [&](std::size_t) { return document; }, measure, kTrials, tables, nullptr);
  // All are opened.
  for (Trials::Trial& trial : trials.all()) trial.goal = 0;
  trials.Advance(1e9, {});
  for (Trials::Trial& trial : trials.all()) trial.goal = Session::kNoLimit;
  // Every one gets its turn: none is ahead of another by more than one pass.
  for (std::int64_t turn = 1; turn <= 3 * kTrials; ++turn) {
    trials.Advance(kOnePiece, {});
    ASSERT_EQ(PassesBegun(trials), turn);
    for (const Trials::Trial& trial : trials.all()) {
      EXPECT_LE(trial.run->session().passes(), (turn + kTrials - 1) / kTrials);
    }
  }
}

}  // namespace
}  // namespace downhill
