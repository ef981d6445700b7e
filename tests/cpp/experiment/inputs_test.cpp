// SPDX-License-Identifier: Apache-2.0
// Inputs that are formulas of the features: what a document may ask for, and that a network with
// them is the one on a table of the same columns.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/kernels/sine.h"
#include "datasets/input_formulas.h"
#include "datasets/real_tables.h"
#include "experiment/memory.h"
#include "experiment/saved_state.h"
#include "experiment/training_run.h"
#include "probes/ask.h"

namespace downhill {
namespace {

using test::Ask;

using testing::ElementsAre;

/// A small network on these data.
Json OnData(const Json& data) {
  return {{"data", data},
          {"model",
           {{"layers",
             {{{"type", "dense"}, {"units", 5}, {"activation", "tanh"}}, {{"type", "dense"}}}}}},
          {"batch_size", 7},
          {"stop", {{"steps", 40}}}};
}

std::unique_ptr<TrainingRun> TrainedOn(const Json& data) {
  auto run = std::make_unique<TrainingRun>(OnData(data), &test::RealTables());
  run->Start(nullptr);
  run->session().Run(Session::kNoLimit, 0);
  return run;
}

/// Path and sentence of the refusal.
std::string RefusalOfInputs(const Json& data) {
  try {
    const TrainingRun run(OnData(data), &test::RealTables());
  } catch (const Error& error) {
    return error.what();
  }
  return "accepted";
}

Json Rows(const std::vector<std::vector<double>>& features) {
  Json targets = Json::array();
  for (std::size_t i = 0; i < features.size(); ++i) targets.push_back(i % 2);
  return {{"type", "rows"}, {"features", features}, {"targets", targets}, {"classes", 2}};
}

/// Rows between low and high, one feature or two.
Json Between(double low, double high, int features = 1) {
  std::vector<std::vector<double>> rows;
  for (int i = 0; i <= 20; ++i) {
    rows.emplace_back(features, low + (high - low) * i / 20);
    rows.back().back() += features > 1 ? (high - low) * (i % 3) / 100 : 0;
  }
  return Rows(rows);
}

std::vector<std::string> InputNamesOf(Json data, const std::vector<std::string>& inputs) {
  data["inputs"] = inputs;
  data["split"] = {{"train", 1}, {"validation", 0}, {"test", 0}};
  const TrainingRun run(OnData(data), &test::RealTables());
  std::vector<std::string> names;
  for (Index i = 0; i < run.data().formulas.size(); ++i) {
    names.push_back(run.data().formulas.Name(i));
  }
  return names;
}

/// The same numbers come from the formulas and from a table that somebody has made with them.
void ExpectTheSameAsATable(const Json& data, const std::vector<std::string>& inputs) {
  Json with_inputs = data;
  with_inputs["inputs"] = inputs;
  const auto run = TrainedOn(with_inputs);
  const Samples& samples = run->data().samples;
  Json table = {{"type", "rows"}, {"classes", samples.classes}};
  for (const char* key : {"standardize", "seed"}) {
    if (data.contains(key)) table[key] = data[key];
  }
  const InputFormulas& formulas = run->data().formulas;
  for (Index s = 0; s < samples.size(); ++s) {
    const auto x = [&](Index f) { return static_cast<double>(samples.features(f, s)); };
    const auto from_origin = [&](Index f) { return x(f) - formulas.Measure(f).origin; };
    const auto wave = [&](Index f) {
      return kernels::SinCos(formulas.Measure(f).frequency * from_origin(f)).sine;
    };
    Json row = Json::array();
    for (const std::string& id : inputs) {
      const double value = id == "x1"           ? x(0)
                           : id == "x2"         ? x(1)
                           : id == "x1_squared" ? from_origin(0) * from_origin(0)
                           : id == "x2_squared" ? from_origin(1) * from_origin(1)
                           : id == "x1_x2"      ? from_origin(0) * from_origin(1)
                           : id == "sin_x1"     ? wave(0)
                                                : wave(1);
      row.push_back(static_cast<double>(static_cast<Scalar>(value)));
    }
    table["features"].push_back(row);
    table["targets"].push_back(static_cast<double>(samples.targets(0, s)));
  }
  const auto other = TrainedOn(table);
  EXPECT_EQ(run->session().weights().parameters, other->session().weights().parameters);
  EXPECT_EQ(run->data().standardization.mean, other->data().standardization.mean);
  const auto predictions = [](TrainingRun& of) {
    const Table& all = of.data().table(Part::kTest);
    Matrix predicted(of.network().outputs(), all.samples());
    of.session().evaluator().Predict(
        of.session().weights(), all.inputs,
        MatrixMap(predicted.data(), predicted.rows(), predicted.cols()));
    return predicted;
  };
  EXPECT_EQ(predictions(*run), predictions(*other));
  // What a map or new rows go through is the same function.
  const Table& test = run->data().table(Part::kTest);
  EXPECT_EQ(run->data().InputsOf(samples.Columns(test.inputs.members())),
            test.inputs.Copy(0, test.samples()));
}

TEST(NetworkInputs, GiveTheSameBitsAsATableOfTheSameColumns) {
  const std::vector<std::string> all{"x1",    "x2",     "x1_squared", "x2_squared",
                                     "x1_x2", "sin_x1", "sin_x2"};
  ExpectTheSameAsATable({{"type", "circle"}, {"samples", 60}}, all);
  ExpectTheSameAsATable({{"type", "spiral"}, {"samples", 60}, {"standardize", false}}, all);
  ExpectTheSameAsATable({{"type", "xor"}, {"samples", 50}, {"seed", 3}}, {"x1_x2"});
  ExpectTheSameAsATable({{"type", "line"}, {"samples", 40}}, {"x1", "x1_squared", "sin_x1"});
  Json far = Between(4200, 5200, 2);
  ExpectTheSameAsATable(far, {"x2", "x1_squared", "x1_x2", "sin_x2"});
}

TEST(NetworkInputs, AreByDefaultTheFeatures) {
  const Json plain = {{"type", "circle"}, {"samples", 40}};
  Json same = plain;
  same["inputs"] = {"x2", "x1"};
  TrainingRun chosen(OnData(same));
  TrainingRun left_alone(OnData(plain));
  EXPECT_EQ(chosen.Document(), left_alone.Document());
  EXPECT_EQ(chosen.Describe(), left_alone.Describe());
  EXPECT_TRUE(chosen.Document()["data"]["inputs"].is_null());
  EXPECT_FALSE(chosen.Describe()["minimal"]["data"].contains("inputs"));
}

TEST(NetworkInputs, HaveOneOrderHoweverTheyAreNamed) {
  Json data = {{"type", "circle"}, {"inputs", {"sin_x2", "x1_squared", "x1"}}};
  TrainingRun run(OnData(data));
  EXPECT_EQ(run.Document()["data"]["inputs"], Json({"x1", "x1_squared", "sin_x2"}));
  EXPECT_EQ(run.network().inputs(), 3);
  EXPECT_EQ(run.data().samples.width(), 2);
}

TEST(NetworkInputs, AreRefusedWhereTheyDoNotFit) {
  const auto of = [](Json data, Json inputs) {
    data["inputs"] = std::move(inputs);
    return RefusalOfInputs(data);
  };
  const Json circle = {{"type", "circle"}};
  EXPECT_THAT(of(circle, Json::array()), testing::StartsWith("data.inputs: is empty."));
  EXPECT_THAT(of(circle, {"x1", "x1"}), testing::StartsWith("data.inputs[1]: x1 is there already"));
  EXPECT_THAT(of(circle, {"x1", "x3"}), testing::StartsWith("data.inputs[1]: \"x3\" is not known"));
  EXPECT_THAT(of(circle, "x1"), testing::StartsWith("data.inputs: must be a list"));
  EXPECT_THAT(of({{"type", "digits"}}, {"x1"}), testing::HasSubstr("this data has pictures"));
  EXPECT_THAT(of({{"type", "wine"}}, {"x1"}), testing::HasSubstr("this data has 13"));
  EXPECT_THAT(of({{"type", "line"}}, {"x1", "x1_x2"}),
              testing::StartsWith("data.inputs: has x1_x2, which needs two features"));
  EXPECT_THAT(of(Rows({{1, 1}, {-1, 1}, {1, -1}, {-1, -1}}), {"x1", "x1_squared"}),
              testing::StartsWith("data.inputs: has x1², which is the same number"));
}

TEST(NetworkInputs, AreNamedByTheirFormula) {
  const std::vector<std::string> all{"x1", "x1_squared", "sin_x1"};
  // Where the generators draw: as TensorFlow Playground has it.
  EXPECT_THAT(InputNamesOf({{"type", "circle"}}, {"x1", "x2_squared", "x1_x2", "sin_x2"}),
              ElementsAre("x1", "x2²", "x1·x2", "sin(x2)"));
  EXPECT_THAT(InputNamesOf(Between(0, 1), all), ElementsAre("x1", "x1²", "sin(5·x1)"));
  EXPECT_THAT(InputNamesOf(Between(-40, 45), all), ElementsAre("x1", "x1²", "sin(0.1·x1)"));
  // 0 is far away.
  EXPECT_THAT(InputNamesOf(Between(4200, 5200), all),
              ElementsAre("x1", "(x1−4500)²", "sin(0.01·(x1−4500))"));
  EXPECT_THAT(InputNamesOf(Between(-0.9, -0.7), all),
              ElementsAre("x1", "(x1+0.8)²", "sin(50·(x1+0.8))"));
  EXPECT_THAT(InputNamesOf(Between(1990, 2020), all),
              ElementsAre("x1", "(x1−2000)²", "sin(0.2·(x1−2000))"));
}

TEST(NetworkInputs, WhereTheGeneratorsReachFiveHaveTheSineOfThePlayground) {
  for (const char* id : {"circle", "xor", "gaussians", "spiral", "blobs", "spirals", "plane"}) {
    for (const int seed : {1, 2, 3}) {
      const TrainingRun run(OnData({{"type", id}, {"seed", seed}}));
      for (Index f = 0; f < 2; ++f) {
        EXPECT_EQ(run.data().formulas.Measure(f).frequency, 1) << id;
        EXPECT_EQ(run.data().formulas.Measure(f).origin, 0) << id;
      }
    }
  }
  // The moons are as wide, and half as high.
  const TrainingRun moons(OnData({{"type", "moons"}}));
  EXPECT_EQ(moons.data().formulas.Measure(0).frequency, 1);
  EXPECT_EQ(moons.data().formulas.Measure(1).frequency, 2);
}

TEST(NetworkInputs, AreAllToldOfWhetherChosenOrNot) {
  const auto chosen = [](const Json& data) {
    TrainingRun run(OnData(data), &test::RealTables());
    const Json summary = run.Describe()["summary"];
    std::string told;
    for (const Json& input : summary.value("inputs", Json::array())) {
      if (input["chosen"].get<bool>()) told += input["name"].get<std::string>() + " ";
    }
    return told + std::to_string(summary.value("inputs", Json::array()).size());
  };
  EXPECT_EQ(chosen({{"type", "circle"}}), "x1 x2 7");
  EXPECT_EQ(chosen({{"type", "circle"}, {"inputs", {"x1_x2"}}}), "x1·x2 7");
  EXPECT_EQ(chosen({{"type", "line"}}), "x 3");
  EXPECT_EQ(chosen({{"type", "iris"}}), "0");
  EXPECT_EQ(chosen({{"type", "digits"}}), "0");
}

TEST(NetworkInputs, ARunWithThemGoesOnWithTheSameBits) {
  const Json data = {
      {"type", "moons"}, {"samples", 60}, {"inputs", {"x1", "x2_squared", "sin_x1"}}};
  const auto whole = TrainedOn(data);
  TrainingRun first(OnData(data));
  first.Start(nullptr);
  first.session().Run(15, 0);
  TrainingRun second(OnData(data));
  second.Start(nullptr);
  test::ResumeFrom(second, test::SavedState(first));
  second.session().Run(Session::kNoLimit, 0);
  EXPECT_EQ(second.session().weights().parameters, whole->session().weights().parameters);
  Json other = data;
  other["inputs"] = {"x1", "x2_squared", "sin_x2"};
  TrainingRun third(OnData(other));
  third.Start(nullptr);
  EXPECT_THROW(test::ResumeFrom(third, test::SavedState(first)), Error);
}

TEST(NetworkInputs, AreCountedAsMemory) {
  Json data = {{"type", "circle"}, {"samples", 1000}};
  const auto bytes = [&data] {
    const TrainingRun run(OnData(data));
    Experiment experiment;
    return RunBytes(experiment, run.data(), run.network());
  };
  const double plain = bytes();
  data["inputs"] = {"x1", "x2", "x1_squared", "x2_squared", "x1_x2", "sin_x1", "sin_x2"};
  // Five columns more of every sample; what passes and batches take comes on top.
  EXPECT_GE(bytes() - plain, 1000 * 5 * static_cast<double>(sizeof(Scalar)));
}

/// d output / d x by central differences, through the formulas.
TEST(NetworkInputs, SaliencyIsTheSlopeInTheFeatures) {
  const auto run = TrainedOn({{"type", "circle"},
                              {"samples", 60},
                              {"inputs", {"x1", "x2_squared", "x1_x2", "sin_x1", "sin_x2"}}});
  const auto raw = [&](const Matrix& features) {
    const Matrix inputs = run->data().InputsOf(features);
    Workspace workspace(run->network(), 1, Use::kForwardOnly);
    const MatrixMap out = workspace.Forward(run->session().weights(), View(inputs), {});
    return static_cast<double>(out(0, 0));
  };
  // The error of a central difference grows with the step's square and with rounding over the step.
  constexpr bool kIsDouble = sizeof(Scalar) == sizeof(double);
  const double step = kIsDouble ? 1e-5 : 2e-2;
  const double tolerance = kIsDouble ? 1e-7 : 2e-2;
  for (const int sample : {0, 5, 11}) {
    const Json answer = Ask(*run, Dump({{"type", "saliency"}, {"sample", sample}}));
    for (Index f = 0; f < 2; ++f) {
      Matrix features(2, 1);
      for (Index i = 0; i < 2; ++i) {
        features(i, 0) =
            static_cast<Scalar>(answer["input"][static_cast<std::size_t>(i)].get<double>());
      }
      Matrix above = features;
      Matrix below = features;
      above(f, 0) += static_cast<Scalar>(step);
      below(f, 0) -= static_cast<Scalar>(step);
      const double slope =
          (raw(above) - raw(below)) / static_cast<double>(above(f, 0) - below(f, 0));
      const double told = answer["gradient"][static_cast<std::size_t>(f)].get<double>();
      EXPECT_NEAR(told, slope, tolerance * std::max(1.0, std::abs(slope))) << sample << " " << f;
    }
  }
}

TEST(NetworkInputs, MapsOfUnitsGoThroughThem) {
  const auto run = TrainedOn({{"type", "circle"}, {"samples", 40}, {"inputs", {"x1_squared"}}});
  const Json maps = Ask(*run, Dump({{"type", "unit_maps"}, {"layer", 0}, {"size", 8}}));
  // Of x1² alone nothing changes along x2.
  for (const Json& unit : maps["units"]) {
    for (std::size_t pixel = 8; pixel < 64; ++pixel) EXPECT_EQ(unit[pixel], unit[pixel - 8]);
  }
}

}  // namespace
}  // namespace downhill
