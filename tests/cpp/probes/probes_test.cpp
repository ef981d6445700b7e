// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "core/declaration_checks.h"
#include "datasets/real_tables.h"
#include "layers/activations/activation.h"
#include "losses/loss.h"
#include "optimizers/optimizer.h"
#include "probes/ask.h"
#include "training/registered.h"

namespace downhill {
namespace {

using test::Ask;

constexpr double kScalarEps = std::numeric_limits<Scalar>::epsilon();

std::unique_ptr<TrainingRun> OpenProbed(const std::string& changes = "{}") {
  Json document = Json::parse(R"({"data": {"type": "moons", "samples": 60}, "stop": {"epochs": 8},
      "batch_size": 10, "optimizer": {"type": "sgd", "learning_rate": 0.1},
      "model": {"layers": [{"type": "dense", "units": 4, "activation": "tanh"}, {"type": "dense"}]}})");
  document.merge_patch(Json::parse(changes));
  auto run = std::make_unique<TrainingRun>(Dump(document), &test::RealTables());
  run->Start(nullptr);
  return run;
}

TEST(Probes, AreDeclaredSoundly) { test::CheckRegistry(Probes()); }

TEST(Probes, AskingChangesNoDigitOfTheRun) {
  const std::string noisy =
      R"({"model": {"layers": [{"type": "dense", "units": 4, "activation": "relu"},
      {"type": "batch_norm"}, {"type": "dropout", "p": 0.3}, {"type": "dense"}]}})";
  const auto plain = OpenProbed(noisy);
  const auto asked = OpenProbed(noisy);
  while (asked->session().progress().status == Status::kReady) {
    for (const auto& entry : Probes().entries) {
      if (asked->session().progress().status != Status::kReady) break;
      Ask(*asked, Dump({{"type", entry.id}}));
    }
  }
  plain->session().Run(Session::kNoLimit, 0);
  EXPECT_EQ(asked->session().weights().parameters, plain->session().weights().parameters);
  EXPECT_EQ(asked->session().weights().statistics, plain->session().weights().statistics);
  EXPECT_EQ(asked->session().history().rows().size(), plain->session().history().rows().size());
}

TEST(Probes, TellOfAStepMadeInPiecesWhatTheyTellOfOneMadeAtOnce) {
  const std::string searching = R"({"optimizer": {"type": "lbfgs"},
      "model": {"layers": [{"type": "dense", "units": 4, "activation": "tanh"}, "dense"]}})";
  for (const char* question : {R"({"type": "layers"})", R"({"type": "update", "sample": 3})"}) {
    const auto at_once = OpenProbed(searching);
    const auto in_pieces = OpenProbed(searching);
    for (int step = 0; step < 3; ++step) {
      const Json whole = Ask(*at_once, question);
      const double before = in_pieces->session().latest().train_loss;
      NextStep next_step;
      Json answer;
      int pieces = 0;
      // Of one pass each.
      while (answer.is_null()) {
        EXPECT_EQ(in_pieces->session().latest().train_loss, before);
        answer = downhill::Ask(*in_pieces, question, next_step, 1e-9);
        ++pieces;
      }
      in_pieces->session().Run(0, 0);
      EXPECT_EQ(answer, whole);
      EXPECT_GT(pieces, step == 0 ? 1 : 0);
    }
    EXPECT_EQ(in_pieces->session().parameters(), at_once->session().parameters());
  }
}

