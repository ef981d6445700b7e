// SPDX-License-Identifier: Apache-2.0
// What holds for every study: read, cut into calls, threads, refused.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/declaration_checks.h"
#include "core/thread_counts.h"
#include "datasets/real_tables.h"
#include "experiment/catalog.h"
#include "studies/study_runs.h"

namespace downhill {
namespace {

/// A small document of each kind.
const std::map<std::string, std::string>& Documents() {
  static const std::string experiment =
      R"("experiment": {"data": {"type": "moons", "samples": 80}, "stop": {"epochs": 4},
         "model": {"layers": [{"type": "dense", "units": 3, "activation": "tanh"}, {"type": "dense"}]}})";
  static const std::map<std::string, std::string> documents{
      {"race",
       R"({"kind": "race", "seeds": 2, "racers": [{"optimizer": "sgd"}, {"optimizer": "adam"}], )" +
           experiment + "}"},
      {"restarts", R"({"kind": "restarts", "seeds": 3, )" + experiment + "}"},
      {"search", R"({"kind": "search", "trials": 9, "strategy": "successive_halving",
                     "space": {"optimizer.learning_rate": {"minimum": 0.001, "maximum": 1, "scale": "log"},
                               "model.layers[0].units": {"values": [2, 3, 4]}}, )" +
                     experiment + "}"},
      {"find_learning_rate", R"({"kind": "find_learning_rate", "steps": 60, )" + experiment + "}"},
      {"landscape", R"({"kind": "landscape", "resolution": 7, "epochs": 4, "directions": "weights",
                       "racers": [{"optimizer": "sgd"}, {"optimizer": "adam"}], )" +
                        experiment + "}"},
      {"descent", R"({"kind": "descent", "steps": 50})"}};
  return documents;
}

Json WorkedOut(const std::string& text, ThreadPool* pool, double budget_ms) {
  StudyDocument study(text, pool, test::RealTables());
  while (!study.run().finished()) {
    const double before = study.run().progress();
    study.run().Advance(budget_ms);
    EXPECT_GE(study.run().progress(), before - 1e-12);
    EXPECT_LE(study.run().progress(), 1);
  }
  EXPECT_DOUBLE_EQ(study.run().progress(), 1);
  return study.run().Result();
}

TEST(Studies, AreDeclaredSoundly) { test::CheckRegistry(Studies()); }

TEST(Studies, HaveADocumentHere) {
  for (const auto& entry : Studies().entries) {
    EXPECT_TRUE(Documents().contains(std::string(entry.id))) << entry.id;
  }
}

class EveryStudy : public testing::TestWithParam<std::string> {
 protected:
  const std::string& text_ = Documents().at(GetParam());
};

TEST_P(EveryStudy, FindsTheSameHoweverItIsCutAndOnHoweverManyThreads) {
  const Json once = WorkedOut(text_, nullptr, 1e9);
  EXPECT_EQ(WorkedOut(text_, nullptr, 0.001), once);
  for (const int threads : test::kThreadCounts) {
    ThreadPool pool(threads);
    EXPECT_EQ(WorkedOut(text_, &pool, 3), once) << threads;
  }
}

TEST_P(EveryStudy, TellsWhatItHasFoundInATableAndASentence) {
  const Json result = WorkedOut(text_, nullptr, 1e9);
  EXPECT_FALSE(result["message"]["en"].get<std::string>().empty());
  EXPECT_FALSE(result["message"]["zh"].get<std::string>().empty());
  ASSERT_FALSE(result["table"]["rows"].empty());
  for (const Json& row : result["table"]["rows"]) {
    EXPECT_EQ(row.size(), result["table"]["columns"].size());
  }
}

TEST_P(EveryStudy, TellsSomethingBeforeItIsFinished) {
  StudyDocument study(text_, nullptr);
  EXPECT_FALSE(study.run().finished());
  EXPECT_TRUE(study.run().Result()["table"].contains("rows"));
}

TEST_P(EveryStudy, DescribesEveryField) {
  const Json document = StudyDocument(text_, nullptr).Describe()["document"];
  EXPECT_EQ(document["kind"], GetParam());
  // What it describes is itself a document of this study.
  EXPECT_EQ(StudyDocument(Dump(document), nullptr).Describe()["document"], document);
}

TEST_P(EveryStudy, RefusesUnknownKeys) {
  Json document = Json::parse(text_);
  document["speed"] = 3;
  EXPECT_THROW(StudyDocument(Dump(document), nullptr), Error);
}

