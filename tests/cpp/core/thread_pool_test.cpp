// SPDX-License-Identifier: Apache-2.0
#include "core/thread_pool.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <vector>

#include "core/thread_counts.h"

namespace downhill {
namespace {

class ThreadPoolTest : public ::testing::TestWithParam<int> {};

TEST_P(ThreadPoolTest, HasTheThreadsAskedFor) {
  EXPECT_EQ(ThreadPool(GetParam()).threads(), GetParam());
}

TEST_P(ThreadPoolTest, RunsEveryPieceExactlyOnce) {
  ThreadPool pool(GetParam());
  for (const Index pieces : {0, 1, 2, 3, 4, 5, 7, 64, 1000}) {
    // Not atomic: two threads in one piece would be a race that the thread sanitizer reports.
    std::vector<int> runs(static_cast<std::size_t>(pieces));
    ThreadPool::Run(&pool, pieces, [&](Index piece) { ++runs[static_cast<std::size_t>(piece)]; });
    EXPECT_EQ(std::count(runs.begin(), runs.end(), 1), pieces);
  }
}

TEST_P(ThreadPoolTest, ReturnsOnlyWhenAllIsDoneThroughThousandsOfJobs) {
  ThreadPool pool(GetParam());
  std::vector<std::int64_t> numbers(8);
  constexpr std::int64_t kJobs = 5000;
  for (std::int64_t job = 0; job < kJobs; ++job) {
    // Each job reads what the one before it wrote, in another piece.
    const std::vector<std::int64_t> before = numbers;
    ThreadPool::Run(&pool, 8, [&](Index piece) {
      const auto p = static_cast<std::size_t>(piece);
      numbers[p] = before[(p + 1) % 8] + 1;
    });
    ASSERT_EQ(numbers, std::vector<std::int64_t>(8, job + 1));
  }
}

TEST_P(ThreadPoolTest, MorePiecesThanThreadsAndUnevenOnesAreAllDone) {
  ThreadPool pool(GetParam());
  std::vector<double> sums(97);
  ThreadPool::Run(&pool, 97, [&](Index piece) {
    double sum = 0;
    for (Index i = 0; i < piece * piece; ++i) sum += 1;
    sums[static_cast<std::size_t>(piece)] = sum;
  });
  for (std::size_t piece = 0; piece < sums.size(); ++piece) {
    EXPECT_EQ(sums[piece], static_cast<double>(piece * piece));
  }
}

TEST_P(ThreadPoolTest, EndsWhetherItWorkedOrNot) {
  for (int round = 0; round < 50; ++round) {
    const ThreadPool idle(GetParam());
    ThreadPool busy(GetParam());
    std::atomic<int> runs = 0;
    ThreadPool::Run(&busy, 5, [&](Index) { ++runs; });
    ASSERT_EQ(runs, 5);
  }
}

TEST_P(ThreadPoolTest, TwoPoolsWorkSideBySide) {
  ThreadPool first(GetParam()), second(GetParam());
  std::atomic<int> runs = 0;
  for (int job = 0; job < 100; ++job) {
    ThreadPool::Run(&first, 6, [&](Index) { ++runs; });
    ThreadPool::Run(&second, 6, [&](Index) { ++runs; });
  }
  EXPECT_EQ(runs, 1200);
}

TEST_P(ThreadPoolTest, SharesWorkOutInPartsThatAreNeitherSmallNorLeaveAnythingOut) {
  ThreadPool pool(GetParam());
  for (const Index count : {1, 3, 4, 5, 9, 64, 1000}) {
    std::vector<int> visits(static_cast<std::size_t>(count));
    Share(&pool, count, 4, 1e9, [&](Index first, Index last) {
      EXPECT_GE(last - first, std::min<Index>(count, 4));
      for (Index i = first; i < last; ++i) ++visits[static_cast<std::size_t>(i)];
    });
    EXPECT_EQ(std::count(visits.begin(), visits.end(), 1), count);
  }
}

TEST_P(ThreadPoolTest, WakesNobodyForWorkThatTheCallerAloneDoesSooner) {
  ThreadPool pool(GetParam());
  const auto parts = [&](double multiply_adds) {
    std::atomic<int> calls = 0;
    Share(&pool, 100, 1, multiply_adds, [&](Index, Index) { ++calls; });
    return calls.load();
  };
  // 42 us at 25 multiply-adds a nanosecond, and half of that.
  EXPECT_EQ(parts(1 << 20), GetParam() == 1 ? 1 : 2 * GetParam());
  EXPECT_EQ(parts(1 << 19), 1);
}

INSTANTIATE_TEST_SUITE_P(Threads, ThreadPoolTest, ::testing::ValuesIn(test::kThreadCounts));

TEST(ThreadPool, OfFewerThanOneThreadIsTheCallerAlone) {
  ThreadPool pool(0);
  EXPECT_EQ(pool.threads(), 1);
  int runs = 0;
  ThreadPool::Run(&pool, 3, [&](Index) { ++runs; });
  EXPECT_EQ(runs, 3);
}

TEST(ThreadPool, TheCallerAloneWorksInOrder) {
  ThreadPool of_one(1);
  for (ThreadPool* pool : {&of_one, static_cast<ThreadPool*>(nullptr)}) {
    std::vector<Index> order;
    ThreadPool::Run(pool, 4, [&](Index piece) { order.push_back(piece); });
    EXPECT_EQ(order, (std::vector<Index>{0, 1, 2, 3}));
  }
}

}  // namespace
}  // namespace downhill
