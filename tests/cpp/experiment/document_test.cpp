// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/error.h"
#include "experiment/catalog.h"
#include "experiment/parser.h"
#include "experiment/training_run.h"
#include "experiment/writer.h"

namespace downhill {
namespace {

Json CanonicalOf(const Json& document) {
  return TrainingRun(Dump(document)).Describe()["experiment"];
}
Json MinimalOf(const Json& document) { return TrainingRun(Dump(document)).Describe()["minimal"]; }

TEST(Document, EmptyOneIsTheDefaultExperiment) {
  EXPECT_EQ(CanonicalOf(Json::object()), Catalog()["defaults"]);
  EXPECT_EQ(MinimalOf(Json::object()), Json::object());
}

TEST(Document, ExampleOfTheDesignIsAccepted) {
  const Json document = Json::parse(R"({"version": 1, "seed": 7, "arithmetic": "reproducible",
    "data": {"type": "spiral", "samples": 500, "noise": 0.1,
             "split": {"train": 0.7, "validation": 0.15, "test": 0.15}, "standardize": true},
    "model": {"layers": [{"type": "dense", "units": 8, "activation": "tanh", "initializer": "glorot_uniform"},
                         {"type": "dense", "units": 1}]},
    "loss": {"type": "bce_logits"}, "optimizer": {"type": "adam", "learning_rate": 0.003},
    "schedule": {"type": "cosine", "steps": 2000, "minimum": 0.0},
    "regularization": {"l1": 0, "l2": 0}, "clip": {"type": "norm", "max_norm": 1}, "batch_size": 32,
    "stop": {"epochs": 200, "loss_below": 0.01, "gradient_norm_below": 1e-5,
             "early_stopping": {"patience": 20, "restore_best": true}}})");
  const Json canonical = CanonicalOf(document);
  EXPECT_EQ(canonical["optimizer"]["learning_rate"], 0.003);
  EXPECT_EQ(canonical["model"]["layers"][0]["activation"]["type"], "tanh");
  EXPECT_EQ(canonical["clip"]["max_norm"], 1.0);
  EXPECT_EQ(canonical["schedule"]["t_max"], 2000);
  EXPECT_EQ(canonical["stop"]["early_stopping"]["patience"], 20);
}

/// One document for every registered thing, each chosen by its id alone.
std::vector<Json> OneForEverything() {
  std::vector<Json> documents;
  const Json catalog = Catalog();
  for (const char* kind : {"optimizer", "schedule", "clip"}) {
    for (const Json& entry : catalog["kinds"][kind]) {
      documents.push_back({{kind, {{"type", entry["id"]}}}});
    }
  }
  for (const Json& entry : catalog["kinds"]["dataset"]) {
    // Stored tables are not at hand here: tests/cpp/datasets/stored_test.cpp has them.
    Slot slot(Datasets());
    slot.Choose(entry["id"].get<std::string>());
    if (slot->table()) continue;
    documents.push_back({{"data", {{"type", entry["id"]}}}});
  }
  for (const Json& entry : catalog["kinds"]["loss"]) {
    const bool real = entry["id"] == "mse" || entry["id"] == "mae";
    // Any loss takes probabilities, and bce wants them.
    const Json layers = {{{"type", "dense"}, {"units", 3}},
                         {{"type", "dense"}, {"activation", "sigmoid"}}};
    documents.push_back({{"loss", entry["id"]},
                         {"data", {{"type", real ? "line" : "moons"}}},
                         {"model", {{"layers", layers}}}});
    if (real) continue;
    // One output or one a class: what is given must not be lost as if it were derived.
    for (const int units : {1, 2}) {
      if (entry["id"] == "cross_entropy" && units == 1) continue;
      const Json given = {{{"type", "dense"}, {"units", units}, {"activation", "sigmoid"}}};
      documents.push_back(
          {{"loss", entry["id"]}, {"data", {{"type", "moons"}}}, {"model", {{"layers", given}}}});
    }
  }
  for (const char* kind : {"activation", "initializer"}) {
    for (const Json& entry : catalog["kinds"][kind]) {
      const Json hidden{{"type", "dense"}, {"units", 4}, {kind, entry["id"]}};
      documents.push_back({{"model", {{"layers", {hidden, {{"type", "dense"}}}}}}});
    }
  }
  return documents;
}

TEST(Document, CanonicalAndMinimalFormsReadBackAsTheSameExperiment) {
  for (const Json& document : OneForEverything()) {
    const Json canonical = CanonicalOf(document);
    EXPECT_EQ(CanonicalOf(canonical), canonical) << document;
    EXPECT_EQ(CanonicalOf(MinimalOf(document)), canonical) << document;
    EXPECT_EQ(MinimalOf(canonical), MinimalOf(document)) << document;
  }
}

TEST(Document, StepsThatAreGivenTakeThePlaceOfTheDefaultEpochs) {
  const auto stop = [](const char* text) {
    const Json document{{"stop", Json::parse(text)}};
    const Json canonical = CanonicalOf(document);
    EXPECT_EQ(CanonicalOf(MinimalOf(document)), canonical) << text;
    EXPECT_EQ(CanonicalOf(canonical), canonical) << text;
    return std::pair(canonical["stop"]["epochs"], canonical["stop"]["steps"]);
  };
  EXPECT_EQ(stop(R"({"steps": 50})"), std::pair(Json(nullptr), Json(50)));
  EXPECT_EQ(stop(R"({"steps": 50, "epochs": 1000})"), std::pair(Json(1000), Json(50)));
  EXPECT_EQ(stop(R"({"steps": 50, "epochs": 7})"), std::pair(Json(7), Json(50)));
  EXPECT_EQ(stop(R"({"steps": null})"), std::pair(Json(1000), Json(nullptr)));
  EXPECT_EQ(stop(R"({"loss_below": 0.1})"), std::pair(Json(1000), Json(nullptr)));
  const Json steps_alone{{"stop", {{"steps", 50}}}};
  EXPECT_EQ(MinimalOf(steps_alone), steps_alone);
}

TEST(Document, MinimalFormHoldsOnlyWhatDiffers) {
  EXPECT_EQ(MinimalOf({{"data", {{"type", "blobs"}}}}), (Json{{"data", {{"type", "blobs"}}}}))
      << "loss and outputs follow from the data";
  EXPECT_EQ(MinimalOf({{"optimizer", {{"type", "adam"}, {"learning_rate", 0.5}}}}),
            (Json{{"optimizer", {{"type", "adam"}, {"learning_rate", 0.5}}}}));
  EXPECT_EQ(MinimalOf({{"clip", nullptr}, {"batch_size", 32}, {"seed", 7}}), Json::object());
}

struct Refusal {
  const char* document;
  const char* path;
  const char* says;
};

class Refused : public testing::TestWithParam<Refusal> {};

TEST_P(Refused, WithPathAndCure) {
  try {
    const TrainingRun run(GetParam().document);
    FAIL() << "was accepted: " << GetParam().document;
  } catch (const Error& error) {
    EXPECT_EQ(error.path(), GetParam().path);
    EXPECT_NE(error.text().en.find(GetParam().says), std::string::npos) << error.text().en;
    EXPECT_EQ(error.text().en.back() == '.' || error.text().en.back() == '?', true)
        << error.text().en;
    EXPECT_FALSE(error.text().zh.empty());
    EXPECT_EQ(error.text().zh.find("{}"), std::string::npos) << error.text().zh;
    EXPECT_EQ(error.text().en.find("{}"), std::string::npos) << error.text().en;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Documents, Refused,
    testing::Values(
        Refusal{"", "document", "is empty"}, Refusal{" \n", "document", "is empty"},
        Refusal{"{", "document", "not JSON"}, Refusal{"[1]", "document", "object"},
        Refusal{"{\"seed\": NaN}", "document", "line 1, column 10."},
        Refusal{"{\"seed\": 1,\n\n", "document", "line 1, column 11."},
        Refusal{"{\"seed\": 1e999}", "document", "too large"},
        Refusal{R"({"version": 2})", "version", "is 2, from a newer Downhill"},
        Refusal{R"({"seeds": 2})", "seeds", "Did you mean \"seed\"?"},
        Refusal{R"({"seed": 7, "loss": "mse", "seed": 8})", "document", "the key \"seed\" twice"},
        Refusal{R"({"kind": "race", "racers": []})", "kind", "Run the study with \"downhill train"},
        Refusal{R"({"seed": -1})", "seed", "-1 is below 0"},
        Refusal{R"({"optimizer": "lbfgs", "clip": {"type": "norm"}})", "clip", "lbfgs"},
        Refusal{R"({"seed": 1.5})", "seed", "whole number"},
        Refusal{R"({"seed": 1e12})", "seed", "above 4294967295"},
        Refusal{R"({"seed": "7"})", "seed", "must be a whole number, but is \"7\""},
        Refusal{R"({"seed": null})", "seed", "but is null"},
        Refusal{R"({"arithmetic": "exact"})", "arithmetic", "reproducible, fast"},
        Refusal{R"({"arithmetic": 3})", "arithmetic", "must be a word"},
        Refusal{R"({"data": 3})", "data", "must be an object"},
        Refusal{R"({"data": {"type": "spirl"}})", "data.type", "Did you mean \"spiral\"?"},
        Refusal{R"({"data": {"noize": 1}})", "data.noize", "Did you mean \"noise\"?"},
        Refusal{R"({"data": {"samples": 1e9}})", "data.samples", "above"},
        Refusal{R"({"data": {"standardize": "yes"}})", "data.standardize", "true or false"},
        Refusal{R"({"data": {"split": {"train": 0.9}}})", "data.split", "add up to"},
        Refusal{R"({"data": {"split": {"train": 0, "validation": 1, "test": 0}}})",
                "data.split.train", "none to train on"},
        Refusal{R"({"model": {"layers": []}})", "model.layers", "Give 1 to 64"},
        Refusal{R"({"model": {"layers": 5}})", "model.layers", "must be a list"},
        Refusal{R"({"model": {"layers": [{"type": "dense", "units": 0}]}})",
                "model.layers[0].units", "0 is below 1"},
        Refusal{R"({"model": {"layers": [{"type": "dense"}, {"type": "dense"}]}})",
                "model.layers[0].units", "is missing"},
        Refusal{R"({"model": {"layers": [{"units": 3}]}})", "model.layers[0].type", "is missing"},
        Refusal{
            R"({"model": {"layers": [{"type": "dense", "units": 3, "activation": "relux"}, "dense"]}})",
            "model.layers[0].activation", "Did you mean \"relu\"?"},
        Refusal{R"({"model": {"layers": [{"type": "dense", "units": 5}]}})",
                "model.layers[0].units", "Set the units of the last dense layer to 1"},
        Refusal{R"({"model": {"layers": [{"type": "activation"}]}})", "model.layers", "2 outputs"},
        Refusal{R"({"loss": "mse2"})", "loss", "Did you mean \"mse\"?"},
        Refusal{R"({"loss": {"type": "cross_entropy", "label_smoothing": 2}})",
                "loss.label_smoothing", "2 is above 1"},
        Refusal{R"({"loss": "cross_entropy", "data": {"type": "line"}})", "loss.type",
                "real targets"},
        Refusal{R"({"loss": "bce"})", "loss", "activation sigmoid"},
        Refusal{R"({"data": {"type": "rows", "features": [[1e300], [1]], "targets": [1, 2]}})",
                "data.features[0][0]", "too large"},
        Refusal{R"({"data": {"type": "rows", "features": [[1], []], "targets": [1, 2]}})",
                "data.features[1]", "is empty"},
        Refusal{R"({"optimizer": {"type": "adam", "eps": 1e-50}})", "optimizer.eps", "below"},
        Refusal{R"({"loss": {"delta": 2}})", "loss.type", "is missing"},
        Refusal{R"({"optimizer": {"type": "adam", "beta1": 1}})", "optimizer.beta1", "not below 1"},
        Refusal{R"({"optimizer": {"learning_rate": 0}})", "optimizer.learning_rate", "not above 0"},
        Refusal{R"({"optimizer": {"learning_rate": -3}})", "optimizer.learning_rate",
                "not above 0"},
        Refusal{R"({"optimizer": [1]})", "optimizer", "a word or an object"},
        Refusal{R"({"model": {"layers": [{"type": "dense", "frozen": true}]}})", "model.layers",
                "no parameter that training may change"},
        Refusal{R"({"data": {"type": "line"}, "model": {"layers": [{"type": "flatten"}]}})",
                "model.layers", "Add a dense layer"},
        Refusal{R"({"batch_size": 1, "model": {"layers": [{"type": "dense", "units": 2},
                    {"type": "batch_norm"}, {"type": "dense"}]}})",
                "batch_size", "batch norm cannot compare"},
        Refusal{R"({"schedule": {"type": "never"}})", "schedule.type", "constant"},
        Refusal{R"({"regularization": {"l2": -1}})", "regularization.l2", "below 0"},
        Refusal{R"({"clip": {"type": "norm", "max_value": 1}})", "clip.max_value", "max_norm"},
        Refusal{R"({"batch_size": 0})", "batch_size", "below 1"},
        Refusal{R"({"batch_size": "all"})", "batch_size", "full"},
        Refusal{R"({"record": {"unit": "day"}})", "record.unit", "epoch, step"},
        Refusal{R"({"stop": {"epochs": 0}})", "stop.epochs", "below 1"},
        Refusal{R"({"stop": {"epochs": null}})", "stop", "never end"},
        Refusal{R"({"data": {"type": "rows", "features": []}})", "data.features", "is empty"},
        Refusal{R"({"data": {"type": "rows", "features": [[1], [2, 3]], "targets": [1, 2]}})",
                "data.features[1]", "has 2 numbers"},
        Refusal{R"({"data": {"type": "rows", "features": [[1], ["a"]], "targets": [1, 2]}})",
                "data.features[1][0]", "must be a number"},
        Refusal{R"({"data": {"type": "rows", "features": [[1], [2]], "targets": [1]}})",
                "data.targets", "has 1 rows"},
        Refusal{
            R"({"data": {"type": "rows", "features": [[1], [2]], "targets": [0, 2], "classes": 2}})",
            "data.targets[1]", "not a class number"},
        Refusal{R"({"data": {"type": "rows", "features": [[1, 5], [2, 5]], "targets": [0, 1],
                    "split": {"train": 1, "validation": 0, "test": 0}}})",
                "data.standardize", "constant"}));

