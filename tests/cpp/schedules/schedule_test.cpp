// SPDX-License-Identifier: Apache-2.0
// Every schedule against its closed form, written here a second time; golden_rates_test.cpp holds
// them to PyTorch.
#include "schedules/schedule.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <memory>
#include <numbers>
#include <string>
#include <vector>

#include "core/chosen.h"
#include "core/declaration_checks.h"

namespace downhill {
namespace {

using test::Choose;

constexpr double kFirstRate = 0.3;
/// A power, a cosine and a handful of products, each within a few units in the last place; the
/// power's error grows with its exponent's logarithm.
constexpr double kRateRounding = 64 * std::numeric_limits<double>::epsilon();

/// A run of 50 steps, 3 an epoch, unless the test says otherwise.
std::unique_ptr<ScheduleState> Begin(const Slot<Schedule>& slot, double rate = kFirstRate,
                                     const RunLength& length = {50, 3}) {
  return slot->Begin({length, rate});
}

void ExpectRates(Json fields, const std::function<double(double)>& rate, int steps = 3000) {
  Slot slot = Choose(Schedules(), std::move(fields));
  const auto schedule = Begin(slot);
  for (int t = 0; t < steps; ++t) {
    const double expected = rate(t);
    ASSERT_NEAR(schedule->Rate(t), expected, kRateRounding * (std::abs(expected) + 0.01)) << t;
  }
}

double Wave(double from, double to, double share) {
  // cos² of half the angle: another way to write the half wave.
  const double c = std::cos(std::numbers::pi * share / 2);
  return to + (from - to) * c * c;
}

std::vector<std::string> ScheduleIds() {
  std::vector<std::string> ids;
  for (const auto& entry : Schedules().entries) ids.emplace_back(entry.id);
  return ids;
}

TEST(Schedules, AreDeclaredSoundly) { test::CheckRegistry(Schedules()); }

TEST(ConstantSchedule, NeverChanges) {
  ExpectRates({{"type", "constant"}}, [](double) { return kFirstRate; });
}

TEST(StepSchedule, DropsAfterEveryStepSize) {
  // One product for each drop.
  ExpectRates({{"type", "step"}, {"step_size", 7}, {"gamma", 0.9}}, [](double t) {
    double rate = kFirstRate;
    for (int drop = 7; drop <= t; drop += 7) rate *= 0.9;
    return rate;
  });
}

TEST(MultistepSchedule, DropsAtEachMilestone) {
  ExpectRates({{"type", "multistep"}, {"milestones", {5, 12, 30}}, {"gamma", 0.3}}, [](double t) {
    return kFirstRate * (t < 5 ? 1 : t < 12 ? 0.3 : t < 30 ? 0.09 : 0.027);
  });
}

TEST(MultistepSchedule, TakesASingleMilestone) {
  ExpectRates({{"type", "multistep"}, {"milestones", 4}, {"gamma", 0.5}},
              [](double t) { return kFirstRate * (t < 4 ? 1 : 0.5); });
}

TEST(ExponentialSchedule, ShrinksByTheSameFactor) {
  ExpectRates({{"type", "exponential"}, {"gamma", 0.99}},
              [](double t) { return kFirstRate * std::exp(t * std::log(0.99)); });
}

TEST(PolynomialSchedule, FallsToZeroAndStaysThere) {
  ExpectRates({{"type", "polynomial"}, {"total_steps", 30}, {"power", 2}}, [](double t) {
    const double left = t < 30 ? (30 - t) / 30 : 0;
    return kFirstRate * left * left;
  });
}

TEST(CosineSchedule, FallsAlongHalfAWaveAndStaysAtItsEnd) {
  ExpectRates({{"type", "cosine"}, {"t_max", 40}, {"eta_min", 0.02}},
              [](double t) { return Wave(kFirstRate, 0.02, t < 40 ? t / 40 : 1); });
}

TEST(CosineSchedule, IsReadWithTheKeysOfTheDesignToo) {
  ExpectRates({{"type", "cosine"}, {"steps", 40}, {"minimum", 0.02}},
              [](double t) { return Wave(kFirstRate, 0.02, t < 40 ? t / 40 : 1); });
}

TEST(CosineWarmRestartsSchedule, BeginsAgainAfterCyclesThatGrow) {
  ExpectRates({{"type", "cosine_warm_restarts"}, {"t_0", 6}, {"t_mult", 2}, {"eta_min", 0.002}},
              [](double t) {
                double length = 6;
                // Cycle n begins at 6 (2^n - 1).
                double start = 0;
                while (t >= start + length) {
                  start += length;
                  length *= 2;
                }
                return Wave(kFirstRate, 0.002, (t - start) / length);
              });
}

TEST(CosineWarmRestartsSchedule, RepeatsCyclesOfOneLength) {
  ExpectRates({{"type", "cosine_warm_restarts"}, {"t_0", 10}, {"t_mult", 1}},
              [](double t) { return Wave(kFirstRate, 0, std::fmod(t, 10) / 10); });
}

TEST(OneCycleSchedule, RisesToTheTopFallsToTheEndAndStaysThere) {
  for (const std::string shape : {"cos", "linear"}) {
    // low = 0.5 / 25 = 0.02, end = 0.02 / 100; 0.3 of 40 steps less one: the top is at t = 11.
    ExpectRates({{"type", "one_cycle"},
                 {"max_learning_rate", 0.5},
                 {"total_steps", 40},
                 {"pct_start", 0.3},
                 {"anneal", shape},
                 {"div_factor", 25},
                 {"final_div_factor", 100}},
                [&](double t) {
                  const auto between = [&](double from, double to, double share) {
                    return shape == "cos" ? Wave(from, to, share) : from + (to - from) * share;
                  };
                  if (t <= 11) return between(0.02, 0.5, t / 11);
                  return between(0.5, 0.0002, t < 39 ? (t - 11) / 28 : 1);
                });
  }
}

TEST(OneCycleSchedule, MomentumFallsWhileTheRateRises) {
  Slot slot = Choose(Schedules(), {{"type", "one_cycle"},
                                   {"total_steps", 40},
                                   {"base_momentum", 0.8},
                                   {"max_momentum", 0.9},
                                   {"warmup_steps", 5}});
  const auto schedule = Begin(slot);
  for (int t = 0; t < 60; ++t) {
    const double s = t < 5 ? 0 : t - 5;
    const double expected =
        s <= 11 ? Wave(0.9, 0.8, s / 11) : Wave(0.8, 0.9, s < 39 ? (s - 11) / 28 : 1);
    ASSERT_TRUE(schedule->Momentum(t).has_value());
    EXPECT_NEAR(*schedule->Momentum(t), expected, kRateRounding) << t;
  }
}

TEST(OneCycleSchedule, LeavesTheMomentumAloneWhenAskedTo) {
  Slot slot = Choose(Schedules(), {{"type", "one_cycle"}, {"cycle_momentum", false}});
  EXPECT_FALSE(Begin(slot)->Momentum(3).has_value());
}

TEST(OneCycleSchedule, RisesAllTheWayOrNotAtAll) {
  Slot rising = Choose(Schedules(), {{"type", "one_cycle"}, {"total_steps", 10}, {"pct_start", 1}});
  EXPECT_NEAR(Begin(rising)->Rate(9), kFirstRate, kRateRounding);
  EXPECT_NEAR(Begin(rising)->Rate(99), kFirstRate, kRateRounding);
  Slot falling =
      Choose(Schedules(), {{"type", "one_cycle"}, {"total_steps", 10}, {"pct_start", 0.1}});
  EXPECT_NEAR(Begin(falling)->Rate(0), kFirstRate, kRateRounding);
}

TEST(OneCycleSchedule, TurnsAtTheRateOfTheOptimizerUnlessItHasOneOfItsOwn) {
  const auto top = [](Json fields) {
    fields["type"] = "one_cycle";
    Slot slot = Choose(Schedules(), std::move(fields));
    const auto schedule = Begin(slot, kFirstRate, {40});
    return schedule->Rate(11);
  };
  EXPECT_NEAR(top({}), kFirstRate, kRateRounding);
  EXPECT_NEAR(top({{"max_learning_rate", 0.7}}), 0.7, kRateRounding);
}

// --- Lengths that are left empty -----------------------------------------------------------------

TEST(ScheduleLengths, LeftEmptyAreThoseOfTheRunWithoutItsWarmUp) {
  const std::string key[] = {"t_max", "total_steps", "total_steps"};
  const std::string type[] = {"cosine", "polynomial", "one_cycle"};
  for (std::size_t i = 0; i < 3; ++i) {
    SCOPED_TRACE(type[i]);
    const Json common{{"type", type[i]}, {"warmup_steps", 10}};
    Json given = common;
    given[key[i]] = 40;
    const Slot empty = Choose(Schedules(), common), full = Choose(Schedules(), given);
    const auto first = Begin(empty, kFirstRate, {50}), second = Begin(full, kFirstRate, {1});
    for (int t = 0; t < 60; ++t) EXPECT_EQ(first->Rate(t), second->Rate(t)) << t;
    EXPECT_LT(first->Rate(49), 0.05 * kFirstRate) << "at the end of the run";
    EXPECT_GT(first->Rate(45), first->Rate(49)) << "and not before";
  }
}

TEST(ScheduleLengths, LeftEmptyFollowAnyRun) {
  // The share of the rate before and after every third, half, .. of the run.
  const auto rate = [](Json fields, std::int64_t steps, std::int64_t t) {
    const Slot slot = Choose(Schedules(), std::move(fields));
    return Begin(slot, 1, {steps})->Rate(t);
  };
  for (const std::int64_t steps : {6, 60, 1000, 420'000}) {
    SCOPED_TRACE(steps);
    const std::int64_t third = (steps + 2) / 3, half = steps / 2, last = steps - 1;
    EXPECT_EQ(rate({{"type", "step"}}, steps, third - 1), 1);
    EXPECT_NEAR(rate({{"type", "step"}}, steps, third), 0.1, kRateRounding);
    EXPECT_NEAR(rate({{"type", "step"}}, steps, last), 0.01, kRateRounding) << "two drops";
    EXPECT_EQ(rate({{"type", "multistep"}}, steps, half - 1), 1);
    EXPECT_NEAR(rate({{"type", "multistep"}}, steps, half), 0.1, kRateRounding);
    EXPECT_NEAR(rate({{"type", "multistep"}}, steps, (3 * steps + 3) / 4 - 1), 0.1, kRateRounding);
    EXPECT_NEAR(rate({{"type", "multistep"}}, steps, (3 * steps + 3) / 4), 0.01, kRateRounding);
    EXPECT_NEAR(rate({{"type", "exponential"}}, steps, half), 0.1, kRateRounding);
    EXPECT_NEAR(rate({{"type", "exponential"}}, steps, steps), 0.01, kRateRounding);
    const std::int64_t cycle = (steps + 6) / 7;
    EXPECT_EQ(rate({{"type", "cosine_warm_restarts"}}, steps, cycle), 1);
    EXPECT_EQ(rate({{"type", "cosine_warm_restarts"}}, steps, 3 * cycle), 1);
    EXPECT_EQ(rate({{"type", "cosine_warm_restarts"}, {"t_mult", 1}}, steps, third), 1);
    const std::int64_t tenth = (steps + 9) / 10;
    EXPECT_EQ(rate({{"type", "linear_warmup"}}, steps, 0), 0.1);
    EXPECT_EQ(rate({{"type", "linear_warmup"}}, steps, tenth), 1);
    EXPECT_LT(rate({{"type", "linear_warmup"}}, steps, tenth - 1), 1);
  }
}

TEST(ScheduleLengths, AreAtLeastOneStepWhereTheWarmUpIsLongerThanTheRun) {
  for (const char* type : {"cosine", "polynomial", "one_cycle", "step", "multistep", "exponential",
                           "cosine_warm_restarts"}) {
    Slot slot = Choose(Schedules(), {{"type", type}, {"warmup_steps", 10}});
    const auto schedule = Begin(slot, kFirstRate, {5});
    for (int t = 0; t < 20; ++t) EXPECT_TRUE(std::isfinite(schedule->Rate(t))) << type << t;
  }
}

TEST(LinearWarmupSchedule, RisesAndStaysAtItsEndFactor) {
  ExpectRates(
      {{"type", "linear_warmup"}, {"start_factor", 0.1}, {"end_factor", 0.8}, {"warmup_steps", 10}},
      [](double t) { return kFirstRate * (t < 10 ? 0.1 + 0.07 * t : 0.8); });
}

// --- reduce_on_plateau ---------------------------------------------------------------------------

/// The rates in force at each loss, and after the last.
std::vector<double> PlateauRates(Json fields, const std::vector<double>& losses, double first = 1) {
  fields["type"] = "reduce_on_plateau";
  Slot slot = Choose(Schedules(), std::move(fields));
  const auto schedule = Begin(slot, first, {});
  std::vector<double> rates;
  for (std::size_t t = 0; t < losses.size(); ++t) {
    rates.push_back(schedule->Rate(static_cast<std::int64_t>(t)));
    schedule->Observe(losses[t]);
  }
  rates.push_back(schedule->Rate(static_cast<std::int64_t>(losses.size())));
  return rates;
}

using Rates = std::vector<double>;

TEST(PlateauSchedule, DropsAfterMoreThanPatienceStepsWithoutProgress) {
  // Bad steps: 0, 1, 2, 3 > 2: drop.
  EXPECT_EQ(PlateauRates({{"factor", 0.5}, {"patience", 2}}, {4, 4, 4, 4, 4}),
            (Rates{1, 1, 1, 1, 0.5, 0.5}));
}

TEST(PlateauSchedule, DoesNotDropWhileTheLossFalls) {
  EXPECT_EQ(PlateauRates({{"factor", 0.5}, {"patience", 0}}, {4, 3, 2, 1}), (Rates{1, 1, 1, 1, 1}));
}

TEST(PlateauSchedule, ProgressForgivesBadSteps) {
  EXPECT_EQ(PlateauRates({{"factor", 0.5}, {"patience", 1}}, {4, 5, 3, 5, 2, 5, 5}),
            (Rates{1, 1, 1, 1, 1, 1, 1, 0.5}));
}

TEST(PlateauSchedule, ThresholdIsAShareOrANumber) {
  // 4 -> 3.5 is progress by 0.5 or an eighth.
  const Json common{{"factor", 0.5}, {"patience", 0}};
  const auto last = [&](const char* mode, double threshold) {
    Json fields = common;
    fields["threshold_mode"] = mode;
    fields["threshold"] = threshold;
    return PlateauRates(fields, {4, 3.5}).back();
  };
  EXPECT_EQ(last("rel", 0.120), 1);
  EXPECT_EQ(last("rel", 0.126), 0.5);
  EXPECT_EQ(last("abs", 0.49), 1);
  EXPECT_EQ(last("abs", 0.51), 0.5);
}

TEST(PlateauSchedule, CountsNothingWhileItCoolsDown) {
  // Drop at the second loss; two losses cool down; the next bad one drops again.
  EXPECT_EQ(PlateauRates({{"factor", 0.5}, {"patience", 0}, {"cooldown", 2}}, {4, 4, 4, 4, 4, 4}),
            (Rates{1, 1, 0.5, 0.5, 0.5, 0.25, 0.25}));
}

TEST(PlateauSchedule, NeverDropsBelowTheLowestRateOrByLessThanEps) {
  EXPECT_EQ(
      PlateauRates({{"factor", 0.5}, {"patience", 0}, {"min_learning_rate", 0.3}}, {4, 4, 4, 4}),
      (Rates{1, 1, 0.5, 0.3, 0.3}));
  EXPECT_EQ(PlateauRates({{"factor", 0.5}, {"patience", 0}, {"eps", 0.3}}, {4, 4, 4, 4}),
            (Rates{1, 1, 0.5, 0.5, 0.5}));
  EXPECT_EQ(PlateauRates({{"patience", 0}, {"min_learning_rate", 0.3}}, {4, 4, 4}, 0.1),
            (Rates{0.1, 0.1, 0.1, 0.1}))
      << "a rate below the lowest is not raised";
}

TEST(PlateauSchedule, MayWaitForANumberThatRises) {
  EXPECT_EQ(PlateauRates({{"mode", "max"}, {"factor", 0.5}, {"patience", 0}}, {1, 2, 3, 3}),
            (Rates{1, 1, 1, 1, 0.5}));
}

TEST(PlateauSchedule, LooksAtTheMeanOfEveryEpochUnlessStepsAreAskedFor) {
  const auto rates = [](const char* unit) {
    Slot slot =
        Choose(Schedules(),
               {{"type", "reduce_on_plateau"}, {"unit", unit}, {"factor", 0.5}, {"patience", 0}});
    const auto schedule = Begin(slot, 1, {9, 3});
    Rates result;
    // Means of three: 4, 3, 3.
    for (const double loss : {2, 4, 6, 1, 3, 5, 3, 3, 3}) {
      schedule->Observe(loss);
      result.push_back(schedule->Rate(0));
    }
    return result;
  };
  EXPECT_EQ(rates("epoch"), (Rates{1, 1, 1, 1, 1, 1, 1, 1, 0.5}));
  EXPECT_EQ(rates("step"),
            (Rates{1, 0.5, 0.25, 0.25, 0.125, 0.0625, 0.03125, 0.015625, 0.0078125}));
}

TEST(PlateauSchedule, DoesNotCountTheLossesOfTheWarmUp) {
  EXPECT_EQ(
      PlateauRates({{"factor", 0.5}, {"patience", 0}, {"warmup_steps", 4}, {"start_factor", 0}},
                   {1, 1, 1, 1, 4, 4}),
      (Rates{0, 0.25, 0.5, 0.75, 1, 1, 0.5}));
}

// --- What holds for all --------------------------------------------------------------------------

class EverySchedule : public testing::TestWithParam<std::string> {};

TEST_P(EverySchedule, RatesAreFiniteAndNotNegativeAtBothEndsOfItsRanges) {
  for (const test::End end : {test::End::kLowest, test::End::kHighest}) {
    Slot slot = Choose(Schedules(), {{"type", GetParam()}});
    test::SetToEnd(*slot, end);
    const auto schedule = Begin(slot);
    for (const std::int64_t t :
         {0LL, 1LL, 2LL, 3LL, 10LL, 999LL, 1'000'000'000LL, 1'000'000'001LL, 1'000'000'000'000LL}) {
      EXPECT_TRUE(std::isfinite(schedule->Rate(t))) << t;
      EXPECT_GE(schedule->Rate(t), 0) << t;
      const auto momentum = schedule->Momentum(t);
      EXPECT_TRUE(!momentum || (*momentum >= 0 && *momentum < 1)) << t;
      schedule->Observe(1);
    }
  }
}

TEST_P(EverySchedule, SaysThatItFollowsTheLengthOfTheRunWhereItDoes) {
  int follow = 0;
  for (const char* key : {"", "t_max", "t_0", "gamma", "steps", "total_steps", "step_size",
                          "milestones", "warmup_steps", "unit"}) {
    Json fields{{"type", GetParam()}};
    if (*key != '\0') {
      const std::string_view name(key);
      fields[key] = name == "gamma"        ? Json(0.9)
                    : name == "milestones" ? Json{3, 9}
                    : name == "unit"       ? Json("step")
                                           : Json(5);
    }
    Slot<Schedule> slot(Schedules());
    try {
      slot = Choose(Schedules(), std::move(fields));
    } catch (const Error&) {
      continue;  // Another schedule's key.
    }
    bool differs = false;
    for (const std::int64_t length : {7, 23, 24, 25, 60, 61, 900}) {
      const auto some = Begin(slot, kFirstRate, {24, 3}),
                 other = Begin(slot, kFirstRate, {length, 3});
      for (int t = 0; t < 1000; ++t) {
        differs |= some->Rate(t) != other->Rate(t) || some->Momentum(t) != other->Momentum(t);
      }
    }
    EXPECT_EQ(slot->follows_length(), differs) << key;
    follow += differs ? 1 : 0;
  }
  const bool is_open = GetParam() != "constant" && GetParam() != "reduce_on_plateau";
  EXPECT_EQ(follow > 0, is_open);
}

TEST_P(EverySchedule, BeginsRunsThatKnowNothingOfEachOther) {
  const Slot slot = Choose(Schedules(), {{"type", GetParam()}});
  const auto alone = Begin(slot), beside = Begin(slot), other = Begin(slot, 2, {7, 1});
  for (int t = 0; t < 100; ++t) {
    EXPECT_EQ(alone->Rate(t), beside->Rate(t)) << t;
    alone->Observe(1);
    beside->Observe(1);
    other->Observe(10 - t);
  }
}

TEST_P(EverySchedule, WarmUpRisesToItsFirstRateAndDelaysTheRest) {
  if (GetParam() == "linear_warmup") return;  // is a warm-up itself
  Slot plain = Choose(Schedules(), {{"type", GetParam()}});
  Slot warm =
      Choose(Schedules(), {{"type", GetParam()}, {"warmup_steps", 8}, {"start_factor", 0.25}});
  // What follows the length of a run follows what the warm-up leaves of it.
  const auto unhurried = Begin(plain, kFirstRate, {50, 3}),
             warmed = Begin(warm, kFirstRate, {58, 3});
  const double full = unhurried->Rate(0);
  for (int t = 0; t < 8; ++t) {
    EXPECT_NEAR(warmed->Rate(t), full * (0.25 + 0.75 * t / 8), kRateRounding) << t;
  }
  for (int t = 8; t < 3000; ++t) {
    ASSERT_EQ(warmed->Rate(t), unhurried->Rate(t - 8)) << t;
  }
}

INSTANTIATE_TEST_SUITE_P(Registered, EverySchedule, testing::ValuesIn(ScheduleIds()),
                         [](const auto& chosen) { return chosen.param; });

}  // namespace
}  // namespace downhill