/// The declaration of each number of the study, and its two ends.
struct RangeEnd {
  std::string field;
  Json value;
};
std::vector<RangeEnd> EndsOf(const std::string& kind) {
  std::vector<RangeEnd> ends;
  for (const Json& entry : EntriesOf(Studies())) {
    if (entry["id"] != kind) continue;
    for (const Json& field : entry["fields"]) {
      if (field["type"] == "integer") {
        ends.push_back({field["id"], field["minimum"]});
        ends.push_back({field["id"], field["maximum"]});
      } else if (field["type"] == "real") {
        const double low = field["minimum"], high = field["maximum"];
        const bool without_low = field.contains("exclusive_minimum");
        const bool without_high = field.contains("exclusive_maximum");
        ends.push_back({field["id"], without_low ? std::nextafter(low, high) : low});
        ends.push_back({field["id"], without_high ? std::nextafter(high, low) : high});
      }
    }
  }
  return ends;
}

TEST_P(EveryStudy, WorksAtBothEndsOfAllItsRanges) {
  for (const auto& [field, value] : EndsOf(GetParam())) {
    SCOPED_TRACE(field + " = " + Dump(value));
    Json document = Json::parse(text_);
    document[field] = value;
    // As few numbers as can be trained on: some of the ends are large.
    if (document.contains("experiment")) {
      document["experiment"]["data"]["samples"] = 16;
      document["experiment"]["stop"]["epochs"] = 2;
    }
    // A range has two ends; the other one makes room.
    if (field == "minimum") document["maximum"] = value == 1 ? 100.0 : 1.0;
    if (field == "maximum") document["minimum"] = 1e-9;
    if (field == "maximum" && value == 1e-9) continue;
    const Json result = WorkedOut(Dump(document), nullptr, 1e9);
    EXPECT_THAT(result["message"]["en"].get<std::string>(),
                testing::Not(testing::HasSubstr("efused")));
    ASSERT_FALSE(result["table"]["rows"].empty());
  }
}

INSTANTIATE_TEST_SUITE_P(Registered, EveryStudy, testing::ValuesIn([] {
                           std::vector<std::string> kinds;
                           for (const auto& entry : Studies().entries) kinds.emplace_back(entry.id);
                           return kinds;
                         }()),
                         [](const auto& study) { return study.param; });

TEST(Studies, SayThatEveryTrainingDiverged) {
  const std::string wild =
      R"("experiment": {"data": {"type": "diabetes"}, "model": {"layers": ["dense"]},
         "optimizer": {"type": "sgd", "learning_rate": 100}, "stop": {"epochs": 50}})";
  for (const std::string& study :
       {std::string(R"("kind": "restarts", "seeds": 2)"), std::string(R"("kind": "race", "seeds": 1,
                                       "racers": [{"batch_size": 8}, {"batch_size": 16}])"),
        std::string(R"("kind": "search", "trials": 2,
                                       "space": {"seed": {"values": [1, 2]}})")}) {
    const std::string document = Fill("{}{}, {}}", "{", study, wild);
    EXPECT_EQ(WorkedOut(document, nullptr, 1e9)["status"], "diverged") << study;
  }
  // One that has ended well is enough.
  EXPECT_EQ(
      WorkedOut(
          R"({"kind": "race", "seeds": 1, "racers": [{}, {"optimizer": {"learning_rate": 1e-4}}], )" +
              wild + "}",
          nullptr, 1e9)["status"],
      "finished");
  EXPECT_EQ(WorkedOut(Documents().at("search"), nullptr, 1e9)["status"], "finished");
}

TEST(StudyDocument, FaultsOfTheExperimentHaveTheirPath) {
  EXPECT_THAT(
      test::StudyRefusal(Json::parse(R"({"kind": "restarts", "experiment": {"batch_size": 0.5}})")),
      testing::HasSubstr("experiment.batch_size: "));
  EXPECT_THAT(test::StudyRefusal(Json::parse(R"({"kind": "restart"})")),
              testing::HasSubstr("restarts"));
  EXPECT_THAT(test::StudyRefusal(Json::object()), testing::HasSubstr("kind: is missing"));
  EXPECT_THAT(test::StudyRefusal(Json::parse(R"({"kind": "descent", "experiment": {}})")),
              testing::HasSubstr("experiment: has no place here"));
  EXPECT_THAT(test::StudyRefusal(Json::parse(R"({"kind": "race"})")),
              testing::HasSubstr("racers: is missing"));
  EXPECT_THAT(test::StudyRefusal(Json::parse(R"({"kind": "search"})")),
              testing::HasSubstr("space: is missing"));
}

}  // namespace
}  // namespace downhill
