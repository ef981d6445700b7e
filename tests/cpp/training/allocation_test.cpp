// SPDX-License-Identifier: Apache-2.0
// No heap allocation in a step after the first.
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "core/malloc.h"
#include "datasets/real_tables.h"
#include "experiment/json.h"
#include "experiment/training_run.h"
#include "layers/activations/activation.h"
#include "optimizers/optimizer.h"
#include "schedules/schedule.h"
#include "training/clip.h"
#include "training/evaluation.h"
#include "training/registered.h"
#include "training/small_network.h"

#ifdef DOWNHILL_STANDS_IN_FOR_MALLOC

namespace downhill {
namespace {

/// Allocations of three epochs after the first step, with the smaller last batch and reshuffling;
/// pass by pass.
long AllocationsOfThreeEpochs(const Json& document, ThreadPool* pool) {
  TrainingRun run(Dump(document), &test::RealTables());
  run.Start(pool);
  run.session().Run(1, 0);
  const long before = test::Allocations();
  const std::int64_t end = 1 + 3 * run.session().steps_per_epoch();
  while (run.session().steps() < end) run.session().Run(1, 1e-6);
  return test::Allocations() - before;
}

class Allocation : public testing::TestWithParam<std::string_view> {};

TEST_P(Allocation, StepsAfterTheFirstMakeNone) {
  Json document = Json::parse(R"({"data": {"type": "blobs", "classes": 5}, "batch_size": 20,
      "record": {"every": 1000000}, "regularization": {"l1": 0.001, "l2": 0.001},
      "clip": {"type": "norm"}, "model": {"layers": [
        {"type": "dense", "units": 33, "activation": "gelu"}, {"type": "activation"},
        {"type": "dense"}]}})");
  document["optimizer"] = GetParam();
  const Slot slot = Chosen(Optimizers(), {{"type", GetParam()}});
  if (slot->needs_objective()) document["clip"] = "none";
  EXPECT_EQ(AllocationsOfThreeEpochs(document, nullptr), 0);
}

std::vector<std::string_view> OptimizerIds() {
  std::vector<std::string_view> ids;
  for (const auto& entry : Optimizers().entries) ids.push_back(entry.id);
  return ids;
}

INSTANTIATE_TEST_SUITE_P(Optimizers, Allocation, testing::ValuesIn(OptimizerIds()),
                         [](const auto& chosen) { return std::string(chosen.param); });

class LayerAllocation : public testing::TestWithParam<std::string> {};

TEST_P(LayerAllocation, StepsAfterTheFirstMakeNone) {
  const bool image = WantsAnImage(GetParam());
  Json layers = Json::array();
  if (!image) layers.push_back({{"type", "dense"}, {"units", 6}});
  layers.push_back(LayerOf(GetParam()));
  layers.push_back({{"type", "dense"}});
  const Json document{{"data", {{"type", "digits"}}},
                      {"batch_size", 200},
                      {"record", {{"every", 1000000}}},
                      {"model", {{"layers", layers}}}};
  EXPECT_EQ(AllocationsOfThreeEpochs(document, nullptr), 0);
}

INSTANTIATE_TEST_SUITE_P(Registered, LayerAllocation, testing::ValuesIn(Ids(Layers())),
                         [](const auto& chosen) { return chosen.param; });

class ActivationAllocation : public testing::TestWithParam<std::string> {};

TEST_P(ActivationAllocation, StepsAfterTheFirstMakeNone) {
  // Of few units and of many, whose layers go other ways.
  for (const int units : {3, 33}) {
    const Json document{{"data", {{"type", "moons"}}},
                        {"batch_size", 32},
                        {"record", {{"every", 1000000}}},
                        {"model",
                         {{"layers",
                           {{{"type", "dense"}, {"units", units}, {"activation", GetParam()}},
                            {{"type", "dense"}, {"units", units}, {"activation", GetParam()}},
                            {{"type", "dense"}}}}}}};
    EXPECT_EQ(AllocationsOfThreeEpochs(document, nullptr), 0) << units;
  }
}

INSTANTIATE_TEST_SUITE_P(Registered, ActivationAllocation, testing::ValuesIn(Ids(Activations())),
                         [](const auto& chosen) { return chosen.param; });

class LossAllocation : public testing::TestWithParam<std::string> {};

TEST_P(LossAllocation, StepsAfterTheFirstMakeNone) {
  const Slot slot = Chosen(Losses(), {{"type", GetParam()}});
  const Json document{
      {"data", {{"type", slot->for_regression() ? "plane" : "moons"}}},
      {"batch_size", 32},
      {"record", {{"every", 1000000}}},
      {"loss", GetParam()},
      {"model",
       {{"layers",
         {{{"type", "dense"}, {"units", 5}, {"activation", "tanh"}},
          {{"type", "dense"}, {"activation", GetParam() == "bce" ? "sigmoid" : "linear"}}}}}}};
  EXPECT_EQ(AllocationsOfThreeEpochs(document, nullptr), 0);
}

INSTANTIATE_TEST_SUITE_P(Registered, LossAllocation, testing::ValuesIn(Ids(Losses())),
                         [](const auto& chosen) { return chosen.param; });

class ScheduleAllocation : public testing::TestWithParam<std::string> {};

TEST_P(ScheduleAllocation, StepsAfterTheFirstMakeNone) {
  const Json document{{"data", {{"type", "moons"}}},
                      {"batch_size", 32},
                      {"record", {{"every", 1000000}}},
                      {"schedule", GetParam()}};
  EXPECT_EQ(AllocationsOfThreeEpochs(document, nullptr), 0);
}

INSTANTIATE_TEST_SUITE_P(Registered, ScheduleAllocation, testing::ValuesIn(Ids(Schedules())),
                         [](const auto& chosen) { return chosen.param; });

class ClipAllocation : public testing::TestWithParam<std::string> {};

TEST_P(ClipAllocation, StepsAfterTheFirstMakeNone) {
  const Json document{{"data", {{"type", "moons"}}},
                      {"batch_size", 32},
                      {"record", {{"every", 1000000}}},
                      {"clip", {{"type", GetParam()}}}};
  EXPECT_EQ(AllocationsOfThreeEpochs(document, nullptr), 0);
}

INSTANTIATE_TEST_SUITE_P(Registered, ClipAllocation, testing::ValuesIn(Ids(Clips())),
                         [](const auto& chosen) { return chosen.param; });

TEST(Allocation, StepsSplitOverThreadsMakeNone) {
  ThreadPool pool(2);
  const Json document = Json::parse(R"({"data": {"type": "digits", "class_targets": "one_hot"},
      "batch_size": 512, "record": {"every": 1000000},
      "model": {"layers": [{"type": "dense", "units": 256, "activation": "relu"},
                           {"type": "dense"}]}})");
  EXPECT_EQ(AllocationsOfThreeEpochs(document, &pool), 0);
}
// An evaluation may run on a thread of a pool, as those of a landscape do: it must not fail there.
TEST(Allocation, EvaluationsOfBytesMakeNone) {
  TrainingRun run(R"({"data": {"type": "digits"}, "model": {"layers": [{"type": "dense"}]}})",
                  &test::RealTables());
  run.Start(nullptr);
  const Session& session = run.session();
  ASSERT_TRUE(run.data().table(Part::kTrain).inputs.gathers());
  ThreadPool pool(2);
  for (ThreadPool* of : {static_cast<ThreadPool*>(nullptr), &pool}) {
    Evaluator evaluator(session.network(), session.loss(), run.data(), of);
    const long before = test::Allocations();
    const auto result = evaluator.Evaluate(session.weights(), run.data().table(Part::kTrain));
    EXPECT_EQ(test::Allocations() - before, 0);
    EXPECT_EQ(result->loss, session.latest().train_loss);
  }
}

}  // namespace
}  // namespace downhill

#endif