TEST(Document, TooLongATextIsRefusedBeforeItIsParsed) {
  EXPECT_THROW(ParseDocument(std::string(kMostDocumentBytes + 1, ' ')), Error);
}

TEST(Document, TooDeepANestingIsRefused) {
  const std::string deep = "{\"data\": " + std::string(100000, '[');
  try {
    ParseDocument(deep);
    FAIL();
  } catch (const Error& error) {
    EXPECT_NE(error.text().en.find("nested"), std::string::npos);
  }
}

TEST(Document, TooManyKeysAreRefusedBeforeTheyTakeLong) {
  std::string many = "{";
  for (int i = 0; i < 100000; ++i) many += Fill("\"k{}\": 0, ", i);
  try {
    ParseDocument(many + "\"seed\": 1}");
    FAIL();
  } catch (const Error& error) {
    EXPECT_NE(error.text().en.find("keys"), std::string::npos);
  }
}

std::string ParsersRefusal(std::string_view text) {
  try {
    ParseDocument(text);
    return "accepted";
  } catch (const Error& error) {
    return error.what();
  }
}

TEST(Document, TooManyValuesAreRefusedWithTheirNumber) {
  std::string zeros = "{\"racers\": [0";
  for (std::size_t i = 0; i < kMostDocumentValues; ++i) zeros += ",0";
  EXPECT_NE(ParsersRefusal(zeros + "]}").find("more than 1300000 values"), std::string::npos);
}

