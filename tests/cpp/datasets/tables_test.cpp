// SPDX-License-Identifier: Apache-2.0
#include "datasets/tables.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "datasets/draw.h"
#include "datasets/table_reader.h"

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
  const auto column = samples.features.col(sample).head(count);
  return {column.begin(), column.end()};
}

TEST(Iris, IsFishersTable) {
  const Samples iris = DrawSamples("iris", {});
  EXPECT_EQ(iris.features.cols(), 150);
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
  EXPECT_EQ(wine.features.cols(), 178);
  EXPECT_EQ(wine.features.rows(), 13);
  EXPECT_EQ(wine.feature_names.front(), "alcohol");
  EXPECT_EQ(wine.feature_names.back(), "proline");
  EXPECT_EQ(wine.class_names, (Names{"cultivar_1", "cultivar_2", "cultivar_3"}));
  EXPECT_EQ(CountClasses(wine), (std::vector<Index>{59, 71, 48}));
  EXPECT_EQ(Row(wine, 0, 5), Numbers({14.23, 1.71, 2.43, 15.6, 127}));
}

TEST(BreastCancer, CallsMalignantTheClassToBeFound) {
  const Samples tumours = DrawSamples("breast_cancer", {});
  EXPECT_EQ(tumours.features.cols(), 569);
  EXPECT_EQ(tumours.features.rows(), 30);
  EXPECT_EQ(tumours.class_names, (Names{"benign", "malignant"}));
  EXPECT_EQ(CountClasses(tumours), (std::vector<Index>{357, 212}));
  EXPECT_EQ(Row(tumours, 0, 3), Numbers({17.99, 10.38, 122.8}));
  EXPECT_EQ(tumours.targets(0, 0), 1);
}

TEST(Diabetes, IsToBePredictedInRawUnits) {
  const Samples patients = DrawSamples("diabetes", {});
  EXPECT_EQ(patients.features.cols(), 442);
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
  EXPECT_EQ(digits.features.cols(), 1797);
  EXPECT_EQ(digits.shape, (Shape{1, 8, 8}));
  EXPECT_EQ(digits.feature_names[10], "p12");  // second row, third pixel
  EXPECT_EQ(digits.class_names, (Names{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}));
  EXPECT_EQ(CountClasses(digits),
            (std::vector<Index>{178, 182, 177, 183, 181, 182, 181, 179, 174, 180}));
  EXPECT_EQ(Row(digits, 0, 8), Numbers({0, 0, 5, 13, 9, 1, 0, 0}));
  for (Index i = 0; i < 10; ++i) EXPECT_EQ(digits.targets(0, i), static_cast<Scalar>(i));
  for (const Scalar ink : digits.features.reshaped()) {
    ASSERT_EQ(ink, std::floor(ink));
    ASSERT_GE(ink, 0);
    ASSERT_LE(ink, 16);
  }
}

TEST(Tables, HaveOnlyFullRows) {
  for (const char* name : {"iris", "wine", "breast_cancer", "diabetes", "digits"}) {
    std::string_view text = TableText(name);
    ASSERT_FALSE(text.empty()) << name;
    const auto commas = [](std::string_view line) {
      return std::count(line.begin(), line.end(), ',');
    };
    const auto expected = commas(text.substr(0, text.find('\n')));
    while (!text.empty()) {
      const auto end = std::min(text.find('\n'), text.size());
      const std::string_view line = text.substr(0, end);
      EXPECT_EQ(commas(line), expected) << name << ": " << line;
      EXPECT_EQ(line.find(",,"), std::string_view::npos) << name << ": " << line;
      EXPECT_EQ(line.find_first_of("\"; \t"), std::string_view::npos) << name << ": " << line;
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  }
  EXPECT_TRUE(TableText("no_such_table").empty());
}

TEST(TableReader, NumbersTheClassesInSortedOrder) {
  const Samples samples = ReadClassTable("a,b,kind\n1,-2.5,pear\n3e1,4,apple\n5,6,pear\n");
  EXPECT_EQ(samples.feature_names, (Names{"a", "b"}));
  EXPECT_EQ(samples.target_name, "kind");
  EXPECT_EQ(samples.class_names, (Names{"apple", "pear"}));
  EXPECT_EQ(Row(samples, 0, 2), Numbers({1, -2.5}));
  EXPECT_EQ(Row(samples, 1, 2), Numbers({30, 4}));
  EXPECT_EQ(samples.targets.row(0), (Eigen::RowVector3d(1, 0, 1).cast<Scalar>()));
}

TEST(TableReader, ReadsEveryLineEndAndALastLineWithoutOne) {
  for (const char* text : {"a,y\n1,2\n3,4\n", "a,y\r\n1,2\r\n3,4\r\n", "a,y\n1,2\n3,4"}) {
    const Samples samples = ReadNumberTable(text);
    EXPECT_EQ(samples.classes, 0);
    EXPECT_EQ(samples.target_name, "y");
    EXPECT_EQ(samples.features.row(0), (Eigen::RowVector2d(1, 3).cast<Scalar>()));
    EXPECT_EQ(samples.targets.row(0), (Eigen::RowVector2d(2, 4).cast<Scalar>()));
  }
}

}  // namespace
}  // namespace downhill