TEST(Probes, RefuseQuestionsThatDoNotFit) {
  const auto run = OpenProbed();
  const auto path = [&](const std::string& question, TrainingRun& of) {
    try {
      Ask(of, question);
      return std::string("answered");
    } catch (const Error& error) {
      return error.path();
    }
  };
  EXPECT_EQ(path(R"({"type": "layer"})", *run), "type");
  EXPECT_EQ(path(R"({"type": "layers", "bin": 3})", *run), "bin");
  EXPECT_EQ(path(R"({"type": "update", "sample": 10})", *run), "sample");
  EXPECT_EQ(path(R"({"type": "saliency", "sample": 60})", *run), "sample");
  EXPECT_EQ(path(R"({"type": "unit_maps", "layer": 2})", *run), "layer");
  EXPECT_EQ(path(R"({"type": "activations", "layer": 2})", *run), "layer");
  EXPECT_EQ(path(R"({"type": "activations", "sample": 60})", *run), "sample");
  const auto iris = OpenProbed(R"({"data": {"type": "iris", "samples": null}})");
  EXPECT_EQ(path(R"({"type": "unit_maps"})", *iris), "type");
  run->session().Run(Session::kNoLimit, 0);
  EXPECT_EQ(path(R"({"type": "update"})", *run), "type") << "no step is left";
  EXPECT_EQ(path(R"({"type": "layers"})", *run), "answered") << "the weights are still there";
}

TEST(LayersProbe, TellsTheNormsOfTheStepItMakes) {
  const auto run = OpenProbed();
  const Vector before = run->session().weights().parameters;
  const Json answer = Ask(*run, R"({"type": "layers", "bins": 5})");
  EXPECT_EQ(answer["step"], 1);
  EXPECT_EQ(run->session().steps(), 1);
  const Vector update = run->session().weights().parameters - before;
  const Network& network = run->network();
  for (std::size_t i = 0; i < 2; ++i) {
    const Network::Place& place = network.places()[i];
    const Json& layer = answer["layers"][i];
    const auto norm = [&](const Vector& v) {
      return static_cast<double>(v.segment(place.offset, place.parameters).norm());
    };
    EXPECT_NEAR(layer["parameter_norm"].get<double>(), norm(before), 8 * kScalarEps * norm(before));
    EXPECT_NEAR(layer["update_norm"].get<double>(), norm(update), 8 * kScalarEps * norm(before));
    // sgd: the update is the rate times the gradient.
    EXPECT_NEAR(layer["update_norm"].get<double>(), 0.1 * layer["gradient_norm"].get<double>(),
                8 * kScalarEps * norm(before));
    EXPECT_NEAR(layer["update_ratio"].get<double>(), norm(update) / norm(before), 16 * kScalarEps);
    std::int64_t counted = 0;
    for (const Json& count : layer["parameters"]["counts"]) counted += count.get<std::int64_t>();
    EXPECT_EQ(counted, place.parameters);
  }
}

TEST(Probes, TellOfTheLastStepAlsoWhereTheBestWeightsTakeItsPlace) {
  // Each step makes it worse: the second one costs the patience.
  const std::string growing = R"({"data": {"type": "line"}, "model": {"layers": ["dense"]},
      "batch_size": "full", "loss": "mse", "optimizer": {"learning_rate": 1.1},
      "record": {"unit": "step"}, "stop": {"early_stopping": {"patience": 1}}})";
  for (const char* question : {R"({"type": "layers"})", R"({"type": "update"})"}) {
    const auto run = OpenProbed(growing);
    run->session().Run(1, 0);
    const Json answer = Ask(*run, question);
    ASSERT_TRUE(run->session().restored());
    const Json& layer = answer["layers"][0];
    const Vector update = static_cast<Scalar>(-1.1) * run->session().trainer().gradient();
    const double norm = static_cast<double>(update.norm());
    const double told = question == std::string(R"({"type": "layers"})")
                            ? layer["update_norm"].get<double>()
                            : std::hypot(layer["update"]["weight"][0].get<double>(),
                                         layer["update"]["bias"][0].get<double>());
    // The update is a difference of parameters of about its own size.
    EXPECT_NEAR(told, norm, 16 * kScalarEps * norm) << question;
  }
}

