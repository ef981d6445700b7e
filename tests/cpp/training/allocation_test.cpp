// SPDX-License-Identifier: Apache-2.0
// No heap allocation in a step after the first: counted by standing in for malloc, which only glibc
// without sanitizers allows.
#include <gtest/gtest.h>

#include <atomic>
#include <cstddef>

#include "experiment/json.h"
#include "experiment/training_run.h"

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

class Allocation : public testing::TestWithParam<const char*> {};

TEST_P(Allocation, StepsAfterTheFirstMakeNone) {
  Json document = Json::parse(R"({"data": {"type": "blobs", "classes": 5}, "batch_size": 20,
      "record": {"every": 1000000}, "regularization": {"l1": 0.001, "l2": 0.001},
      "clip": {"type": "norm"}, "model": {"layers": [
        {"type": "dense", "units": 33, "activation": "gelu"}, {"type": "activation"},
        {"type": "dense"}]}})");
  document["optimizer"] = GetParam();
  TrainingRun run(Dump(document), nullptr);
  run.session().Run(1, 0);
  const long before = allocations.load();
  // Three epochs: with the smaller last batch and the reshuffling.
  run.session().Run(3 * run.session().steps_per_epoch(), 0);
  EXPECT_EQ(allocations.load(), before);
}

INSTANTIATE_TEST_SUITE_P(Optimizers, Allocation,
                         testing::Values("sgd", "momentum", "nesterov", "adagrad", "rmsprop",
                                         "adam", "amsgrad", "adamw"),
                         [](const auto& chosen) { return std::string(chosen.param); });

}  // namespace
}  // namespace downhill

#endif
