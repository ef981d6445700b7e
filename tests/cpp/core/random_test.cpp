// SPDX-License-Identifier: Apache-2.0
#include "core/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <set>
#include <vector>

#include "core/standard_errors.h"

namespace downhill {
namespace {

// The numbers below come from a second implementation, in Python, that was checked against the
// published first outputs of splitmix64 (seed 1234567), FNV-1a ("foobar") and xoshiro256++
// (state 1, 2, 3, 4).
TEST(Random, GivesTheNumbersOfAnIndependentImplementation) {
  struct Case {
    std::uint64_t seed;
    const char* stream;
    std::array<std::uint64_t, 4> numbers;
  };
  const Case cases[] = {
      {0, "data", {0x2b14fb9a27d70d5b, 0x7be550ed9116e401, 0xa9a4b3646627da5d, 0x4a9b3aacce71c35d}},
      {7,
       "parameters",
       {0xbafd5cf6ffc24953, 0xdfb2cadf711b7cbb, 0x50ef3bf130f3b576, 0x2390764fd0a9b50b}},
      {4294967295,
       "batches",
       {0xe19b928dd8bc5dd6, 0xb47529574d1cb385, 0xe0dd0e9ca5b8cac8, 0xbf98e36b17fec61f}},
  };
  for (const Case& c : cases) {
    Random random(c.seed, c.stream);
    for (const std::uint64_t expected : c.numbers) EXPECT_EQ(random.Next(), expected) << c.stream;
  }
}

TEST(Random, UniformTakesTheTop53Bits) {
  Random random(7, "parameters");
  for (const double expected : {0.7304285147690815, 0.8738219066154737, 0.31615042341668587}) {
    EXPECT_EQ(random.Uniform(), expected);
  }
}

TEST(Random, NormalIsThePolarMethod) {
  Random random(7, "parameters");
  // sqrt and log of two libraries may differ in the last bits.
  for (const double expected :
       {0.3780980422949492, 0.6133847245420896, -0.41611336144490935, -0.8172384124648836}) {
    EXPECT_NEAR(random.Normal(), expected, 1e-14);
  }
}

TEST(Random, ShuffleIsFisherYatesFromTheEnd) {
  Random random(7, "order");
  std::vector<int> items{0, 1, 2, 3, 4, 5, 6, 7};
  random.Shuffle(std::span(items));
  EXPECT_EQ(items, (std::vector<int>{0, 5, 1, 6, 3, 2, 4, 7}));
}

TEST(Random, RepeatsWithTheSeedAndDiffersWithoutIt) {
  Random first(3, "data"), same(3, "data"), other(4, "data");
  std::set<std::uint64_t> numbers;
  for (int i = 0; i < 100; ++i) {
    const std::uint64_t number = first.Next();
    EXPECT_EQ(number, same.Next());
    numbers.insert({number, other.Next()});
  }
  EXPECT_EQ(numbers.size(), 200u);
}

TEST(Random, StreamsOfOneSeedAreIndependent) {
  constexpr int kCount = 100'000;
  Random data(1, "data"), split(1, "split");
  double product = 0;
  for (int i = 0; i < kCount; ++i) product += (data.Uniform() - 0.5) * (split.Uniform() - 0.5);
  // The product of two independent centred uniform numbers has deviation 1/12.
  const double standard_error = 1.0 / 12 / std::sqrt(kCount);
  EXPECT_NEAR(product / kCount, 0, test::kStandardErrors * standard_error);
}

TEST(Random, SeedsNextToEachOtherAreIndependent) {
  constexpr int kCount = 20'000;
  double product = 0;
  for (std::uint64_t seed = 0; seed < kCount; ++seed) {
    Random first(seed, "data"), next(seed + 1, "data");
    product += (first.Uniform() - 0.5) * (next.Uniform() - 0.5);
  }
  EXPECT_NEAR(product / kCount, 0, test::kStandardErrors / 12 / std::sqrt(kCount));
}

TEST(Random, UniformFillsEveryTenthAlike) {
  constexpr int kCount = 200'000;
  constexpr std::size_t kBins = 10;
  Random random(5, "data");
  std::array<int, kBins> bins{};
  for (int i = 0; i < kCount; ++i) {
    const double number = random.Uniform();
    ASSERT_GE(number, 0);
    ASSERT_LT(number, 1);
    ++bins[static_cast<std::size_t>(number * kBins)];
  }
  const double expected = static_cast<double>(kCount) / kBins;
  const double standard_error = std::sqrt(expected * (1 - 1.0 / kBins));
  for (const int count : bins) EXPECT_NEAR(count, expected, test::kStandardErrors * standard_error);
}

TEST(Random, UniformStaysBetweenItsBounds) {
  Random random(6, "data");
  for (int i = 0; i < 10'000; ++i) {
    const double number = random.Uniform(-3, 0.5);
    ASSERT_GE(number, -3);
    ASSERT_LE(number, 0.5);
  }
  EXPECT_EQ(random.Uniform(2, 2), 2);
}

TEST(Random, NormalHasTheMomentsAndTheTailsOfANormalNumber) {
  constexpr int kCount = 400'000;
  Random random(8, "parameters");
  double sum = 0, squares = 0, cubes = 0, fourths = 0;
  int beyond_two = 0, beyond_four = 0;
  for (int i = 0; i < kCount; ++i) {
    const double z = random.Normal();
    sum += z;
    squares += z * z;
    cubes += z * z * z;
    fourths += z * z * z * z;
    beyond_two += std::abs(z) > 2;
    beyond_four += std::abs(z) > 4;
  }
  const double root = std::sqrt(kCount);
  // Deviations of z, z², z³ and z⁴: sqrt of 1, 2, 15 and 96.
  EXPECT_NEAR(sum / kCount, 0, test::kStandardErrors / root);
  EXPECT_NEAR(squares / kCount, 1, test::kStandardErrors * std::sqrt(2) / root);
  EXPECT_NEAR(cubes / kCount, 0, test::kStandardErrors * std::sqrt(15) / root);
  EXPECT_NEAR(fourths / kCount, 3, test::kStandardErrors * std::sqrt(96) / root);
  const auto near_share = [&](int count, double share) {
    EXPECT_NEAR(count, share * kCount,
                test::kStandardErrors * std::sqrt(share * (1 - share) * kCount));
  };
  near_share(beyond_two, 0.0455002639);
  near_share(beyond_four, 6.3342484e-5);  // not truncated
}

TEST(Random, SuccessiveNormalsAreIndependent) {
  constexpr int kCount = 200'000;
  Random random(9, "parameters");
  double product = 0;
  for (int i = 0; i < kCount; ++i) {
    const double first = random.Normal();
    product += first * random.Normal();
  }
  EXPECT_NEAR(product / kCount, 0, test::kStandardErrors / std::sqrt(kCount));
}

TEST(Random, BelowGivesEveryNumberAlike) {
  constexpr int kCount = 70'000;
  for (const Index below : {2, 3, 7, 10}) {
    Random random(10, "batches");
    std::vector<int> bins(static_cast<std::size_t>(below));
    for (int i = 0; i < kCount; ++i) {
      const Index number = random.Below(below);
      ASSERT_GE(number, 0);
      ASSERT_LT(number, below);
      ++bins[static_cast<std::size_t>(number)];
    }
    const double share = 1.0 / static_cast<double>(below);
    for (const int count : bins) {
      EXPECT_NEAR(count, share * kCount,
                  test::kStandardErrors * std::sqrt(share * (1 - share) * kCount));
    }
  }
}

TEST(Random, BelowOneIsZero) {
  Random random(11, "batches");
  for (int i = 0; i < 10; ++i) EXPECT_EQ(random.Below(1), 0);
}

TEST(Random, ShuffleKeepsEveryItem) {
  Random random(12, "batches");
  std::vector<int> items(1000);
  std::iota(items.begin(), items.end(), 0);
  std::vector<int> shuffled = items;
  random.Shuffle(std::span(shuffled));
  EXPECT_NE(shuffled, items);
  std::sort(shuffled.begin(), shuffled.end());
  EXPECT_EQ(shuffled, items);
}

TEST(Random, ShuffleOfNothingOrOneItemIsHarmless) {
  Random random(13, "batches");
  std::vector<int> none, one{5};
  random.Shuffle(std::span(none));
  random.Shuffle(std::span(one));
  EXPECT_EQ(one, std::vector<int>{5});
}

TEST(Random, EveryOrderOfFourIsEquallyLikely) {
  constexpr int kCount = 48'000;
  Random random(14, "batches");
  std::array<int, 256> orders{};
  for (int i = 0; i < kCount; ++i) {
    std::array<int, 4> items{0, 1, 2, 3};
    random.Shuffle(std::span<int>(items));
    const int order = items[0] + 4 * items[1] + 16 * items[2] + 64 * items[3];
    ++orders[static_cast<std::size_t>(order)];
  }
  const double share = 1.0 / 24;
  int seen = 0;
  for (const int count : orders) {
    if (count == 0) continue;
    ++seen;
    EXPECT_NEAR(count, share * kCount,
                test::kStandardErrors * std::sqrt(share * (1 - share) * kCount));
  }
  EXPECT_EQ(seen, 24);
}

}  // namespace
}  // namespace downhill
