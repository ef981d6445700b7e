// SPDX-License-Identifier: Apache-2.0
// What holds for every dataset, over the whole registry.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/error.h"
#include "core/standard_errors.h"
#include "datasets/draw.h"

namespace downhill {
namespace {

using test::ChooseDataset;
using test::DrawSamples;

/// Everything that the rest of the program relies on.
void ExpectSound(const Samples& samples) {
  const Index count = samples.features.cols();
  EXPECT_GE(samples.features.rows(), 1);
  EXPECT_GE(count, 1);
  EXPECT_EQ(samples.targets.cols(), count);
  EXPECT_EQ(samples.shape.size(), samples.features.rows());
  EXPECT_EQ(static_cast<Index>(samples.feature_names.size()), samples.features.rows());
  EXPECT_EQ(static_cast<Index>(samples.class_names.size()), samples.classes);
  EXPECT_FALSE(samples.target_name.empty());
  EXPECT_TRUE(samples.features.allFinite());
  EXPECT_TRUE(samples.targets.allFinite());
  for (const auto* names : {&samples.feature_names, &samples.class_names}) {
    EXPECT_EQ(std::set<std::string>(names->begin(), names->end()).size(), names->size());
    EXPECT_EQ(std::count(names->begin(), names->end(), ""), 0);
  }
  if (samples.classes > 0) {
    EXPECT_GE(samples.classes, 2);
    ASSERT_EQ(samples.targets.rows(), 1);
    for (const Scalar target : samples.targets.reshaped()) {
      ASSERT_EQ(target, std::floor(target));
      ASSERT_GE(target, 0);
      ASSERT_LT(target, static_cast<Scalar>(samples.classes));
    }
  }
}

TEST(Datasets, AreSoundlyDeclared) { test::CheckRegistry(Datasets()); }

/// Generators have a number of samples and noise; tables are what they are.
bool IsGenerator(std::string_view id) {
  const Slot slot = ChooseDataset(id);
  return test::Set(*slot, "samples", 10);
}

std::vector<std::string> Ids(bool (*wanted)(std::string_view)) {
  std::vector<std::string> ids;
  for (const auto& entry : Datasets().entries) {
    if (wanted(entry.id)) ids.emplace_back(entry.id);
  }
  return ids;
}

class DatasetTest : public ::testing::TestWithParam<std::string> {};
class GeneratorTest : public ::testing::TestWithParam<std::string> {};

TEST_P(DatasetTest, GivesSoundSamplesByDefault) {
  ExpectSound(DrawSamples(ChooseDataset(GetParam())));
}

TEST_P(DatasetTest, RepeatsWithTheSeedAndDrawsOthersWithAnother) {
  const Slot slot = ChooseDataset(GetParam());
  const Samples samples = DrawSamples(slot, 1), same = DrawSamples(slot, 1);
  EXPECT_EQ(samples.features, same.features);
  EXPECT_EQ(samples.targets, same.targets);
  EXPECT_EQ(samples.features == DrawSamples(slot, 2).features, !IsGenerator(GetParam()));
}

TEST_P(GeneratorTest, HasAsManySamplesAsAskedForInClassesBalancedToWithinOne) {
  for (const int count : {10, 11, 99, 500, 1001, 10'000}) {
    const Samples samples = DrawSamples(GetParam(), {{"samples", count}});
    EXPECT_EQ(samples.features.cols(), count);
    const std::vector<Index> counts = test::CountClasses(samples);
    if (counts.empty()) continue;
    const auto [fewest, most] = std::minmax_element(counts.begin(), counts.end());
    EXPECT_LE(*most - *fewest, 1) << count;
  }
}

TEST_P(GeneratorTest, HasNoiseFromZeroOn) {
  const Samples quiet = DrawSamples(GetParam(), {{"noise", 0}});
  const Samples noisy = DrawSamples(GetParam(), {{"noise", 1}});
  EXPECT_TRUE(quiet.features != noisy.features || quiet.targets != noisy.targets);
}

/// Either sound samples or a refusal that says where, what and in both languages.
void ExpectSoundOrRefused(const Slot<Dataset>& slot) {
  try {
    ExpectSound(DrawSamples(slot));
  } catch (const Error& error) {
    EXPECT_FALSE(error.path().empty());
    EXPECT_TRUE(error.text().en.ends_with(".")) << error.what();
    EXPECT_TRUE(test::HasChinese(error.text().zh)) << error.text().zh;
  }
}

TEST_P(DatasetTest, IsSoundOrRefusedWithAllHyperParametersAtTheirEnds) {
  for (const test::End end : {test::End::kLowest, test::End::kHighest}) {
    const Slot slot = ChooseDataset(GetParam());
    test::SetToEnd(*slot, end);
    ExpectSoundOrRefused(slot);
  }
}

TEST_P(DatasetTest, IsSoundOrRefusedWithEachHyperParameterAtItsEnds) {
  std::vector<std::pair<std::string_view, double>> ends;
  const auto note = [&](const auto& d, auto value) {
    ends.emplace_back(d.label.id, static_cast<double>(d.minimum));
    ends.emplace_back(d.label.id, static_cast<double>(d.maximum));
    return value;
  };
  test::NumberSetter lister(note, note);
  ChooseDataset(GetParam())->Declare(lister);
  for (const auto& [id, number] : ends) {
    SCOPED_TRACE(id);
    const Slot slot = ChooseDataset(GetParam());
    ASSERT_TRUE(test::Set(*slot, id, number));
    ExpectSoundOrRefused(slot);
  }
}

INSTANTIATE_TEST_SUITE_P(Registry, DatasetTest, ::testing::ValuesIn(Ids([](std::string_view id) {
                           return !ChooseDataset(id)->table();
                         })),
                         [](const auto& tested) { return tested.param; });
INSTANTIATE_TEST_SUITE_P(Registry, GeneratorTest, ::testing::ValuesIn(Ids(IsGenerator)),
                         [](const auto& tested) { return tested.param; });

/// The classes in the plane.
class PlaneTest : public ::testing::TestWithParam<const char*> {};

TEST_P(PlaneTest, LiesWithinSixAndWithinFiveWithoutNoise) {
  const Samples samples = DrawSamples(GetParam(), {{"samples", 10'000}});
  const auto outside = (samples.features.array().abs() > 6).count();
  EXPECT_LE(outside, 20) << "of 20,000 coordinates";
  const Samples quiet = DrawSamples(GetParam(), {{"samples", 1000}, {"noise", 0}});
  EXPECT_LE(quiet.features.cwiseAbs().maxCoeff(), Scalar{5.00001f});
}

TEST_P(PlaneTest, MoreNoiseMovesTheSamePointsFurther) {
  const Samples quiet = DrawSamples(GetParam(), {{"noise", 0}});
  const Matrix little = DrawSamples(GetParam(), {{"noise", 0.5}}).features - quiet.features;
  const Matrix much = DrawSamples(GetParam(), {{"noise", 1}}).features - quiet.features;
  EXPECT_LE((much - 2 * little).cwiseAbs().maxCoeff(), Scalar{1e-5f});
  // 1,000 normal shifts of deviation 0.5.
  const double deviation = std::sqrt(static_cast<double>(little.squaredNorm()) / 1000);
  EXPECT_NEAR(deviation, 0.5,
              test::kStandardErrors * test::kDeviationErrorNormal * 0.5 / std::sqrt(1000));
}

TEST_P(PlaneTest, EveryBeginningOfTheDataIsBalanced) {
  Samples samples = DrawSamples(GetParam(), {});
  for (Index i = 0; i < samples.targets.cols(); ++i) {
    ASSERT_EQ(samples.targets(0, i), static_cast<Scalar>(i % samples.classes));
  }
}

INSTANTIATE_TEST_SUITE_P(Generators, PlaneTest,
                         ::testing::Values("circle", "xor", "gaussians", "spiral", "moons", "blobs",
                                           "spirals"),
                         [](const auto& tested) { return std::string(tested.param); });

}  // namespace
}  // namespace downhill
