// SPDX-License-Identifier: Apache-2.0
// A slice of a run: one pass over one batch, whatever the optimizer; and what is seen between two.
#include <gtest/gtest.h>

#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "core/random.h"
#include "experiment/training_run.h"
#include "optimizers/optimizer.h"
#include "training/registered.h"

namespace downhill {
namespace {

/// So short that every call makes one piece of work.
constexpr double kShort = 1e-6;

/// Statistics, dropped units, frozen parameters, a penalty: all that a pass depends on.
std::unique_ptr<TrainingRun> OpenedWith(const std::string& optimizer) {
  auto run = std::make_unique<TrainingRun>(
      Json{{"data", {{"type", "moons"}, {"samples", 60}}},
           {"batch_size", 16},
           {"optimizer", optimizer},
           {"regularization", {{"l2", 0.001}}},
           {"schedule", {{"type", "reduce_on_plateau"}, {"patience", 0}, {"unit", "step"}}},
           {"stop", {{"steps", 10}}},
           {"record", {{"every", 3}, {"unit", "step"}}},
           {"model",
            {{"layers",
              {{{"type", "dense"}, {"units", 3}, {"activation", "tanh"}, {"frozen", true}},
               {{"type", "dense"}, {"units", 4}, {"activation", "tanh"}},
               {{"type", "batch_norm"}},
               {{"type", "dropout"}, {"p", 0.2}},
               {{"type", "dense"}}}}}}});
  run->Start(nullptr);
  return run;
}

bool TakesManyPasses(const std::string& optimizer) {
  return Chosen(Optimizers(), {{"type", optimizer}})->needs_objective();
}

/// All that a view can see.
struct Seen {
  explicit Seen(const Session& session)
      : parameters(session.weights().parameters),
        statistics(session.weights().statistics),
        steps(session.steps()),
        samples(session.samples()),
        rows(session.history().rows().size()),
        gradient_norm(session.steps() > 0 ? session.trainer().gradient_norm() : 0),
        learning_rate(session.learning_rate()),
        batch_loss(session.steps() > 0 ? session.batch_loss() : 0) {}
  bool operator==(const Seen& other) const = default;

  Vector parameters;
  Vector statistics;
  std::int64_t steps;
  std::int64_t samples;
  std::size_t rows;
  double gradient_norm;
  double learning_rate;
  double batch_loss;
};

void ExpectTheSame(const Session& a, const Session& b) {
  EXPECT_EQ(a.weights().parameters, b.weights().parameters);
  EXPECT_EQ(a.weights().statistics, b.weights().statistics);
  const auto& left = a.history().rows();
  const auto& right = b.history().rows();
  ASSERT_EQ(left.size(), right.size());
  EXPECT_EQ(std::memcmp(left.data(), right.data(), left.size() * sizeof(HistoryRow)), 0);
}

class EverySlicedOptimizer : public testing::TestWithParam<std::string> {};

TEST_P(EverySlicedOptimizer, MakesOnePassACallAndShowsTheLastWholeStepInBetween) {
  const auto run = OpenedWith(GetParam());
  Session& session = run->session();
  std::int64_t cut = 0;
  while (session.progress().status == Status::kReady) {
    const Seen before(session);
    const std::int64_t passes = session.passes();
    const bool was_recording = session.recording();
    session.Run(Session::kNoLimit, kShort);
    if (session.steps() > before.steps) {
      EXPECT_EQ(session.steps(), before.steps + 1);
      EXPECT_EQ(session.passes(), 0);
    } else if (!was_recording) {
      ASSERT_EQ(session.passes(), passes + 1);
      ASSERT_EQ(Seen(session), before);
      ++cut;
    }
  }
  EXPECT_EQ(session.steps(), 10);
  EXPECT_EQ(cut > 0, TakesManyPasses(GetParam()));
}

TEST_P(EverySlicedOptimizer, FindsTheSameBitsUnderEveryBudget) {
  const auto whole = OpenedWith(GetParam());
  whole->session().Run(Session::kNoLimit, 0);
  Random random(5, "budgets");
  for (int trial = 0; trial < 5; ++trial) {
    const auto cut = OpenedWith(GetParam());
    while (cut->session().progress().status == Status::kReady) {
      const auto steps = static_cast<std::int64_t>(random.Below(4));
      cut->session().Run(steps, random.Uniform() < 0.5 ? kShort : random.Uniform(0, 0.05));
      // Asking changes nothing.
      cut->session().evaluator().Evaluate(cut->session().weights(), cut->data().table(Part::kTest));
    }
    ExpectTheSame(cut->session(), whole->session());
  }
}

TEST_P(EverySlicedOptimizer, CountsWholeStepsAlsoFromTheMiddleOfOne) {
  const auto run = OpenedWith(GetParam());
  Session& session = run->session();
  session.Run(2, 0);
  session.Run(1, kShort);
  session.Run(1, 0);
  EXPECT_EQ(session.steps(), TakesManyPasses(GetParam()) ? 3 : 4);
  EXPECT_EQ(session.passes(), 0);
}

TEST_P(EverySlicedOptimizer, TakesARateThatIsSetWithinAnUpdateFromTheNextOneOn) {
  const auto after = OpenedWith(GetParam()), within = OpenedWith(GetParam());
  after->session().Run(3, 0);
  within->session().Run(2, 0);
  within->session().Run(1, kShort);
  if (TakesManyPasses(GetParam())) {
    ASSERT_GT(within->session().passes(), 0);
  }
  within->session().SetLearningRate(0.003);
  EXPECT_EQ(within->session().learning_rate(), 0.003);
  within->session().Run(within->session().steps() < 3 ? 1 : 0, 0);
  after->session().SetLearningRate(0.003);
  for (const auto* run : {&after, &within}) (*run)->session().Run(Session::kNoLimit, 0);
  EXPECT_EQ(within->session().parameters(), after->session().parameters());
  EXPECT_EQ(within->session().learning_rate(), after->session().learning_rate());
}

INSTANTIATE_TEST_SUITE_P(Registered, EverySlicedOptimizer, testing::ValuesIn(Ids(Optimizers())),
                         [](const auto& one) { return one.param; });

}  // namespace
}  // namespace downhill
