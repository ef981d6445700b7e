// SPDX-License-Identifier: Apache-2.0
// GoogleTest's main, with the golden runs counted in the last line.
#include <gtest/gtest.h>

#include <cstdio>

#include "golden/tally.h"

int main(int count, char** arguments) {
  testing::InitGoogleTest(&count, arguments);
  const int result = RUN_ALL_TESTS();
  const downhill::GoldenTally& tally = downhill::TheGoldenTally();
  std::printf("golden: %d replayed, %d skipped\n", tally.replayed, tally.skipped);
  return result;
}
