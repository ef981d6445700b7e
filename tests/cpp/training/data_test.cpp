// SPDX-License-Identifier: Apache-2.0
#include "training/data.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <set>

#include "core/error.h"
#include "training/small_network.h"

namespace downhill {
namespace {

Samples TwoClasses(Index count) {
  Samples samples;
  samples.features = RandomMatrix(3, count, 4) * 5;
  samples.features.row(1).array() += 100;
  samples.targets.resize(1, count);
  for (Index s = 0; s < count; ++s) samples.targets(0, s) = static_cast<Scalar>(s % 2);
  samples.classes = 2;
  samples.shape = Shape::Flat(3);
  samples.feature_names = {"a", "b", "c"};
  return samples;
}

/// The inputs of a part, as they are fed.
Matrix All(const Table& table) { return table.inputs.Copy(0, table.samples()); }

Split Shares(double train, double validation, double test) {
  Split split;
  split.train = train;
  split.validation = validation;
  split.test = test;
  return split;
}

TEST(Split, PartsHaveTheirSharesAndTogetherAllSamples) {
  const Data data = Prepare(TwoClasses(200), Shares(0.7, 0.2, 0.1), false, 3);
  EXPECT_EQ(data.table(Part::kTrain).samples(), 140);
  EXPECT_EQ(data.table(Part::kValidation).samples(), 40);
  EXPECT_EQ(data.table(Part::kTest).samples(), 20);
  std::multiset<Scalar> seen;
  for (const Table& table : data.tables) {
    const Matrix inputs = All(table);
    for (const Scalar x : inputs.row(0)) seen.insert(x);
  }
  const auto all = data.samples.features.row(0);
  EXPECT_EQ(seen, std::multiset<Scalar>(all.begin(), all.end()));
}

TEST(Split, DependsOnTheSeedAlone) {
  const Split split = Shares(0.5, 0.25, 0.25);
  EXPECT_EQ(Prepare(TwoClasses(60), split, false, 3).part,
            Prepare(TwoClasses(60), split, true, 3).part);
  EXPECT_NE(Prepare(TwoClasses(60), split, false, 3).part,
            Prepare(TwoClasses(60), split, false, 4).part);
}

TEST(Split, SharesThatDoNotAddUpAreRefused) {
  try {
    Prepare(TwoClasses(60), Shares(0.7, 0.7, 0), false, 3);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.path(), "split");
    EXPECT_NE(error.text().en.find("1.4"), std::string::npos);
  }
}

TEST(Standardization, IsFittedOnTheTrainingPartOnly) {
  const Data data = Prepare(TwoClasses(400), Shares(0.5, 0.25, 0.25), true, 3);
  const Matrix train = All(data.table(Part::kTrain));
  // Means and squares of 200 numbers of order 1, each rounded a few times from numbers near 100.
  const double tolerance = 400 * static_cast<double>(std::numeric_limits<Scalar>::epsilon());
  for (Index f = 0; f < 3; ++f) {
    EXPECT_NEAR(static_cast<double>(train.row(f).mean()), 0, tolerance);
    EXPECT_NEAR(static_cast<double>(train.row(f).squaredNorm()) / 200, 1, tolerance);
  }
  EXPECT_GT(std::abs(static_cast<double>(All(data.table(Part::kTest)).row(0).mean())), 1e-3);
}

TEST(Standardization, ConstantColumnIsRefusedByName) {
  Samples samples = TwoClasses(60);
  samples.features.row(1).setConstant(Scalar{0.1});
  try {
    Prepare(std::move(samples), Shares(1, 0, 0), true, 3);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.path(), "standardize");
    EXPECT_NE(error.text().en.find("\"b\""), std::string::npos);
  }
}

TEST(Standardization, ColumnThatVariesOutsideTheTrainingPartOnlyIsMovedAndNotScaled) {
  const Data first = Prepare(TwoClasses(60), Shares(0.5, 0.25, 0.25), true, 3);
  const auto outside = std::find_if(first.part.begin(), first.part.end(), [](auto part) {
    return part != static_cast<std::size_t>(Part::kTrain);
  });
  Samples samples = TwoClasses(60);
  samples.features.row(1).setConstant(Scalar{5});
  samples.features(1, outside - first.part.begin()) = Scalar{8};
  const Data data = Prepare(std::move(samples), Shares(0.5, 0.25, 0.25), true, 3);
  EXPECT_EQ(All(data.table(Part::kTrain)).row(1).cwiseAbs().maxCoeff(), Scalar{0});
  EXPECT_EQ(data.standardization.mean[1], Scalar{5});
  EXPECT_EQ(data.standardization.scale[1], Scalar{1});
}

TEST(Standardization, PixelThatNeverChangesIsLeftAsItIs) {
  Samples samples = TwoClasses(60);
  samples.shape = {1, 1, 3};
  samples.features.row(1).setConstant(Scalar{7});
  const Data data = Prepare(std::move(samples), Shares(1, 0, 0), true, 3);
  EXPECT_EQ(All(data.table(Part::kTrain))(1, 5), Scalar{7});
}

/// Two real targets a sample, the second one large and far from 0.
Samples RealTargets(Index count) {
  Samples samples = TwoClasses(count);
  samples.classes = 0;
  samples.targets = RandomMatrix(2, count, 9);
  samples.targets.row(1).array() = samples.targets.row(1).array() * 7000 + 20000;
  return samples;
}