TEST(Document, TooLongAKeyIsRefusedAndCut) {
  const std::string refusal = ParsersRefusal("{\"" + std::string(1 << 20, 'k') + "\": 1}");
  EXPECT_NE(refusal.find("longer than 400 bytes"), std::string::npos);
  EXPECT_LT(refusal.size(), 200u);
}

TEST(Document, IsNotEndedByANulByte) {
  using std::string_literals::operator""s;
  EXPECT_NE(ParsersRefusal("{\"version\":1}\0junk"s).find("not JSON: line 1, column 14"),
            std::string::npos);
  EXPECT_NE(ParsersRefusal("{\"version\":1}\0"s).find("not JSON"), std::string::npos);
  EXPECT_NE(ParsersRefusal("{\"version\"\0:1}"s).find("not JSON"), std::string::npos);
}

TEST(Document, WhatItSaysIsQuotedWithoutControlCharactersAndCut) {
  const auto refusal = [](const std::string& text) {
    try {
      const TrainingRun run(text);
      return std::string("accepted");
    } catch (const Error& error) {
      EXPECT_NE(error.text().zh, "");
      return std::string(error.what());
    }
  };
  EXPECT_EQ(refusal("{\"se\\u001b[2Jed\": 1}").find('\x1b'), std::string::npos);
  EXPECT_NE(refusal("{\"se\\u001b[2Jed\": 1}").find("se\\u001b[2Jed"), std::string::npos);
  EXPECT_EQ(refusal("{\"loss\": \"\xc2\x9b"
                    "2J\"}")
                .find('\x9b'),
            std::string::npos);
  EXPECT_LT(refusal("{\"seed\": \"" + std::string(8 << 20, 'x') + "\"}").size(), 300u);
  std::string zeros = "{\"seed\": [0";
  for (int i = 0; i < 1'000'000; ++i) zeros += ",0";
  EXPECT_LT(refusal(zeros + "]}").size(), 300u);
}

