// SPDX-License-Identifier: Apache-2.0
// Layers that begin with numbers from beside the document.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <vector>

#include "core/base64.h"
#include "core/room.h"
#include "experiment/memory.h"
#include "experiment/training_run.h"

namespace downhill {
namespace {

/// Of two inputs and three units: weights, then biases.
constexpr std::size_t kNumbers = 9;

Json Moons() {
  return Json::parse(R"({"data": {"type": "moons", "samples": 40}, "batch_size": 8,
      "model": {"layers": [{"type": "dense", "units": 3, "activation": "tanh"}, "dense"]}})");
}

std::vector<float> Numbers() {
  std::vector<float> numbers(kNumbers);
  for (std::size_t i = 0; i < kNumbers; ++i) numbers[i] = 0.125f * static_cast<float>(i) - 0.4f;
  return numbers;
}

std::string RefusedPath(std::size_t place, std::vector<float> numbers) {
  TrainingRun run(Moons());
  try {
    run.StartLayer(place, std::move(numbers));
  } catch (const Error& error) {
    return error.path();
  }
  return "";
}

TEST(Start, BesideTheDocumentGivesTheBitsOfOneInIt) {
  Json within = Moons();
  within["model"]["layers"][0]["start"] = PackNumbers(Numbers());
  TrainingRun one(within);
  TrainingRun other(Moons());
  other.StartLayer(0, Numbers());
  for (TrainingRun* run : {&one, &other}) {
    run->Start(nullptr);
    run->session().Run(5, 0);
  }
  EXPECT_EQ(one.session().weights().parameters, other.session().weights().parameters);
  other.session().Reset();
  EXPECT_EQ(other.session().weights().parameters[0], static_cast<Scalar>(Numbers()[0]));
}

TEST(Start, BesideTheDocumentIsLookedAt) {
  EXPECT_EQ(RefusedPath(0, Numbers()), "");
  EXPECT_EQ(RefusedPath(0, std::vector<float>(kNumbers + 1)), "model.layers[0].start");
  EXPECT_EQ(RefusedPath(2, Numbers()), "model.layers[2]");
  std::vector<float> broken = Numbers();
  broken[4] = std::numeric_limits<float>::quiet_NaN();
  EXPECT_EQ(RefusedPath(0, broken), "model.layers[0].start");
}

TEST(Start, BesideTheDocumentBelongsToTheState) {
  TrainingRun started(Moons());
  started.StartLayer(0, Numbers());
  started.Start(nullptr);
  std::vector<std::uint8_t> state;
  started.Save([&](std::span<const std::uint8_t> piece) {
    state.insert(state.end(), piece.begin(), piece.end());
  });
  TrainingRun drawn(Moons());
  drawn.Start(nullptr);
  try {
    drawn.Resume(SourceOf(state));
    ADD_FAILURE() << "accepted";
  } catch (const Error& error) {
    EXPECT_THAT(error.text().en, testing::HasSubstr("another model"));
  }
}

TEST(Start, IsCountedInTheMemoryOfARun) {
  TrainingRun drawn(Moons());
  const double least = RunBytes(drawn.experiment(), drawn.data(), drawn.network());
  Json document = Moons();
  document["model"]["layers"][0]["start"] = PackNumbers(Numbers());
  TrainingRun started(document);
  EXPECT_EQ(RunBytes(started.experiment(), started.data(), started.network()) - least,
            kNumbers * sizeof(float));
  // Also of the layers of a block.
  Json block = Moons();
  block["model"]["layers"][0] = {
      {"type", "residual"},
      {"layers",
       {{{"type", "dense"}, {"units", 2}, {"start", PackNumbers(std::vector<float>(6))}}}}};
  TrainingRun with(block);
  block["model"]["layers"][0]["layers"][0].erase("start");
  TrainingRun without(block);
  EXPECT_EQ(RunBytes(with.experiment(), with.data(), with.network()) -
                RunBytes(without.experiment(), without.data(), without.network()),
            6 * sizeof(float));
}

TEST(Room, IsTakenAndGivenBack) {
  EXPECT_TRUE(HasRoom(0));
  for (int i = 0; i < 1000; ++i) ASSERT_TRUE(HasRoom(100e6));
  EXPECT_FALSE(HasRoom(1e15));
}

}  // namespace
}  // namespace downhill