TEST(LayersProbe, FindsDeadAndSaturatedUnits) {
  // Inputs are standardised: a weight of 0 and a bias of -1 kill a relu, large weights bend a tanh.
  const auto dead = OpenProbed(R"({"optimizer": {"learning_rate": 1e-9}, "model": {"layers": [
      {"type": "dense", "units": 3, "activation": "relu", "initializer": {"type": "constant", "value": 0}},
      {"type": "dense", "units": 4, "activation": "tanh", "initializer": {"type": "constant", "value": 0}},
      {"type": "dense"}]}})");
  const Json layers = Ask(*dead, R"({"type": "layers"})")["layers"];
  EXPECT_EQ(layers[0]["dead"], 1);
  EXPECT_EQ(layers[0]["saturated"], 1);
  EXPECT_EQ(layers[1]["dead"], 0);
  EXPECT_EQ(layers[1]["saturated"], 0);
  EXPECT_FALSE(layers[2].contains("dead")) << "no activation";
  const auto bent = OpenProbed(R"({"model": {"layers": [
      {"type": "dense", "units": 3, "activation": "tanh", "initializer": {"type": "constant", "value": 50}},
      {"type": "dense"}]}})");
  EXPECT_GT(Ask(*bent, R"({"type": "layers"})")["layers"][0]["saturated"], 0.8);
}

TEST(UpdateProbe, SharesOfTheSamplesAddUpToTheGradientOfTheBatch) {
  for (const std::string layers :
       {R"([{"type": "dense", "units": 3, "activation": "gelu"}, {"type": "dense"}])",
        R"([{"type": "dense", "units": 3}, {"type": "batch_norm"}, {"type": "dense"}])"}) {
    Matrix sum;
    Json answer;
    for (int sample = 0; sample < 10; ++sample) {
      const auto run = OpenProbed(R"({"model": {"layers": )" + layers + "}}");
      answer = Ask(*run, R"({"type": "update", "sample": )" + std::to_string(sample) + "}");
      const Json& rows = answer["layers"][0]["sample_gradient"]["weight"];
      if (sum.size() == 0) sum = Matrix::Zero(static_cast<Index>(rows.size()), 2);
      for (std::size_t r = 0; r < rows.size(); ++r) {
        for (std::size_t c = 0; c < 2; ++c) {
          sum(static_cast<Index>(r), static_cast<Index>(c)) +=
              static_cast<Scalar>(rows[r][c].get<double>());
        }
      }
    }
    for (Index r = 0; r < sum.rows(); ++r) {
      for (Index c = 0; c < 2; ++c) {
        const Json& whole = answer["layers"][0]["batch_gradient"]["weight"];
        EXPECT_NEAR(static_cast<double>(sum(r, c)),
                    whole[static_cast<std::size_t>(r)][static_cast<std::size_t>(c)].get<double>(),
                    100 * kScalarEps);
      }
    }
  }
}

TEST(UpdateProbe, ShowsWhatSgdDoesWithTheGradient) {
  const auto run =
      OpenProbed(R"({"regularization": {"l2": 0.5}, "clip": {"type": "norm", "max_norm": 0.01}})");
  const Json answer = Ask(*run, R"({"type": "update", "sample": 3})");
  for (const Json& layer : answer["layers"]) {
    for (const auto& [name, after] : layer["parameters_after"].items()) {
      const Json &before = layer["parameters"][name], &gradient = layer["gradient"][name];
      const auto flat = [](const Json& json) {
        const Json list = json.flatten();
        std::vector<double> numbers;
        for (const auto& item : list) numbers.push_back(item.get<double>());
        return numbers;
      };
      const auto w = flat(before), g = flat(gradient), next = flat(after);
      for (std::size_t i = 0; i < w.size(); ++i) {
        EXPECT_NEAR(next[i], w[i] - 0.1 * g[i], 4 * kScalarEps * (1 + std::abs(w[i])));
      }
    }
  }
  EXPECT_EQ(answer["inputs"].size(), 2u);
  EXPECT_EQ(answer["layers"][0]["output"].size(), 4u);
  // bce_logits: prediction = sigmoid(output), and d loss / d output = (prediction - target) /
  // batch.
  const double p = answer["predictions"][0], y = answer["targets"][0], z = answer["outputs"][0];
  EXPECT_NEAR(p, 1 / (1 + std::exp(-z)), 8 * kScalarEps);
  EXPECT_NEAR(answer["layers"][1]["output_gradient"][0].get<double>(), (p - y) / 10,
              8 * kScalarEps);
  EXPECT_NEAR(answer["sample_loss"].get<double>(), -y * std::log(p) - (1 - y) * std::log(1 - p),
              64 * kScalarEps);
}