TEST(Document, NetworksThatDoNotFitIntoMemoryAreRefused) {
  Json layers = Json::array();
  for (int i = 0; i < 20; ++i) layers.push_back({{"type", "dense"}, {"units", 1000}});
  layers.push_back("dense");
  try {
    const TrainingRun run(Dump({{"model", {{"layers", layers}}}}));
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.path(), "model.layers");
  }
  // 100,000 features on 4096 units: the product does not fit into 32 bits.
  Json row = Json::array();
  for (int i = 0; i < 100000; ++i) row.push_back(i % 3);
  const Json wide{
      {"data",
       {{"type", "rows"}, {"features", {row, row}}, {"targets", {0, 1}}, {"standardize", false}}},
      {"model", {{"layers", {{{"type", "dense"}, {"units", 4096}}, "dense"}}}}};
  try {
    const TrainingRun run(Dump(wide));
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.path(), "model.layers[0].units");
  }
}

TEST(Document, BatchThatDoesNotFitIntoMemoryIsRefused) {
  const char* document = R"({"data": {"samples": 10000}, "batch_size": "full", "model": {"layers": [
      {"type": "dense", "units": 4096}, {"type": "dense"}]}})";
  try {
    const TrainingRun run(document);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.path(), "batch_size");
  }
}

}  // namespace
}  // namespace downhill
