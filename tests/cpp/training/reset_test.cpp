// SPDX-License-Identifier: Apache-2.0
// A reset forgets by construction: whatever happened before it, the run is that of a fresh one.
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "experiment/training_run.h"
#include "optimizers/optimizer.h"
#include "schedules/schedule.h"

namespace downhill {
namespace {

constexpr int kSeeds = 11;

/// Every second sample lies in the origin with target 0, and there is no bias: a batch of two such
/// samples has the gradient zero. Which batches those are hangs on the seed.
Json RowsOfTheOrigin() {
  Json features = Json::array(), targets = Json::array();
  for (int i = 0; i < 8; ++i) {
    const double x = 0.3 * i - 1, y = std::cos(i);
    features.push_back({x, y});
    targets.push_back({1.5 * x - y + 0.1});
    features.push_back({0, 0});
    targets.push_back({0});
  }
  return {{"type", "rows"},
          {"features", features},
          {"targets", targets},
          {"split", {{"train", 1}, {"validation", 0}, {"test", 0}}},
          {"standardize", false}};
}

Json DocumentOf(std::string_view optimizer, std::string_view schedule, int seed) {
  Json scheduled{{"type", schedule}};
  // So that it drops within the run.
  if (schedule == "reduce_on_plateau") scheduled.update({{"patience", 0}, {"unit", "step"}});
  return {{"seed", seed},
          {"data", RowsOfTheOrigin()},
          {"model", {{"layers", {{{"type", "dense"}, {"units", 1}, {"bias", false}}}}}},
          {"batch_size", 2},
          {"optimizer", optimizer},
          {"schedule", scheduled},
          {"stop", {{"epochs", 2}}},
          {"record", {{"unit", "step"}}}};
}

/// The rows of two histories are the same bit by bit; what they lack is the same NaN.
void ExpectSameHistory(const Session& a, const Session& b) {
  const auto& left = a.history().rows();
  const auto& right = b.history().rows();
  ASSERT_EQ(left.size(), right.size());
  EXPECT_EQ(std::memcmp(left.data(), right.data(), left.size() * sizeof(HistoryRow)), 0);
  EXPECT_EQ(a.parameters(), b.parameters());
  EXPECT_EQ(a.progress().message.en, b.progress().message.en);
}

bool TakesManyPasses(std::string_view optimizer) {
  Slot slot(Optimizers());
  slot.Choose(optimizer);
  return slot->needs_objective();
}

class EveryResetOptimizer : public testing::TestWithParam<std::string_view> {};

TEST_P(EveryResetOptimizer, MakesTheRunOfAFreshOneUnderEverySchedule) {
  bool has_diverged = false, stood_still = false, was_in_an_update = false;
  for (const auto& schedule : Schedules().entries) {
    for (int seed = 1; seed <= kSeeds; ++seed) {
      SCOPED_TRACE(testing::Message() << schedule.id << " with seed " << seed);
      const Json document = DocumentOf(GetParam(), schedule.id, seed);
      TrainingRun fresh(document), disturbed(document);
      fresh.Start(nullptr);
      fresh.session().Run(Session::kNoLimit, 0);
      for (const HistoryRow& row : fresh.session().history().rows()) {
        stood_still |= row.gradient_norm == 0;
      }
      // Cut anywhere; then a rate that throws it out of the valley, cut again; then a record that
      // is under way; then an update that is.
      disturbed.Start(nullptr);
      disturbed.session().Run(seed % 5, 0);
      disturbed.session().SetLearningRate(seed % 2 == 0 ? 100 : 1e-4);
      disturbed.session().Run(3 + seed, 0);
      has_diverged |= disturbed.session().progress().status == Status::kDiverged;
      disturbed.session().Reset();
      disturbed.session().Run(seed, 1e-6);
      disturbed.session().Reset();
      for (int pass = 0; pass < 2 + seed; ++pass) disturbed.session().Run(2, 1e-6);
      was_in_an_update |= disturbed.session().passes() > 0;
      disturbed.session().Reset();
      disturbed.session().Run(Session::kNoLimit, 0);
      ExpectSameHistory(disturbed.session(), fresh.session());
    }
  }
  EXPECT_TRUE(stood_still) << "no batch had the gradient zero";
  EXPECT_EQ(was_in_an_update, TakesManyPasses(GetParam()));
  EXPECT_TRUE(has_diverged || GetParam() != "sgd") << "no rate was too large";
}

std::vector<std::string_view> IdsOfResetOptimizers() {
  std::vector<std::string_view> ids;
  for (const auto& entry : Optimizers().entries) ids.push_back(entry.id);
  return ids;
}

INSTANTIATE_TEST_SUITE_P(Registered, EveryResetOptimizer, testing::ValuesIn(IdsOfResetOptimizers()),
                         [](const auto& one) { return std::string(one.param); });

}  // namespace
}  // namespace downhill