TEST(GradientCheck, AgreesForEveryLayer) {
  for (
      const std::string layers :
      {R"([{"type": "dense", "units": 6, "activation": "tanh"}, {"type": "layer_norm"}, {"type": "dense"}])",
       R"([{"type": "dense", "units": 6, "activation": "silu"}, {"type": "batch_norm"}, {"type": "dropout"}, {"type": "dense"}])",
       R"([{"type": "dense", "units": 4, "activation": "tanh"}, {"type": "residual", "layers": [
             {"type": "dense", "units": 4, "activation": "sigmoid"}]}, {"type": "dense"}])"}) {
    const auto run = OpenProbed(R"({"model": {"layers": )" + layers + "}}");
    const Json answer = Ask(*run, R"({"type": "gradient_check"})");
    EXPECT_EQ(answer["agrees"], true) << Dump(answer);
    for (const Json& layer : answer["layers"]) {
      // A sign or a factor that is wrong is a difference of 1.
      EXPECT_LT(layer["rounding"], 0.05) << Dump(answer);
    }
  }
  // Deep in a relu network some differences step over a bend of the loss: they are no fault.
  const auto bent =
      OpenProbed(R"({"data": {"type": "spiral", "samples": null}, "model": {"layers": [
      {"type": "dense", "units": 32, "activation": "relu"},
      {"type": "dense", "units": 32, "activation": "relu"}, {"type": "dense"}]}})");
  bent->session().Run(50, 0);
  const Json bends = Ask(*bent, R"({"type": "gradient_check", "parameters": 60})");
  EXPECT_EQ(bends["agrees"], true) << Dump(bends);
  for (const Json& layer : bends["layers"]) EXPECT_GT(layer["checked"], 30) << Dump(bends);
  const auto image =
      OpenProbed(R"({"data": {"type": "digits", "samples": null}, "model": {"layers": [
      {"type": "conv2d", "out_channels": 3, "activation": "tanh"}, {"type": "avg_pool2d"}, {"type": "dense"}]}})");
  EXPECT_EQ(Ask(*image, R"({"type": "gradient_check", "parameters": 6})")["agrees"], true);
}

/// The answer for layers of a document, right at the start and after some steps.
void ExpectNoFault(const std::string& what, TrainingRun& run, int steps) {
  for (const int more : {0, steps}) {
    run.session().Run(more, 0);
    const Json answer = Ask(run, R"({"type": "gradient_check", "parameters": 4})");
    EXPECT_EQ(answer["agrees"], true) << what << " after " << more << ": " << Dump(answer);
    for (const Json& layer : answer["layers"]) {
      // A sign or a factor that is wrong is a difference of the order of 1.
      EXPECT_TRUE(layer["verdict"] != "agrees" || layer["rounding"] < 0.06) << what << Dump(answer);
    }
  }
}

TEST(GradientCheck, FindsNoFaultInAnyActivationOfSymmetricNetworks) {
  // Points of xor at 0 and biases of 0: the first layer stands at the kink of each activation.
  for (const auto& entry : Activations().entries) {
    Json document = Json::parse(R"({"data": {"type": "rows", "standardize": false,
        "features": [[0, 0], [0, 1], [1, 0], [1, 1]], "targets": [0, 1, 1, 0], "classes": 2,
        "split": {"train": 1, "validation": 0, "test": 0}}, "stop": {"epochs": 100},
        "model": {"layers": [{"type": "dense", "units": 4}, {"type": "dense", "units": 3},
                             {"type": "dense"}]}})");
    for (int i = 0; i < 2; ++i) document["model"]["layers"][i]["activation"] = entry.id;
    TrainingRun run(Dump(document));
    run.Start(nullptr);
    ExpectNoFault(std::string(entry.id), run, 20);
  }
}

