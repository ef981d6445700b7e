// SPDX-License-Identifier: Apache-2.0
#include "core/count.h"

#include <gtest/gtest.h>

namespace downhill {
namespace {

TEST(Count, DoesNotComeRoundAgain) {
  // 2^32 + 5 is 5 in 32 bits, and 2^64 + 5 is 5 in 64.
  Count count = Count(65536) * 65536 + 5;
  EXPECT_FALSE(count.fits());
  count = count * count;
  EXPECT_FALSE(count.fits());
  for (int i = 0; i < 70; ++i) count = count + count * count;
  EXPECT_FALSE(count.fits());
}

TEST(Count, FitsUpToTheSameNumberOnEveryMachine) {
  EXPECT_TRUE(Count(268'435'456).fits());
  EXPECT_FALSE(Count(268'435'457).fits());
  EXPECT_EQ((Count(16384) * 16384).index(), 268'435'456);
  EXPECT_EQ(static_cast<double>(Count(3) * 4 + 5), 17);
}

}  // namespace
}  // namespace downhill
