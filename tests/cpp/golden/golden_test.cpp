// SPDX-License-Identifier: Apache-2.0
// Replays training runs of PyTorch, digit by digit (golden/README.md, "Replaying a file").
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/random.h"
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

/// One update from the batch; its loss before.
double Step(Trainer& trainer, const GoldenCase::Batch& batch) {
  std::optional<double> loss;
  while (!loss) loss = trainer.Advance({View(batch.inputs), View(batch.targets)});
  return *loss;
}

/// The gradient of step 0 before clipping.
std::vector<double> FirstGradient(const GoldenCase& golden, const Weights& start) {
  Slot no_clip(Clips());
  no_clip.Choose("none");
  const TrainingParts parts = golden.parts();
  const GoldenCase::Batch batch = golden.BatchOf(0);
  Trainer trainer(
      {parts.network, parts.loss, parts.optimizer, parts.schedule, parts.regularization, *no_clip},
      {}, batch.inputs.cols(), nullptr);
  trainer.Reset(start);
  Step(trainer, batch);
  return Numbers(trainer.gradient().data(), trainer.gradient().size());
}

/// Everything that a file may ask for, of its run from these weights, with so many times its rate.
std::map<std::string, std::vector<double>> Replay(const GoldenCase& golden, const Weights& start,
                                                  double of_its_rate = 1) {
  const GoldenCase::Batch all = golden.AllRows();
  const Index outputs = golden.network().outputs();
  Workspace workspace(golden.network(), all.inputs.cols(), Use::kForwardOnly);
  std::map<std::string, std::vector<double>> computed;
  computed["gradients_first_step"] = FirstGradient(golden, start);
  Trainer trainer(golden.parts(), {}, all.inputs.cols(), nullptr);
  trainer.Reset(start);
  trainer.SetLearningRate(of_its_rate * golden.parts().optimizer.learning_rate());

  // The files predict with the last weights, whatever is averaged.
  const auto predictions = [&] {
    const MatrixMap out = workspace.Forward(trainer.last_weights(), View(all.inputs), {});
    return Numbers(out.data(), outputs * all.inputs.cols());
  };
  computed["predictions_initial"] = predictions();
  for (std::int64_t t = 0; t < golden.steps(); ++t) {
    const GoldenCase::Batch batch = golden.BatchOf(t);
    computed["learning_rate"].push_back(trainer.learning_rate());
    if (const auto momentum = trainer.momentum()) computed["momentum"].push_back(*momentum);
    computed["penalty"].push_back(trainer.penalty());
    computed["loss"].push_back(Step(trainer, batch));
    computed["grad_norm"].push_back(trainer.gradient_norm());
    for (const Network::Place& place : golden.network().places()) {
      if (place.parameters == 0) continue;
      computed["layer_grad_norms"].push_back(
          static_cast<double>(trainer.gradient().segment(place.offset, place.parameters).norm()));
    }
  }
  const Weights& weights = trainer.last_weights();
  computed["parameters_final"] = Numbers(weights.parameters.data(), weights.parameters.size());
  AppendTo(computed["parameters_final"], weights.statistics);
  const Vector& averaged = trainer.weights().parameters;
  computed["averaged_parameters_final"] = Numbers(averaged.data(), averaged.size());
  computed["predictions_final"] = predictions();
  const MatrixMap out = workspace.Forward(weights, View(all.inputs), {});
  const double final_loss = golden.parts().loss.Evaluate(
      ConstMatrixMap(out.data(), out.rows(), out.cols()), View(all.targets), {nullptr, 0, 0});
  computed["final_loss"] = {final_loss};
  computed["final_penalty"] = {trainer.penalty()};
  computed["final_objective"] = {final_loss + trainer.penalty()};
  return computed;
}

using Replays = std::vector<std::map<std::string, std::vector<double>>>;

/// Seven batch norms, each of which divides by a small deviation: roundings grow about a hundred
/// thousand times. PyTorch's own deviation in 32 bits is one draw of that, and fused operations
/// round otherwise than it did.
constexpr std::string_view kMultiplier = "deep_sigmoid_8_batch_norm";

bool MultipliesRoundings(const std::string& file) {
  return sizeof(Scalar) == 4 && std::filesystem::path(file).stem() == kMultiplier;
}

