// SPDX-License-Identifier: Apache-2.0
// What is too large is refused with place and cure before an Index of wasm, of 32 bits, runs over.
// The limit is one number in every build, so the same tests hold natively.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/declaration_checks.h"
#include "layers/weighted_layer.h"
#include "training/registered.h"
#include "training/small_network.h"

namespace downhill {
namespace {

/// Every number at the upper end of what its declaration allows, lists and optional ones included.
class Largest final : public test::NumberSetter {
 public:
  Largest()
      : NumberSetter([](const RealDeclaration&, double value) { return value; },
                     [](const IntegerDeclaration& d, std::int64_t) { return d.maximum; }) {}
  void OptionalInteger(const IntegerDeclaration& d, std::optional<std::int64_t>& value) override {
    value = d.maximum;
  }
  void Integers(const IntegersDeclaration& d, std::vector<std::int64_t>& value) override {
    if (d.label.id == "kernel") value.assign(d.maximum_size, kernel);
    if (d.label.id == "stride") value.assign(d.maximum_size, 1);
  }
  void Choice(const ChoiceDeclaration& d, std::string& value) override {
    value = std::string(d.options.back().id);
  }

  std::int64_t kernel = 63;
};

/// Counted in a wider type than the one that is tested: exact up to 2^64.
long double NumbersOf(const std::vector<ParameterBlock>& blocks) {
  long double sum = 0;
  for (const ParameterBlock& block : blocks) {
    sum += static_cast<long double>(block.rows) * static_cast<long double>(block.columns);
  }
  return sum;
}

/// Empty where the network is accepted; then its counts are right and within the limit.
std::string NetworkRefusal(const SlotList<Layer>& layers, const Shape& input) {
  try {
    const Network network(std::span{layers}, input);
    EXPECT_EQ(static_cast<long double>(network.parameter_count()), NumbersOf(network.parameters()));
    EXPECT_EQ(static_cast<long double>(network.statistics_count()),
              NumbersOf(network.statistics()));
    EXPECT_LE(network.parameter_count(), kMostNumbers);
    for (const Use use : {Use::kForwardOnly, Use::kTraining}) {
      const MemorySize memory = network.memory_size(use);
      EXPECT_TRUE(memory.a_sample.fits());
      EXPECT_TRUE(memory.fixed.fits());
    }
    EXPECT_TRUE(network.output().count().fits());
    return "";
  } catch (const Error& error) {
    EXPECT_FALSE(error.path().empty());
    const std::string& text = error.text().en;
    EXPECT_TRUE(text.find("Use ") != text.npos || text.find("Give ") != text.npos) << text;
    EXPECT_NE(error.text().zh.find("请"), std::string::npos) << error.text().zh;
    return error.path() + ": " + error.text().en;
  }
}

class Counting : public testing::TestWithParam<std::string> {};

TEST_P(Counting, AtTheEndOfEveryRangeIsRightOrRefused) {
  const std::vector<Shape> inputs{Shape::Flat(1),     Shape::Flat(1'000'000), {1, 64, 64},
                                  {256, 1024, 1024},  {1, 16384, 16384},      {1'000'000, 16, 16},
                                  {1, 2, 134'217'728}};
  for (const Shape& input : inputs) {
    for (const std::int64_t kernel : {1, 3, 63}) {
      SlotList layers(Layers());
      for (int i = 0; i < 3; ++i) {
        const Slot<Layer>& layer = layers.Add(Chosen(Layers(), LayerOf(GetParam())));
        Largest largest;
        largest.kernel = kernel;
        layer->Declare(largest);
      }
      NetworkRefusal(layers, input);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Registered, Counting, testing::ValuesIn(Ids(Layers())),
                         [](const auto& chosen) { return chosen.param; });

// 64 blocks of 16 layers of 4000 units are 16,388,096,000 parameters.
TEST(Counting, OfDeepResidualNetworksDoesNotRunOver) {
  Json inside = Json::array();
  for (int i = 0; i < 16; ++i) inside.push_back({{"type", "dense"}, {"units", 3999}});
  Json layers = Json::array();
  for (int i = 0; i < 64; ++i) layers.push_back({{"type", "residual"}, {"layers", inside}});
  const SlotList slots = SmallNetwork::Slots(layers);
  EXPECT_EQ(NetworkRefusal(slots, Shape::Flat(3999)),
            "[1]: is where the network gets more than 268435456 parameters. Use fewer layers, "
            "units or channels.");
}

TEST(Counting, WeightsHaveOneLimitInEveryLayerThatHasThem) {
  const SlotList dense = SmallNetwork::Slots({{{"type", "dense"}, {"units", 4000}}});
  EXPECT_EQ(NetworkRefusal(dense, Shape::Flat(4000)), "");
  EXPECT_EQ(NetworkRefusal(dense, Shape::Flat(4001)),
            "[0].units: 4000 units with 4001 inputs each make more than 16000000 weights. Use "
            "fewer units.");
  const SlotList conv =
      SmallNetwork::Slots({{{"type", "conv2d"}, {"out_channels", 250}, {"kernel", 40}}});
  EXPECT_EQ(NetworkRefusal(conv, {40, 40, 40}), "");
  EXPECT_EQ(NetworkRefusal(conv, {41, 40, 40}),
            "[0].out_channels: 250 channels that each see 65600 inputs make more than 16000000 "
            "weights. Use fewer channels, here or in the layer before, or a smaller kernel.");
}

TEST(Counting, PaddedImagesOfAConvolutionDoNotRunOver) {
  // 2^28 pixels, and a frame around them.
  const SlotList conv = SmallNetwork::Slots(
      {{{"type", "conv2d"}, {"out_channels", 1}, {"kernel", 3}, {"padding", "same"}}});
  EXPECT_EQ(NetworkRefusal(conv, {1, 16384, 16384}).substr(0, 27), "[0]: is where a sample take");
}

TEST(Counting, IsAskedAgainWhereTheMemoryOfABatchIsTaken) {
  SmallNetwork small({{{"type", "dense"}, {"units", 4000}}, {{"type", "dense"}, {"units", 1}}},
                     Shape::Flat(1), 1);
  try {
    const Workspace workspace(small.network, 1'000'000, Use::kTraining);
    FAIL() << "8e9 numbers were taken";
  } catch (const Error& error) {
    EXPECT_EQ(error.path(), "batch_size");
  }
}

}  // namespace
}  // namespace downhill
