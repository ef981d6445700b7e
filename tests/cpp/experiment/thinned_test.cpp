// SPDX-License-Identifier: Apache-2.0
// Points that a long run's history thins away: wherever the run is cut or breaks, each counts once.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "experiment/same_run.h"
#include "experiment/saved_state.h"
#include "experiment/training_run.h"

namespace downhill {
namespace {

using test::ExpectSameRun;
using Bytes = std::vector<std::uint8_t>;

/// The history is full with the point of the step before this one, and keeps every second after it.
constexpr auto kFull = static_cast<std::int64_t>(History::kMostRows);
constexpr std::int64_t kBefore = kFull - 5;
constexpr std::int64_t kAfter = kFull + 7;
constexpr std::int64_t kEnd = kFull + 12;

/// One epoch in so many updates, and a point after each update.
Json ThinnedDocument(const char* train, int batch_size, const Json& stop = Json::object(),
                     const char* data = "moons") {
  Json document = Json::parse(R"({"data": {"samples": 20, "noise": 0.3},
      "model": {"layers": ["dense"]}, "optimizer": {"type": "sgd", "learning_rate": 0.001}})");
  document["data"]["type"] = data;
  document["record"] = {{"unit", "step"}, {"train", train}};
  document["batch_size"] = batch_size;
  document["stop"] = {{"steps", kEnd}};
  document["stop"].update(stop);
  return document;
}

/// Those that go on a long way: rules that look at points, and those that do not.
std::vector<Json> ThinnedDocuments() {
  const Json patience{{"early_stopping", {{"patience", 100'000}}}};
  return {ThinnedDocument("evaluated", 14), ThinnedDocument("running", 14),
          ThinnedDocument("running", 5), ThinnedDocument("evaluated", 5, patience),
          ThinnedDocument("running", 5, patience)};
}

Json EndingAt(Json document, std::int64_t steps) {
  document["stop"]["steps"] = steps;
  return document;
}

/// As long as a run takes to fill its history, only once a document.
Bytes StateBeforeItIsFull(const Json& document) {
  TrainingRun run(document);
  run.Start(nullptr);
  run.session().Run(kBefore, 0);
  return test::SavedState(run);
}

std::unique_ptr<TrainingRun> GoingOn(const Json& document, const Bytes& state) {
  auto run = std::make_unique<TrainingRun>(document);
  run->Begin(nullptr);
  test::ResumeFrom(*run, state);
  return run;
}

std::unique_ptr<TrainingRun> Ended(const Json& document, const Bytes& state) {
  auto run = GoingOn(document, state);
  run->session().Run(Session::kNoLimit, 0);
  return run;
}

TEST(ThinnedHistory, ARunThatIsCutAtAnyOfItsPointsIsTheOneThatIsNot) {
  for (const Json& document : ThinnedDocuments()) {
    SCOPED_TRACE(Dump(document));
    const Bytes before = StateBeforeItIsFull(document);
    const auto whole = Ended(document, before);
    EXPECT_EQ(whole->session().history().thinnings(), 1);
    for (std::int64_t cut = kBefore + 1; cut <= kAfter; ++cut) {
      SCOPED_TRACE(cut);
      const auto paused = GoingOn(document, before);
      paused->session().Run(cut - kBefore, 0);
      // By who looks at it; by the end of a shorter run; and by one that is given the end after the
      // point was passed by.
      const Json shorter = EndingAt(document, cut);
      const auto ended = Ended(shorter, before);
      const auto ended_late = GoingOn(shorter, test::SavedState(*paused));
      ExpectSameRun(*ended_late, *ended);
      for (TrainingRun* saved : {paused.get(), ended.get(), ended_late.get()}) {
        ExpectSameRun(*Ended(document, test::SavedState(*saved)), *whole);
      }
      if (testing::Test::HasFailure()) return;
    }
  }
}

/// Squares of its numbers are soon too large, also in double.
Json BreakingDocument(const char* train, const Json& stop = Json::object()) {
  return ThinnedDocument(train, 5, stop, "line");
}

/// Trains at a rate that breaks the numbers with the update after `steps`: the batch after it finds
/// them broken.
void BreakAfter(TrainingRun& run, std::int64_t steps) {
  run.session().Run(steps - run.session().steps(), 0);
  run.session().SetLearningRate(1e200);
}

TEST(ThinnedHistory, ARunThatBreaksEndsWithThePointWhereItBrokeWhoeverReads) {
  for (const char* train : {"evaluated", "running"}) {
    const Json document = BreakingDocument(train);
    const Bytes before = StateBeforeItIsFull(document);
    int unnoticed = 0;
    for (std::int64_t cut = kFull - 2; cut <= kFull + 3; ++cut) {
      SCOPED_TRACE(std::string(train) + ", " + std::to_string(cut));
      const auto alone = GoingOn(document, before);
      BreakAfter(*alone, cut);
      alone->session().Run(Session::kNoLimit, 0);
      ASSERT_EQ(alone->session().progress().status, Status::kDiverged);
      EXPECT_EQ(alone->session().steps(), cut + 1);
      EXPECT_EQ(alone->session().history().rows().back().step, static_cast<double>(cut + 1));

      const auto read = GoingOn(document, before);
      std::vector<double> steps;
      const auto take = [&] {
        for (const HistoryRow& row : read->session().TakeRecorded()) steps.push_back(row.step);
      };
      take();
      BreakAfter(*read, cut);
      while (read->session().progress().status == Status::kReady) {
        read->session().Run(1, 0);
        take();
      }
      ExpectSameRun(*read, *alone);
      ASSERT_EQ(steps.size(), static_cast<std::size_t>(cut + 2));
      for (std::size_t i = 0; i < steps.size(); ++i) ASSERT_EQ(steps[i], static_cast<double>(i));

      // Put aside where the numbers are broken, and nobody has noticed.
      const auto paused = GoingOn(document, before);
      BreakAfter(*paused, cut);
      paused->session().Run(1, 0);
      if (paused->session().progress().status != Status::kReady) continue;
      ++unnoticed;
      ExpectSameRun(*Ended(document, test::SavedState(*paused)), *alone);
    }
    EXPECT_GT(unnoticed, 0) << train;
  }
}

TEST(ThinnedHistory, ARunningMeanIsThatOfThePointAlsoWhereItIsMeasuredAfterAll) {
  // A rule that looks at every point measures all of them at once.
  const Json document = BreakingDocument("running");
  const Json looking = BreakingDocument("running", {{"loss_below", 1e-300}});
  const Bytes before = StateBeforeItIsFull(document);
  const auto passing = GoingOn(document, before);
  const auto measuring = GoingOn(looking, StateBeforeItIsFull(looking));
  for (TrainingRun* run : {passing.get(), measuring.get()}) {
    // The point that is thinned away is that of the update.
    BreakAfter(*run, kFull);
    run->session().Run(Session::kNoLimit, 0);
    EXPECT_EQ(run->session().progress().status, Status::kDiverged);
  }
  EXPECT_TRUE(std::isfinite(passing->session().latest().train_loss));
  EXPECT_TRUE(test::IsSameRow(passing->session().latest(), measuring->session().latest()));
}

}  // namespace
}  // namespace downhill