/// The same run from starts whose parameters are one rounding up, down, or as they are: what a
/// single rounding at the start makes of every number.
Replays Neighbours(const GoldenCase& golden) {
  constexpr int kRuns = 16;
  constexpr Scalar kInfinity = std::numeric_limits<Scalar>::infinity();
  Replays replays;
  for (int run = 0; run < kRuns; ++run) {
    Random random(static_cast<std::uint64_t>(run), "neighbours");
    Weights start = golden.initial_weights();
    for (Scalar& p : start.parameters) {
      const Index way = random.Below(3);
      if (way == 1) p = std::nextafter(p, kInfinity);
      if (way == 2) p = std::nextafter(p, -kInfinity);
    }
    replays.push_back(Replay(golden, start));
  }
  return replays;
}

/// How far the neighbours of a number are from each other. A right run makes such a rounding at
/// every operation, not only at the start, so its distance from the exact one is of this size.
double Width(const Replays& neighbours, const std::string& name, std::size_t i) {
  double low = std::numeric_limits<double>::infinity(), high = -low;
  for (const auto& replay : neighbours) {
    low = std::min(low, replay.at(name)[i]);
    high = std::max(high, replay.at(name)[i]);
  }
  return high - low;
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
               const std::vector<double>& computed, const std::vector<double>& expected,
               const Replays& neighbours) {
    ASSERT_EQ(computed.size(), expected.size()) << name;
    double largest = 0;
    for (const double e : expected) largest = std::max(largest, std::abs(e));
    const Json& json = golden.json();
    for (std::size_t i = 0; i < expected.size(); ++i) {
      const double allowed = std::max(Allowed(json, name, expected[i], largest),
                                      neighbours.empty() ? 0 : Width(neighbours, name, i));
      ASSERT_NEAR(computed[i], expected[i], allowed) << name << "[" << i << "]";
    }
  }
};

/// What the file says, as flat numbers.
std::vector<double> Expected(const GoldenCase& golden, const std::string& name) {
  const Json& expected = golden.expected();
  if (name != "gradients_first_step" && !name.ends_with("parameters_final")) {
    return Numbers(expected[name]);
  }
  std::vector<double> wanted;
  AppendTo(wanted, golden.Parameters(expected[name]));
  if (name == "parameters_final") AppendTo(wanted, golden.Statistics(expected[name]));
  return wanted;
}

TEST_P(Golden, RunMatchesPyTorch) {
  GoldenCase golden(GetParam());
  if (!golden.missing().empty()) {
    ++TheGoldenTally().skipped;
    GTEST_SKIP() << "not there yet: " << golden.missing();
  }
  ++TheGoldenTally().replayed;
  auto computed = Replay(golden, golden.initial_weights());
  Replays neighbours;
  if (MultipliesRoundings(GetParam())) neighbours = Neighbours(golden);
  for (const Json& key : golden.json()["compare"]) {
    const auto name = key.get<std::string>();
    ASSERT_TRUE(computed.contains(name)) << "the replay knows no " << name;
    Compare(golden, name, computed[name], Expected(golden, name), neighbours);
  }
}

/// The bound of the runs that multiply roundings is one that a wrong run does not keep: a learning
/// rate that is off by a thousandth leaves it.
TEST(GoldenNeighbours, AreMuchCloserThanARunThatIsWrong) {
  const char* given = std::getenv("DOWNHILL_GOLDEN_DIR");
  if (sizeof(Scalar) != 4 || given != nullptr) GTEST_SKIP() << "of our own files, in 32 bits";
  const std::string file =
      DOWNHILL_SOURCE_DIR "/tests/golden/" + std::string(kMultiplier) + ".json";
  GoldenCase golden(file);
  const auto neighbours = Neighbours(golden);
  const auto wrong = Replay(golden, golden.initial_weights(), 1.001);
  const std::vector<double> expected = Expected(golden, "loss");
  bool leaves = false;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    leaves |= std::abs(wrong.at("loss")[i] - expected[i]) > Width(neighbours, "loss", i);
  }
  EXPECT_TRUE(leaves);
}

std::string NameOf(const testing::TestParamInfo<std::string>& info) {
  return std::filesystem::path(info.param).stem().string();
}

INSTANTIATE_TEST_SUITE_P(Files, Golden, testing::ValuesIn(GoldenFiles()), NameOf);

}  // namespace
}  // namespace downhill