Data WithStandardizedTargets(Samples samples) {
  const Slot loss = Chosen(Losses(), {{"type", "mse"}});
  Data data = Prepare(std::move(samples), Shares(0.5, 0.25, 0.25), false, 3);
  StandardizeTargets(data);
  EncodeTargets(data, *loss, "auto", 2);
  return data;
}

TEST(StandardizedTargets, AreMeasuredOnTheTrainingPartOnlyAndTurnBack) {
  const Data data = WithStandardizedTargets(RealTargets(400));
  const Matrix& train = data.table(Part::kTrain).targets;
  // Means and squares of 200 numbers of order 1, each rounded a few times from numbers near 20000,
  // three deviations from 0.
  const double tolerance = 2000 * static_cast<double>(std::numeric_limits<Scalar>::epsilon());
  for (Index k = 0; k < 2; ++k) {
    EXPECT_NEAR(static_cast<double>(train.row(k).mean()), 0, tolerance);
    EXPECT_NEAR(static_cast<double>(train.row(k).squaredNorm()) / 200, 1, tolerance);
  }
  const Table& test = data.table(Part::kTest);
  EXPECT_GT(std::abs(static_cast<double>(test.targets.row(1).mean())), 1e-3);
  Matrix back = test.targets;
  data.target_standardization->Invert(MatrixMap(back.data(), back.rows(), back.cols()));
  // Four roundings of numbers up to 50000.
  EXPECT_LT(static_cast<double>((back - test.original).cwiseAbs().maxCoeff()),
            4 * 50000 * static_cast<double>(std::numeric_limits<Scalar>::epsilon()));
}

TEST(StandardizedTargets, ConstantOneIsMovedAndNotScaled) {
  Samples samples = RealTargets(60);
  samples.targets.row(1).setConstant(Scalar{5});
  const Data data = WithStandardizedTargets(std::move(samples));
  EXPECT_EQ(data.target_standardization->scale[1], Scalar{1});
  EXPECT_EQ(data.table(Part::kTrain).targets.row(1).cwiseAbs().maxCoeff(), Scalar{0});
}

TEST(StandardizedTargets, AreNoneWhereThereAreClasses) {
  Data data = Prepare(TwoClasses(60), Shares(1, 0, 0), true, 3);
  StandardizeTargets(data);
  EXPECT_FALSE(data.target_standardization.has_value());
}

struct Encoded {
  Index outputs;
  Matrix targets;
};

Encoded Encode(Index classes, const std::string& loss_id, const std::string& encoding,
               Index units) {
  Samples samples = TwoClasses(12);
  samples.classes = classes;
  for (Index s = 0; s < 12; ++s) samples.targets(0, s) = static_cast<Scalar>(s % classes);
  const Slot loss = Chosen(Losses(), {{"type", loss_id}});
  const Index outputs = RequiredOutputs(samples, *loss, loss_id, encoding, units);
  Data data = Prepare(std::move(samples), Shares(1, 0, 0), false, 1);
  EncodeTargets(data, *loss, encoding, outputs);
  return {outputs, data.table(Part::kTrain).targets};
}

TEST(Targets, TwoClassesAreOneOutputOfTheLossesOwnLabels) {
  EXPECT_EQ(Encode(2, "bce_logits", "auto", 0).outputs, 1);
  EXPECT_EQ(Encode(2, "bce_logits", "auto", 0).targets(0, 1), Scalar{1});
  EXPECT_EQ(Encode(2, "hinge", "auto", 0).targets(0, 0), Scalar{-1});
  EXPECT_EQ(Encode(2, "bce_logits", "auto", 2).outputs, 2) << "one output a class, when asked for";
}

TEST(Targets, ManyClassesAreNumbersForCrossEntropyAndOneHotElsewhere) {
  EXPECT_EQ(Encode(4, "cross_entropy", "auto", 0).outputs, 4);
  EXPECT_EQ(Encode(4, "cross_entropy", "auto", 0).targets.rows(), 1);
  EXPECT_EQ(Encode(4, "cross_entropy", "one_hot", 0).targets.rows(), 4);
  const Encoded mse = Encode(4, "mse", "auto", 0);
  EXPECT_EQ(mse.targets.rows(), 4);
  EXPECT_EQ(mse.targets.sum(), Scalar{12});
  EXPECT_EQ(mse.targets(2, 2), Scalar{1});
}

TEST(Targets, ClassNumbersCanBeARealTarget) {
  const Encoded index = Encode(4, "mse", "index", 0);
  EXPECT_EQ(index.outputs, 1);
  EXPECT_EQ(index.targets(0, 3), Scalar{3});
  EXPECT_THROW(Encode(4, "bce_logits", "index", 0), Error);
}

TEST(Targets, ClassLossOnRealTargetsIsRefusedWithTheOnesThatFit) {
  Samples samples = TwoClasses(12);
  samples.classes = 0;
  const Slot loss = Chosen(Losses(), {{"type", "cross_entropy"}});
  try {
    RequiredOutputs(samples, *loss, "cross_entropy", "auto", 0);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.path(), "loss.type");
    EXPECT_NE(error.text().en.find("mse"), std::string::npos);
  }
}

}  // namespace
}  // namespace downhill
