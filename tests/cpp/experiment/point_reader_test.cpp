// SPDX-License-Identifier: Apache-2.0
// Who reads every point of a run is told each of them once, also where the run goes back or goes on
// by another document.
#include <gtest/gtest.h>

#include <memory>
#include <vector>

#include "experiment/moons_run.h"
#include "experiment/saved_state.h"
#include "experiment/training_run.h"

namespace downhill {
namespace {

using Steps = std::vector<double>;

Steps TakenFrom(TrainingRun& run) {
  Steps steps;
  for (const HistoryRow& row : run.session().TakeRecorded()) steps.push_back(row.step);
  return steps;
}

const Json kEveryStep{{"record", {{"unit", "step"}}}};

TEST(PointReader, HasWhatItHadNotTakenWhereTheRunGoesBackBehindIt) {
  const auto run = test::OpenMoons(kEveryStep);
  EXPECT_EQ(TakenFrom(*run), Steps{0});
  run->session().Run(2, 0);
  const auto state = test::SavedState(*run);
  // A step that is looked at and taken back.
  run->session().Run(1, 0);
  test::ResumeFrom(*run, state);
  EXPECT_EQ(TakenFrom(*run), (Steps{1, 2}));
  run->session().Run(2, 0);
  EXPECT_EQ(TakenFrom(*run), (Steps{3, 4}));
  test::ResumeFrom(*run, state);
  run->session().Run(1, 0);
  EXPECT_EQ(TakenFrom(*run), Steps{3}) << "what it has taken comes again";
  run->session().Reset();
  run->session().Run(1, 0);
  EXPECT_EQ(TakenFrom(*run), (Steps{0, 1}));
}

TEST(PointReader, IsToldWhatLiesBetweenWhereTheRunGoesAheadOfIt) {
  const auto run = test::OpenMoons(kEveryStep);
  run->session().Run(2, 0);
  EXPECT_EQ(TakenFrom(*run), (Steps{0, 1, 2}));
  const auto here = test::SavedState(*run);
  run->session().Run(3, 0);
  const auto ahead = test::SavedState(*run);
  test::ResumeFrom(*run, here);
  test::ResumeFrom(*run, ahead);
  EXPECT_EQ(TakenFrom(*run), (Steps{3, 4, 5}));
  run->session().Run(1, 0);
  EXPECT_EQ(TakenFrom(*run), Steps{6});
}

TEST(PointReader, IsToldTheEndThatAnotherDocumentBrings) {
  // An epoch has three steps.
  const auto run = test::OpenMoons();
  EXPECT_EQ(TakenFrom(*run), Steps{0});
  for (const std::int64_t step : {4, 6}) {
    run->session().Run(step - run->session().steps(), 0);
    TrainingRun next(test::Moons({{"stop", {{"steps", step}}}}));
    next.GoOnFrom(*run, nullptr);
    EXPECT_EQ(next.session().progress().reason, "steps");
    EXPECT_EQ(TakenFrom(next), step == 4 ? (Steps{3, 4}) : Steps{6});
    run->GoOnFrom(next, nullptr);
    EXPECT_EQ(TakenFrom(*run), Steps{});
  }
}

}  // namespace
}  // namespace downhill
