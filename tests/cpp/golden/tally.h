// SPDX-License-Identifier: Apache-2.0
// How many golden runs were replayed, and how many skipped because a part is not there yet.
#pragma once

namespace downhill {

struct GoldenTally {
  int replayed = 0;
  int skipped = 0;
};

GoldenTally& TheGoldenTally();

}  // namespace downhill