TEST(GradientCheck, FindsNoFaultInAnyLayer) {
  for (const std::string& id : Ids(Layers())) {
    Json layer = LayerOf(id);
    const bool image = WantsAnImage(id) || id == "flatten";
    Json layers = Json::array();
    if (image) {
      layers.push_back({{"type", "conv2d"}, {"out_channels", 2}, {"activation", "relu"}});
    } else {
      layers.push_back({{"type", "dense"}, {"units", 6}, {"activation", "relu"}});
    }
    layers.push_back(layer);
    layers.push_back({{"type", "dense"}});
    TrainingRun run(Dump({{"data", {{"type", "digits"}}},
                          {"stop", {{"epochs", 3}}},
                          {"model", {{"layers", layers}}}}),
                    &test::RealTables());
    run.Start(nullptr);
    ExpectNoFault(id, run, 10);
  }
}

TEST(GradientCheck, FindsNoFaultInAnyLoss) {
  for (const std::string& id : Ids(Losses())) {
    const Slot slot = Chosen(Losses(), {{"type", id}});
    Json document{{"data", {{"type", slot->for_regression() ? "line" : "moons"}}},
                  {"loss", id},
                  {"model",
                   {{"layers",
                     {{{"type", "dense"}, {"units", 5}, {"activation", "relu"}},
                      {{"type", "dense"}, {"activation", id == "bce" ? "sigmoid" : "linear"}}}}}}};
    TrainingRun run(Dump(document));
    run.Start(nullptr);
    ExpectNoFault(id, run, 30);
  }
}

TEST(GradientCheck, FindsNoFaultInAnyPreset) {
  int checked = 0;
  for (const auto& file : std::filesystem::directory_iterator(DOWNHILL_SOURCE_DIR "/presets")) {
    if (file.path().extension() != ".json" || file.path().stem() == "reach") continue;
    std::ifstream in(file.path());
    const Json document = Json::parse(in);
    // Its table is no part of the source tree: the build makes it.
    if (Dump(document["data"]).find("mnist") != std::string::npos) continue;
    TrainingRun run(document, &test::RealTables());
    run.Start(nullptr);
    ExpectNoFault(file.path().stem(), run, 5);
    ++checked;
  }
  EXPECT_GE(checked, 10);
}

TEST(GradientCheck, TakesSoManyParametersAsAFewSecondsAllow) {
  const auto run = OpenProbed(R"({"data": {"type": "digits", "samples": null}, "model": {"layers": [
      {"type": "conv2d", "out_channels": 60, "kernel": 5, "padding": "same", "activation": "tanh"},
      {"type": "conv2d", "out_channels": 60, "kernel": 5, "padding": "same"}, {"type": "dense"}]}})");
  const Json answer = Ask(*run, R"({"type": "gradient_check"})");
  EXPECT_EQ(answer["agrees"], true) << Dump(answer);
  EXPECT_EQ(answer["layers"][0]["checked"], 1) << Dump(answer);
  // What is asked for in so many words is not silently less.
  EXPECT_THROW(Ask(*run, R"({"type": "gradient_check", "parameters": 20})"), Error);
}

// relu at its exact kink: b = 0 and an input of 0 in every unit of the first layer.
TEST(GradientCheck, CallsAnExactKinkOfReluAKink) {
  TrainingRun run(R"({"data": {"type": "rows", "standardize": false, "features": [0, 0],
      "targets": [1, 1], "split": {"train": 1, "validation": 0, "test": 0}}, "loss": "mse",
      "model": {"layers": [
        {"type": "dense", "units": 2, "activation": "relu", "initializer": {"type": "constant", "value": 1}},
        {"type": "dense", "initializer": {"type": "constant", "value": 1}}]}})");
  run.Start(nullptr);
  const Json answer = Ask(run, R"({"type": "gradient_check"})");
  EXPECT_EQ(answer["agrees"], true) << Dump(answer);
  // The two biases; the two weights see an input of 0 and have no effect.
  EXPECT_EQ(answer["layers"][0]["kinks"], 2) << Dump(answer);
  EXPECT_EQ(answer["layers"][0]["checked"], 2) << Dump(answer);
}

