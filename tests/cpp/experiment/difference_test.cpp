// SPDX-License-Identifier: Apache-2.0
// Where two documents differ: as a property over documents, and over all that a document declares.
#include "experiment/difference.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/random.h"
#include "datasets/dataset.h"
#include "experiment/catalog.h"
#include "experiment/moons_run.h"
#include "experiment/training_run.h"
#include "layers/layer.h"

namespace downhill {
namespace {

using test::IdsIn;
using test::Moons;

Json Drawn(Random& random, int depth) {
  const Index kind = random.Below(depth > 0 ? 6 : 4);
  if (kind == 0) return random.Below(3);
  if (kind == 1) return "text";
  if (kind == 2) return nullptr;
  if (kind == 3) return Json::array({1, random.Below(2)});
  const Index size = 1 + random.Below(3);
  if (kind == 4) {
    Json list = Json::array();
    for (Index i = 0; i < size; ++i) list.push_back(Drawn(random, depth - 1));
    return list;
  }
  Json object = Json::object();
  if (random.Below(3) == 0) object["type"] = random.Below(2) == 0 ? "a" : "b";
  for (const char* key : {"x", "y", "z"}) {
    if (random.Below(2) == 0) object[key] = Drawn(random, depth - 1);
  }
  return object;
}

Json DrawnDocument(Random& random) {
  Json document = Json::object();
  for (const char* key : {"data", "model", "stop"}) {
    if (random.Below(3) > 0) document[key] = Drawn(random, 3);
  }
  return document;
}

/// What stands at a path as FirstDifference writes it; null where nothing does.
const Json* At(const Json& document, std::string path) {
  const Json* place = &document;
  while (!path.empty()) {
    if (path.front() == '[') {
      const std::size_t end = path.find(']');
      const std::size_t index = std::stoul(path.substr(1, end - 1));
      if (!place->is_array() || index >= place->size()) return nullptr;
      place = &(*place)[index];
      path.erase(0, end + 1);
    } else {
      path.erase(0, path.front() == '.' ? 1 : 0);
      const std::size_t end = std::min(path.find('.'), path.find('['));
      const std::string key = path.substr(0, end);
      if (!place->is_object() || !place->contains(key)) return nullptr;
      place = &(*place)[key];
      path.erase(0, key.size());
    }
  }
  return place;
}

TEST(Difference, IsThereWhereTheyDifferAndNowhereElse) {
  Random random(7, "documents");
  int different = 0, lacking = 0;
  for (int i = 0; i < 20'000; ++i) {
    const Json one = DrawnDocument(random);
    // Alike, so that most of what they hold is the same.
    Json other = one;
    if (random.Below(4) > 0) {
      const Json changed = DrawnDocument(random);
      for (const auto& [key, value] : changed.items()) {
        if (random.Below(2) == 0) other[key] = value;
      }
      if (random.Below(3) == 0 && !other.empty()) other.erase(other.begin());
    }
    const std::string path = FirstDifference(one, other);
    SCOPED_TRACE(one.dump() + " and " + other.dump() + " at " + path);
    ASSERT_EQ(path.empty(), one == other);
    if (path.empty()) continue;
    ++different;
    const Json* here = At(one, path);
    const Json* there = At(other, path);
    const bool is_in_both = here != nullptr && there != nullptr;
    ASSERT_TRUE(here != nullptr || there != nullptr);
    ASSERT_FALSE(is_in_both && *here == *there);
    lacking += is_in_both ? 0 : 1;
    ASSERT_EQ(FirstDifference(other, one).empty(), false);
  }
  EXPECT_GT(different, 5000);
  EXPECT_GT(lacking, 1000);
}

/// Another value of the field, where this knows one.
Json Other(const Json& field) {
  const Json& fallback = field.value("default", Json());
  const std::string type = field["type"];
  if (type == "boolean") return !fallback.get<bool>();
  if (type == "choice") {
    for (const Json& choice : field["choices"]) {
      if (choice["id"] != fallback) return choice["id"];
    }
  }
  if (type == "integer") {
    return fallback.is_number() && fallback < field["maximum"] ? Json(fallback.get<int>() + 1)
                                                               : field["minimum"];
  }
  if (type == "real") {
    const double low = field["minimum"], high = field["maximum"];
    const double value = fallback.is_number() ? fallback.get<double>() : 1;
    return value > 0 ? std::max(value * 0.9, low) : std::min(0.1, high / 2);
  }
  return nullptr;
}

/// Why a run of the first document does not go on by the second; empty where it does.
std::string PlaceOfRefusal(const Json& before, const Json& after) {
  TrainingRun run(before);
  run.Start(nullptr);
  try {
    TrainingRun next(after);
    next.CheckThatItGoesOn(run);
    return "";
  } catch (const Error& error) {
    EXPECT_FALSE(error.path().empty()) << error.what();
    EXPECT_THAT(error.text().en, testing::EndsWith("."));
    EXPECT_FALSE(error.text().zh.empty());
    return error.path();
  }
}

TEST(Difference, OfWhatARunBeginsWithIsToldAtTheFieldThatWasChanged) {
  int told = 0;
  const auto expect_told = [&](const Json& before, const Json& after, const std::string& path) {
    SCOPED_TRACE(after.dump());
    const std::string place = PlaceOfRefusal(before, after);
    // Above it where what follows from it changes as well.
    EXPECT_TRUE(path.starts_with(place)) << path << ": " << place;
    told += place == path ? 1 : 0;
  };
  for (const std::string& id : IdsIn(Datasets())) {
    const Json before{{"data", {{"type", id}}}, {"model", {{"layers", {"flatten", "dense"}}}}};
    for (const Json& field : FieldsOf(*Datasets().Find(id)->make())) {
      const Json value = Other(field);
      if (value.is_null()) continue;
      Json after = before;
      after["data"][field["id"].get<std::string>()] = value;
      try {
        const TrainingRun both(before), fit(after);
      } catch (const Error&) {
        // A table that is not at hand, or a value that wants others.
        continue;
      }
      expect_told(before, after, "data." + field["id"].get<std::string>());
    }
  }
  for (const std::string& id : IdsIn(Layers())) {
    Json before = Moons({{"data", {{"type", "moons"}}}});
    before["model"] = {{"layers", {{{"type", id}}, {{"type", "dense"}}}}};
    for (const Json& field : FieldsOf(*Layers().Find(id)->make())) {
      const Json value = Other(field);
      if (value.is_null() || field.value("goes_on", false)) continue;
      Json after = before;
      after["model"]["layers"][0][field["id"].get<std::string>()] = value;
      try {
        const TrainingRun both(before), fit(after);
      } catch (const Error&) {
        continue;
      }
      expect_told(before, after, "model.layers[0]." + field["id"].get<std::string>());
    }
  }
  EXPECT_GT(told, 20);
}

TEST(Difference, OfNumbersBesideTheDocumentIsToldAtTheirLayer) {
  const Json document{
      {"data", {{"type", "moons"}}},
      {"model", {{"layers", {{{"type", "dense"}, {"units", 3}}, {{"type", "dense"}}}}}}};
  using Starts = std::vector<std::pair<std::size_t, std::vector<float>>>;
  const auto opened = [&](const Starts& starts) {
    auto run = std::make_unique<TrainingRun>(document);
    for (const auto& [place, numbers] : starts) run->StartLayer(place, numbers);
    run->Start(nullptr);
    return run;
  };
  const std::vector<float> first(9, 0.5F), second(4, 0.25F), other(4, 0.75F);
  const std::pair<std::pair<Starts, Starts>, const char*> pairs[] = {
      {{{}, {{0, first}}}, "model.layers[0].start"},
      {{{{0, first}}, {}}, "model.layers[0].start"},
      {{{{1, second}}, {{1, other}}}, "model.layers[1].start"},
      {{{{0, first}, {1, second}}, {{1, second}}}, "model.layers[0].start"},
      {{{{0, first}, {1, second}}, {{0, first}, {1, other}}}, "model.layers[1].start"},
  };
  for (const auto& [starts, path] : pairs) {
    const auto run = opened(starts.first), next = opened(starts.second);
    try {
      next->CheckThatItGoesOn(*run);
      ADD_FAILURE() << "accepted";
    } catch (const Error& error) {
      EXPECT_EQ(error.path(), path);
      EXPECT_THAT(error.text().en, testing::HasSubstr("Open the document as a new run."));
    }
    EXPECT_NO_THROW(opened(starts.first)->CheckThatItGoesOn(*run));
  }
}

}  // namespace
}  // namespace downhill
