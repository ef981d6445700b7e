// SPDX-License-Identifier: Apache-2.0
#include "experiment/catalog.h"

#include <gtest/gtest.h>

#include <regex>
#include <set>
#include <string>

namespace downhill {
namespace {

const Json& TheCatalog() {
  static const Json catalog = Catalog();
  return catalog;
}

bool IsSnakeCase(const std::string& id) {
  static const std::regex pattern("[a-z][a-z0-9]*(_[a-z0-9]+)*");
  return std::regex_match(id, pattern);
}

/// A label and help, by their keys; tests/web/engine/catalog.test.ts reads them.
void CheckWords(const Json& thing) {
  EXPECT_NE(thing["label"], 0) << thing;
  EXPECT_NE(thing["help"], 0) << thing;
}

void CheckFields(const Json& fields) {
  std::set<std::string> ids;
  for (const Json& field : fields) {
    EXPECT_TRUE(IsSnakeCase(field["id"])) << field["id"];
    EXPECT_TRUE(ids.insert(field["id"]).second) << field["id"];
    CheckWords(field);
    if (field.contains("fields")) CheckFields(field["fields"]);
    if (!field.contains("minimum") || field["default"].is_null()) continue;
    if (field["default"].is_array()) {
      for (const Json& number : field["default"]) {
        EXPECT_TRUE(number >= field["minimum"] && number <= field["maximum"]) << field;
      }
      continue;
    }
    const bool word_for_zero = field.contains("words") && field["default"] == 0;
    EXPECT_TRUE(word_for_zero || field["default"] >= field["minimum"]) << field;
    EXPECT_TRUE(field["default"] <= field["maximum"]) << field;
  }
}

TEST(Catalog, EntriesHaveUniqueIdsWordsAndASource) {
  for (const auto& [kind, entries] : TheCatalog()["kinds"].items()) {
    std::set<std::string> ids;
    for (const Json& entry : entries) {
      EXPECT_TRUE(IsSnakeCase(entry["id"])) << entry["id"];
      EXPECT_TRUE(ids.insert(entry["id"]).second) << entry["id"];
      CheckWords(entry);
      EXPECT_NE(entry["source"], 0) << entry["id"];
      CheckFields(entry["fields"]);
    }
    EXPECT_FALSE(ids.empty()) << kind;
  }
}

TEST(Catalog, DatasetsTellTheirTaskAndFeatures) {
  for (const Json& entry : TheCatalog()["kinds"]["dataset"]) {
    // Of one's own table nothing is known before it is chosen.
    if (entry["id"] == "stored") continue;
    EXPECT_TRUE(entry["task"] == "classes" || entry["task"] == "regression") << entry["id"];
    EXPECT_GE(entry["features"].get<int>(), 1) << entry["id"];
  }
}

TEST(Catalog, DocumentFieldsHaveIdsWordsAndDefaultsInRange) {
  CheckFields(TheCatalog()["document"]);
}

TEST(Catalog, DefaultsHoldEveryFieldOfTheDocument) {
  for (const Json& field : TheCatalog()["document"]) {
    EXPECT_TRUE(TheCatalog()["defaults"].contains(field["id"].get<std::string>())) << field["id"];
  }
}

}  // namespace
}  // namespace downhill