// A margin of exactly 1.
TEST(GradientCheck, CallsAnExactKinkOfTheHingeAKink) {
  TrainingRun run(R"({"data": {"type": "rows", "standardize": false, "features": [1, 2, -1, -2],
      "targets": [1, 1, 0, 0], "classes": 2, "split": {"train": 1, "validation": 0, "test": 0}},
      "loss": "hinge", "model": {"layers": [
        {"type": "dense", "bias": false, "initializer": {"type": "constant", "value": 1}}]}})");
  run.Start(nullptr);
  const Json answer = Ask(run, R"({"type": "gradient_check"})");
  EXPECT_EQ(answer["agrees"], true) << Dump(answer);
  EXPECT_EQ(answer["layers"][0]["verdict"], "kink") << Dump(answer);
}

TEST(UpdateProbe, TellsWhatTheOptimizerRemembersBeforeAndAfter) {
  for (const auto& entry : Optimizers().entries) {
    SCOPED_TRACE(entry.id);
    const auto run = OpenProbed(Dump({{"optimizer", {{"type", entry.id}}}}));
    Json last;
    bool remembers = false, has_changed = false;
    for (int step = 0; step < 3; ++step) {
      const Json answer = Ask(*run, R"({"type": "update"})");
      std::set<std::string> names;
      for (std::size_t i = 0; i < 2; ++i) {
        const Json& layer = answer["layers"][i];
        for (const auto& [name, buffer] : layer["buffers"].items()) {
          names.insert(name);
          EXPECT_EQ(buffer["before"]["weight"].size(), layer["parameters"]["weight"].size());
          remembers = true;
          has_changed |= buffer["before"] != buffer["after"];
          if (step == 0) continue;
          EXPECT_EQ(buffer["before"], last["layers"][i]["buffers"][name]["after"]) << name;
        }
      }
      EXPECT_LE(static_cast<double>(names.size()), run->experiment().optimizer->buffers());
      last = answer;
    }
    EXPECT_EQ(has_changed, remembers);
  }
  const auto run = OpenProbed(R"({"optimizer": {"type": "adam", "amsgrad": true}})");
  Ask(*run, R"({"type": "update"})");
  const Json layer = Ask(*run, R"({"type": "update"})")["layers"][1];
  ASSERT_EQ(layer["buffers"].size(), 3u);
  const double g = layer["gradient"]["weight"][0][2];
  const auto of = [&](const char* name, const char* when) {
    return layer["buffers"][name][when]["weight"][0][2].get<double>();
  };
  const double m = 0.9 * of("exp_avg", "before") + 0.1 * g;
  const double v = 0.999 * of("exp_avg_sq", "before") + 0.001 * g * g;
  // Three rounded operations each.
  EXPECT_NEAR(of("exp_avg", "after"), m, 4 * kScalarEps * (std::abs(m) + std::abs(g)));
  EXPECT_NEAR(of("exp_avg_sq", "after"), v, 8 * kScalarEps * v);
  EXPECT_GE(of("max_exp_avg_sq", "after"), of("exp_avg_sq", "after"));
}

TEST(UpdateProbe, OfAConvolutionHasTheGradientThatTheOptimizerSees) {
  const auto run = OpenProbed(R"({"data": {"type": "digits", "samples": null}, "model": {"layers": [
      {"type": "conv2d", "out_channels": 2, "activation": "tanh"},
      {"type": "conv2d", "out_channels": 2}, {"type": "dense"}]}})");
  const Json answer = Ask(*run, R"({"type": "update"})");
  for (const Json& layer : answer["layers"]) {
    EXPECT_EQ(layer["batch_gradient"], layer["gradient"]);
  }
}

