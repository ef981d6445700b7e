// SPDX-License-Identifier: Apache-2.0
// The real tables, as they come from their files.
#include <gtest/gtest.h>

#include <cmath>
#include <initializer_list>
#include <string>
#include <vector>

#include "datasets/draw.h"

namespace downhill {
namespace {

using test::CountClasses;
using test::DrawSamples;
using Names = std::vector<std::string>;

std::vector<Scalar> Numbers(std::initializer_list<double> numbers) {
  std::vector<Scalar> scalars;
  for (const double number : numbers) scalars.push_back(static_cast<Scalar>(number));
  return scalars;
}

std::vector<Scalar> Row(const Samples& samples, Index sample, Index count) {
  std::vector<Scalar> row;
  for (Index f = 0; f < count; ++f) row.push_back(samples.Row(f)[sample]);
  return row;
}

TEST(Iris, IsFishersTable) {
  const Samples iris = DrawSamples("iris", {});
  EXPECT_EQ(iris.size(), 150);
  EXPECT_EQ(iris.feature_names,
            (Names{"sepal_length_cm", "sepal_width_cm", "petal_length_cm", "petal_width_cm"}));
  EXPECT_EQ(iris.target_name, "species");
  EXPECT_EQ(iris.class_names, (Names{"setosa", "versicolor", "virginica"}));
  EXPECT_EQ(CountClasses(iris), (std::vector<Index>{50, 50, 50}));
  EXPECT_EQ(Row(iris, 0, 4), Numbers({5.1, 3.5, 1.4, 0.2}));
  EXPECT_EQ(Row(iris, 149, 4), Numbers({5.9, 3, 5.1, 1.8}));
  EXPECT_EQ(iris.targets(0, 0), 0);
  EXPECT_EQ(iris.targets(0, 149), 2);
  EXPECT_EQ(iris.shape, Shape::Flat(4));
}

TEST(Wine, HasThreeCultivars) {
  const Samples wine = DrawSamples("wine", {});
  EXPECT_EQ(wine.size(), 178);
  EXPECT_EQ(wine.width(), 13);
  EXPECT_EQ(wine.feature_names.front(), "alcohol");
  EXPECT_EQ(wine.feature_names.back(), "proline");
  EXPECT_EQ(wine.class_names, (Names{"cultivar_1", "cultivar_2", "cultivar_3"}));
  EXPECT_EQ(CountClasses(wine), (std::vector<Index>{59, 71, 48}));
  EXPECT_EQ(Row(wine, 0, 5), Numbers({14.23, 1.71, 2.43, 15.6, 127}));
}

TEST(BreastCancer, CallsMalignantTheClassToBeFound) {
  const Samples tumours = DrawSamples("breast_cancer", {});
  EXPECT_EQ(tumours.size(), 569);
  EXPECT_EQ(tumours.width(), 30);
  EXPECT_EQ(tumours.class_names, (Names{"benign", "malignant"}));
  EXPECT_EQ(CountClasses(tumours), (std::vector<Index>{357, 212}));
  EXPECT_EQ(Row(tumours, 0, 3), Numbers({17.99, 10.38, 122.8}));
  EXPECT_EQ(tumours.targets(0, 0), 1);
}

TEST(Diabetes, IsToBePredictedInRawUnits) {
  const Samples patients = DrawSamples("diabetes", {});
  EXPECT_EQ(patients.size(), 442);
  EXPECT_EQ(patients.feature_names,
            (Names{"age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6"}));
  EXPECT_EQ(patients.target_name, "progression");
  EXPECT_EQ(patients.classes, 0);
  EXPECT_TRUE(patients.class_names.empty());
  EXPECT_EQ(Row(patients, 0, 10), Numbers({59, 2, 32.1, 101, 157, 93.2, 38, 4, 4.8598, 87}));
  EXPECT_EQ(patients.targets(0, 0), 151);
  EXPECT_EQ(patients.targets.minCoeff(), 25);
  EXPECT_EQ(patients.targets.maxCoeff(), 346);
}

TEST(Digits, ArePicturesOfEightByEight) {
  const Samples digits = DrawSamples("digits", {});
  EXPECT_EQ(digits.size(), 1797);
  EXPECT_EQ(digits.shape, (Shape{1, 8, 8}));
  EXPECT_EQ(digits.feature_names[10], "p12");  // second row, third pixel
  EXPECT_EQ(digits.class_names, (Names{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}));
  EXPECT_EQ(CountClasses(digits),
            (std::vector<Index>{178, 182, 177, 183, 181, 182, 181, 179, 174, 180}));
  EXPECT_EQ(Row(digits, 0, 8), Numbers({0, 0, 5, 13, 9, 1, 0, 0}));
  for (Index i = 0; i < 10; ++i) EXPECT_EQ(digits.targets(0, i), static_cast<Scalar>(i));
  for (Index pixel = 0; pixel < digits.width(); ++pixel) {
    for (const Scalar ink : digits.Row(pixel)) {
      ASSERT_EQ(ink, std::floor(ink));
      ASSERT_GE(ink, 0);
      ASSERT_LE(ink, 16);
    }
  }
}

TEST(Tables, AreThoseThatTheDatasetsName) {
  for (const char* name : {"iris", "wine", "breast_cancer", "diabetes", "digits"}) {
    const Slot slot = test::ChooseDataset(name);
    const auto& dataset = *slot;
    const Samples samples = DrawSamples(slot);
    EXPECT_EQ(dataset.table()->name, name);
    EXPECT_EQ(dataset.facts()->classes, samples.classes) << name;
    EXPECT_EQ(dataset.facts()->features, samples.width()) << name;
    const auto table = test::RealTables().Find(dataset.table()->sha256);
    EXPECT_FALSE(table->source.empty()) << name;
    EXPECT_FALSE(table->licence.empty()) << name;
  }
}

TEST(Tables, AreFetchedOnlyWhenChosen) {
  const Slot slot = test::ChooseDataset("mnist");
  Random random(1, "data");
  try {
    slot->Take(random, &test::RealTables());
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.table()->name, "mnist");
  }
}

}  // namespace
}  // namespace downhill
