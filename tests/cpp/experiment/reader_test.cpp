// SPDX-License-Identifier: Apache-2.0
#include "experiment/reader.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "core/error.h"
#include "experiment/parser.h"

namespace downhill {
namespace {

/// A list of whole numbers, and a number with a second key.
struct Milestones final : Declared {
  void Declare(Visitor& visitor) override {
    visitor.Integers({.label = {"milestones", {"Milestones", "里程碑"}, {"When.", "何时。"}},
                      .fallback = {10, 20},
                      .minimum = 1,
                      .maximum = 100,
                      .maximum_size = 4,
                      .ascending = true},
                     milestones);
    visitor.Real({.label = {.id = "eta_min",
                            .label = {"Floor", "下限"},
                            .help = {"The end.", "终点。"},
                            .alias = "minimum"},
                  .fallback = 0.5,
                  .minimum = 0,
                  .maximum = 1},
                 floor);
  }
  std::vector<std::int64_t> milestones;
  double floor = 0;
};

Milestones ReadMilestones(const std::string& document) {
  Milestones read;
  SetDefaults(read);
  Read(ParseDocument(document), read);
  return read;
}

/// "path: what is wrong", empty where it is accepted.
std::string FaultOf(const std::string& document) {
  try {
    ReadMilestones(document);
    return "";
  } catch (const Error& error) {
    return error.what();
  }
}

TEST(Reader, TakesAListOfWholeNumbersOrASingleOne) {
  EXPECT_EQ(ReadMilestones("{}").milestones, (std::vector<std::int64_t>{10, 20}));
  EXPECT_EQ(ReadMilestones(R"({"milestones": [5, 12, 30]})").milestones,
            (std::vector<std::int64_t>{5, 12, 30}));
  EXPECT_EQ(ReadMilestones(R"({"milestones": 7})").milestones, (std::vector<std::int64_t>{7}));
}

TEST(Reader, RefusesAWrongListOfWholeNumbersWithPlaceAndCure) {
  EXPECT_EQ(FaultOf(R"({"milestones": "7"})"),
            "milestones: must be a list of whole numbers, but is \"7\". Write a list of whole "
            "numbers here, or leave the key out for its default.");
  EXPECT_EQ(FaultOf(R"({"milestones": [5, 12, "x"]})"),
            "milestones[2]: must be a whole number, but is \"x\". Write a whole number here, or "
            "leave the key out for its default.");
  EXPECT_EQ(FaultOf(R"({"milestones": [5, 12.5]})"),
            "milestones[1]: must be a whole number, but is 12.5. Write a whole number here, or "
            "leave the key out for its default.");
  EXPECT_EQ(FaultOf(R"({"milestones": [0]})"), "milestones[0]: 0 is below 1. Use 1 or more.");
  EXPECT_EQ(FaultOf(R"({"milestones": 101})"), "milestones: 101 is above 100. Use 100 or less.");
  EXPECT_EQ(FaultOf(R"({"milestones": []})"), "milestones: has 0 items. Give 1 to 4.");
  EXPECT_EQ(FaultOf(R"({"milestones": [1, 2, 3, 4, 5]})"), "milestones: has 5 items. Give 1 to 4.");
  EXPECT_EQ(FaultOf(R"({"milestones": [5, 12, 12]})"),
            "milestones[2]: 12 is not above 12, the number before it. List them in ascending "
            "order, each once.");
}

TEST(Reader, TakesASecondKeyInsteadOfTheFirst) {
  EXPECT_EQ(ReadMilestones(R"({"eta_min": 0.25})").floor, 0.25);
  EXPECT_EQ(ReadMilestones(R"({"minimum": 0.25})").floor, 0.25);
}

TEST(Reader, NamesTheKeyThatWasWritten) {
  EXPECT_EQ(FaultOf(R"({"minimum": 2})"), "minimum: 2 is above 1. Use 1 or less.");
  EXPECT_EQ(FaultOf(R"({"eta_min": 2})"), "eta_min: 2 is above 1. Use 1 or less.");
}

TEST(Reader, RefusesBothKeysOfOneThing) {
  EXPECT_EQ(FaultOf(R"({"minimum": 0.5, "eta_min": 0.5})"),
            "minimum: is the same as \"eta_min\", which is given too. Keep one of them.");
}

TEST(Reader, SuggestsEitherKey) {
  EXPECT_EQ(FaultOf(R"({"minimun": 0.5})"),
            "minimun: there is no such key here. Did you mean \"minimum\"?");
  EXPECT_EQ(FaultOf(R"({"eta_max": 0.5})"),
            "eta_max: there is no such key here. Did you mean \"eta_min\"?");
}

}  // namespace
}  // namespace downhill