TEST(Saliency, OfALinearModelIsItsWeightsInOriginalUnits) {
  const auto run =
      OpenProbed(R"({"data": {"type": "plane"}, "model": {"layers": [{"type": "dense"}]}})");
  const Json answer = Ask(*run, R"({"type": "saliency", "sample": 5, "part": "test"})");
  for (Index f = 0; f < 2; ++f) {
    const double weight = static_cast<double>(run->session().weights().parameters[f]);
    const double scale = static_cast<double>(run->data().standardization.scale[f]);
    EXPECT_NEAR(answer["gradient"][static_cast<std::size_t>(f)].get<double>(), weight / scale,
                8 * kScalarEps * std::abs(weight / scale));
  }
  EXPECT_EQ(answer["input"].size(), 2u);
}

TEST(Saliency, OfAStandardizedTargetIsInOriginalUnits) {
  const auto run = OpenProbed(R"({"data": {"type": "plane", "standardize_target": true},
      "model": {"layers": [{"type": "dense"}]}})");
  const Json answer = Ask(*run, R"({"type": "saliency", "sample": 5, "part": "test"})");
  const Vector& parameters = run->session().weights().parameters;
  const Standardization& of_features = run->data().standardization;
  const double mean = static_cast<double>(run->data().target_standardization->mean[0]);
  const double scale = static_cast<double>(run->data().target_standardization->scale[0]);
  double output = static_cast<double>(parameters[2]);
  for (Index f = 0; f < 2; ++f) {
    const auto place = static_cast<std::size_t>(f);
    const double slope =
        static_cast<double>(parameters[f]) / static_cast<double>(of_features.scale[f]);
    EXPECT_NEAR(answer["gradient"][place].get<double>(), slope * scale,
                8 * kScalarEps * std::abs(slope * scale));
    output +=
        slope * (answer["input"][place].get<double>() - static_cast<double>(of_features.mean[f]));
  }
  EXPECT_NEAR(answer["predictions"][0].get<double>(), output * scale + mean,
              64 * kScalarEps * (std::abs(mean) + scale));
  EXPECT_EQ(answer["target"].get<double>(),
            static_cast<double>(run->data().table(Part::kTest).original(0, 5)));
}

TEST(UnitMaps, OfTheLastLayerAreThePredictions) {
  const auto run = OpenProbed(R"({"loss": "mse"})");
  const Json answer = Ask(*run, R"({"type": "unit_maps", "layer": 1, "size": 8})");
  const auto range = [&](const char* key) { return answer["range"][key].get<double>(); };
  // The pixel in row 2, column 5.
  Matrix point(2, 1);
  point(0, 0) = static_cast<Scalar>(range("x_min") + (range("x_max") - range("x_min")) * 5.5 / 8);
  point(1, 0) = static_cast<Scalar>(range("y_max") - (range("y_max") - range("y_min")) * 2.5 / 8);
  run->data().standardization.Apply(point);
  Matrix output(1, 1);
  run->session().evaluator().Predict(run->session().weights(), View(point),
                                     MatrixMap(output.data(), 1, 1));
  ASSERT_EQ(answer["units"].size(), 1u);
  EXPECT_NEAR(answer["units"][0][2 * 8 + 5].get<double>(), static_cast<double>(output(0, 0)),
              32 * kScalarEps);
}

TEST(Activations, AreThoseOfThePassThatPredicts) {
  // Dropout and the statistics of a batch are of training alone.
  const auto run = OpenProbed(R"({"loss": "mse", "model": {"layers": [
      {"type": "dense", "units": 3, "activation": "tanh"}, {"type": "batch_norm"},
      {"type": "dropout", "p": 0.5}, {"type": "dense"}]}})");
  run->session().Run(7, 0);
  const Json answer = Ask(*run, R"({"type": "activations", "part": "test", "sample": 4})");
  const Weights& weights = run->session().weights();
  const Matrix input = run->data().table(Part::kTest).inputs.Copy(4, 1);
  Matrix output(1, 1);
  run->session().evaluator().Predict(weights, View(input), MatrixMap(output.data(), 1, 1));
  ASSERT_EQ(answer["layers"].size(), 4u);
  EXPECT_EQ(answer["samples"], 1);
  EXPECT_EQ(answer["layers"][3]["values"][0][0].get<double>(), static_cast<double>(output(0, 0)));
  EXPECT_EQ(answer["layers"][2]["values"], answer["layers"][1]["values"]);
  for (Index unit = 0; unit < 3; ++unit) {
    const Vector& w = run->session().weights().parameters;
    const double z = static_cast<double>(w[unit]) * static_cast<double>(input(0, 0)) +
                     static_cast<double>(w[3 + unit]) * static_cast<double>(input(1, 0)) +
                     static_cast<double>(w[6 + unit]);
    EXPECT_NEAR(answer["layers"][0]["values"][0][static_cast<std::size_t>(unit)].get<double>(),
                std::tanh(z), 8 * kScalarEps * (1 + std::abs(z)));
  }
}

