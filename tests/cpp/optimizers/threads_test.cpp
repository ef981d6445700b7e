// SPDX-License-Identifier: Apache-2.0
// Updates of so many parameters that threads are woken: the same bits.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "core/thread_counts.h"
#include "optimizers/problems.h"

namespace downhill {
namespace {

constexpr Index kMany = (1 << 17) + 3;

std::vector<Json> SettingsOfOptimizers() {
  std::vector<Json> all{{{"type", "rmsprop"}, {"centered", true}, {"momentum", 0.5}},
                        {{"type", "adamw"}, {"amsgrad", true}}};
  for (const auto& entry : Optimizers().entries) all.push_back({{"type", entry.id}});
  return all;
}

TEST(Updates, GiveTheSameBitsOnEveryNumberOfThreads) {
  test::Bowl bowl;
  bowl.curvature = Vector::LinSpaced(kMany, Scalar{0.1}, Scalar{2});
  const Vector start = Vector::LinSpaced(kMany, Scalar{-1}, Scalar{3});
  for (const Json& settings : SettingsOfOptimizers()) {
    const Slot slot = test::Choose(Optimizers(), settings);
    const Vector alone = test::Descend(*slot, bowl, start, 2, 0.01);
    for (const int threads : test::kThreadCounts) {
      ThreadPool pool(threads);
      EXPECT_EQ(test::Descend(*slot, bowl, start, 2, 0.01, 1, &pool), alone)
          << settings.dump() << ", threads: " << threads;
    }
  }
}

TEST(Updates, VisitEveryParameterOnce) {
  ThreadPool pool(test::kThreadCounts.back());
  for (const Index size : {Index{0}, Index{1}, Index{7}, kMany}) {
    std::vector<int> visits(static_cast<std::size_t>(size));
    Update update{};
    update.size = size;
    update.pool = &pool;
    update.ForEach([&visits](Index i) { ++visits[static_cast<std::size_t>(i)]; });
    EXPECT_EQ(std::count(visits.begin(), visits.end(), 1), size);
  }
}

}  // namespace
}  // namespace downhill
