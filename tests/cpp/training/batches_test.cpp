// SPDX-License-Identifier: Apache-2.0
#include "training/batches.h"

#include <gtest/gtest.h>

namespace downhill {
namespace {

/// The place in an epoch, as asked for in every step, is that of all samples that were seen.
TEST(BatchCount, FindsItsPlaceInAnEpochAlsoWhereTheSizeHasChanged) {
  for (const std::int64_t size : {0, 1, 3, 5, 10}) {
    for (const std::int64_t since : {0, 1, 2, 4, 7}) {
      BatchCount count(10, size);
      count.since_step = since;
      count.since_samples = 3 * since;  // in batches of three before
      for (std::int64_t steps = since; steps < 40; ++steps) {
        const std::int64_t seen = count.SamplesSeen(steps);
        EXPECT_EQ(count.SeenOfEpoch(steps), seen % 10) << size << ", " << since << ", " << steps;
        EXPECT_EQ(count.EndsEpoch(steps), seen % 10 == 0);
      }
    }
  }
}

}  // namespace
}  // namespace downhill