TEST(Activations, OfManySamplesAreThoseOfEach) {
  const auto run = OpenProbed(R"({"data": {"type": "digits", "samples": null}, "model": {"layers": [
      {"type": "conv2d", "out_channels": 3, "activation": "relu"}, {"type": "max_pool2d"},
      {"type": "dense", "units": 2}, {"type": "dense"}]}})");
  const Json all = Ask(*run, R"({"type": "activations", "samples": 70, "layer": 2, "sample": 5})");
  ASSERT_EQ(all["layers"].size(), 1u);
  ASSERT_EQ(all["layers"][0]["values"].size(), 70u);
  for (const int s : {0, 31, 32, 69}) {
    const Json one =
        Ask(*run, R"({"type": "activations", "sample": )" + std::to_string(5 + s) + "}");
    EXPECT_EQ(one["layers"][0]["shape"], Json::parse("[3, 6, 6]"));
    EXPECT_EQ(one["layers"][0]["values"][0].size(), 108u);
    EXPECT_EQ(one["layers"][1]["shape"], Json::parse("[3, 3, 3]"));
    EXPECT_EQ(one["layers"][2]["shape"], Json::parse("[2]"));
    EXPECT_EQ(one["layers"][2]["values"][0],
              all["layers"][0]["values"][static_cast<std::size_t>(s)]);
  }
  // The part ends before: as many as there are.
  const Index train = run->data().table(Part::kTrain).samples();
  const Json last = Ask(
      *run, Dump({{"type", "activations"}, {"samples", 9}, {"layer", 3}, {"sample", train - 2}}));
  EXPECT_EQ(last["samples"], 2);
}

TEST(Activations, OfMoreNumbersThanCanBeToldAreRefusedWithAPath) {
  Json layers = Json::array();
  // 8 x 8 numbers of each channel.
  for (int i = 0; i < 7; ++i) {
    layers.push_back({{"type", "conv2d"}, {"out_channels", 256}, {"kernel", 1}});
  }
  layers.push_back({{"type", "dense"}});
  const auto run = OpenProbed(Dump({{"data", {{"type", "digits"}, {"samples", nullptr}}},
                                    {"model", {{"layers", std::move(layers)}}}}));
  const auto refused = [&](const std::string& fields) {
    try {
      Ask(*run, R"({"type": "activations")" + fields + "}");
    } catch (const Error& error) {
      return error.path();
    }
    return std::string("answered");
  };
  EXPECT_EQ(refused(""), "layer");
  EXPECT_EQ(refused(R"(, "layer": 0)"), "answered");
  EXPECT_EQ(refused(R"(, "layer": 0, "samples": 7)"), "samples");
}

TEST(FirstWeights, AreThoseOfTheFirstLayerThatHasAny) {
  const auto run = OpenProbed(R"({"data": {"type": "digits", "samples": null}, "model": {"layers": [
      {"type": "flatten"}, {"type": "dense", "units": 5}, {"type": "dense"}]}})");
  const Json answer = Ask(*run, R"({"type": "first_weights"})");
  EXPECT_EQ(answer["layer"], 1);
  ASSERT_EQ(answer["units"].size(), 5u);
  ASSERT_EQ(answer["units"][0].size(), 64u);
  EXPECT_EQ(answer["units"][3][7].get<double>(),
            static_cast<double>(run->session().weights().parameters[7 * 5 + 3]));
}

}  // namespace
}  // namespace downhill
