// SPDX-License-Identifier: Apache-2.0
// The rates and momenta of the reference runs, from the schedules alone: no network is trained.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>

#include "core/chosen.h"
#include "schedules/schedule.h"

namespace downhill {
namespace {

/// A dozen roundings at most stand between the two; a different formula is far outside.
constexpr double kSameNumber = 1e-12;

/// The schedule of a reference run. "warmup_cosine" is the cosine with a warm-up, and a plateau is
/// looked for after every step.
Slot<Schedule> ScheduleOf(Json fields) {
  if (fields["type"] == "warmup_cosine") fields["type"] = "cosine";
  if (fields["type"] == "reduce_on_plateau") fields["unit"] = "step";
  return test::Choose(Schedules(), std::move(fields));
}

TEST(ScheduleRates, AreThoseOfTheReferenceRuns) {
  std::set<std::string> seen;
  const std::filesystem::path folder = std::filesystem::path(DOWNHILL_SOURCE_DIR) / "tests/golden";
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    if (file.path().extension() != ".json") continue;
    const Json run = Json::parse(std::ifstream(file.path()));
    if (run["schedule"].is_null()) continue;
    SCOPED_TRACE(run["name"]);
    seen.insert(run["schedule"]["type"].get<std::string>());
    Slot slot = ScheduleOf(run["schedule"]);
    const auto schedule = slot->Begin({{}, run["optimizer"]["learning_rate"].get<double>()});
    const Json& expected = run["expected"];
    const auto steps = run["steps"].get<std::int64_t>();
    double lowest = schedule->Rate(0), highest = lowest;
    for (std::int64_t t = 0; t < steps; ++t) {
      const auto step = static_cast<std::size_t>(t);
      EXPECT_NEAR(schedule->Rate(t), expected["learning_rate"][step].get<double>(), kSameNumber)
          << t;
      EXPECT_EQ(schedule->Momentum(t).has_value(), expected.contains("momentum"));
      if (expected.contains("momentum")) {
        EXPECT_NEAR(schedule->Momentum(t).value_or(0), expected["momentum"][step].get<double>(),
                    kSameNumber)
            << t;
      }
      lowest = std::min(lowest, schedule->Rate(t));
      highest = std::max(highest, schedule->Rate(t));
      schedule->Observe(expected["loss"][step].get<double>());
    }
    EXPECT_LT(lowest, highest) << "the run says nothing of its schedule";
  }
  EXPECT_EQ(seen, (std::set<std::string>{"cosine", "cosine_warm_restarts", "exponential",
                                         "linear_warmup", "multistep", "one_cycle", "polynomial",
                                         "reduce_on_plateau", "step", "warmup_cosine"}));
}

}  // namespace
}  // namespace downhill
