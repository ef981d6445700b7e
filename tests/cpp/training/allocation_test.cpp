// SPDX-License-Identifier: Apache-2.0
// No heap allocation in a step after the first: counted by standing in for malloc, which only glibc
// without sanitizers allows.
#include <gtest/gtest.h>

#include <atomic>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "datasets/real_tables.h"
#include "experiment/json.h"
#include "experiment/training_run.h"
#include "optimizers/optimizer.h"
#include "training/small_network.h"

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__)

namespace {
std::atomic<long> allocations{0};
}

// NOLINTNEXTLINE(readability-identifier-naming): the name is glibc's.
extern "C" void* __libc_malloc(std::size_t size);
// NOLINTNEXTLINE(readability-inconsistent-declaration-parameter-name)
extern "C" void* malloc(std::size_t size) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  return __libc_malloc(size);
}

namespace downhill {
namespace {

/// Allocations of three epochs after the first step, with the smaller last batch and reshuffling.
long AllocationsOfThreeEpochs(const Json& document, ThreadPool* pool) {
  TrainingRun run(Dump(document), &test::RealTables());
  run.Start(pool);
  run.session().Run(1, 0);
  const long before = allocations.load();
  run.session().Run(3 * run.session().steps_per_epoch(), 0);
  return allocations.load() - before;
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
  if (slot.as<Optimizer>().needs_objective()) document["clip"] = "none";
  EXPECT_EQ(AllocationsOfThreeEpochs(document, nullptr), 0);
}

std::vector<std::string_view> OptimizerIds() {
  std::vector<std::string_view> ids;
  for (const Entry& entry : Optimizers().entries) ids.push_back(entry.id);
  return ids;
}

INSTANTIATE_TEST_SUITE_P(Optimizers, Allocation, testing::ValuesIn(OptimizerIds()),
                         [](const auto& chosen) { return std::string(chosen.param); });

TEST(Allocation, StepsSplitOverThreadsMakeNone) {
  ThreadPool pool(2);
  const Json document = Json::parse(R"({"data": {"type": "digits", "class_targets": "one_hot"},
      "batch_size": 512, "record": {"every": 1000000},
      "model": {"layers": [{"type": "dense", "units": 256, "activation": "relu"},
                           {"type": "dense"}]}})");
  EXPECT_EQ(AllocationsOfThreeEpochs(document, &pool), 0);
}

}  // namespace
}  // namespace downhill

#endif
