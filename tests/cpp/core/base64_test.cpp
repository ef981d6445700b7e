// SPDX-License-Identifier: Apache-2.0
#include "core/base64.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

namespace downhill {
namespace {

TEST(Base64, IsWhatOthersWrite) {
  // Python: base64.b64encode(struct.pack("<3f", 1, -2.5, 1e-20))
  EXPECT_EQ(PackNumbers(std::vector<float>{1, -2.5f, 1e-20f}), "AACAPwAAIMAI5Twe");
  EXPECT_EQ(PackNumbers(std::vector<float>{1}), "AACAPw==");
  EXPECT_EQ(PackNumbers(std::vector<float>{1, -2.5f}), "AACAPwAAIMA=");
  EXPECT_EQ(PackNumbers({}), "");
}

TEST(Base64, ComesBackBitByBit) {
  std::vector<float> numbers{0, -0.0f, 1e-45f, std::numeric_limits<float>::max(), 0.1f};
  for (; !numbers.empty(); numbers.pop_back()) {
    EXPECT_EQ(UnpackNumbers(PackNumbers(numbers)), numbers);
  }
}

TEST(Base64, RefusesWhatIsNone) {
  for (const std::string text : {"AACAPw=", "AACAPw", "AACA", "AACAPw=a", "AAC?Pw==", "====",
                                 "AACAPw==AACAPw==", "AACAPx==", "AACA\xc3\xa9w=="}) {
    EXPECT_FALSE(UnpackNumbers(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace downhill
