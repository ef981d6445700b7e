// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>

#include "training/small_network.h"

namespace downhill {
namespace {

const double kRoundings = 8 * static_cast<double>(std::numeric_limits<Scalar>::epsilon());

double ValueOf(Json loss, const Matrix& outputs, const Matrix& targets) {
  const Slot slot = Chosen(Losses(), std::move(loss));
  return slot->Evaluate(View(outputs), View(targets), {nullptr, 0, 0});
}

Matrix Row(std::initializer_list<double> values) {
  Matrix row(1, static_cast<Index>(values.size()));
  Index i = 0;
  for (const double value : values) row(0, i++) = static_cast<Scalar>(value);
  return row;
}

TEST(Losses, RegressionLossesHaveTheValuesOfTheirFormulas) {
  const Matrix outputs = Row({1, -2, 0.5});
  const Matrix targets = Row({0, 0, 0.25});
  EXPECT_NEAR(ValueOf({{"type", "mse"}}, outputs, targets), (1 + 4 + 0.0625) / 3, kRoundings * 4);
  EXPECT_NEAR(ValueOf({{"type", "mae"}}, outputs, targets), (1 + 2 + 0.25) / 3, kRoundings * 2);
  EXPECT_NEAR(ValueOf({{"type", "huber"}, {"delta", 1.5}}, outputs, targets),
              (0.5 + 1.5 * (2 - 0.75) + 0.03125) / 3, kRoundings * 2);
  EXPECT_NEAR(ValueOf({{"type", "smooth_l1"}, {"beta", 0.5}}, outputs, targets),
              (0.75 + 1.75 + 0.0625) / 3, kRoundings * 2);
}

TEST(Losses, LogitsOfAnySizeGiveFiniteLosses) {
  const Matrix outputs = Row({1000, -1000, 1000, -1000});
  const Matrix targets = Row({1, 0, 0, 1});
  EXPECT_NEAR(ValueOf({{"type", "bce_logits"}}, outputs, targets), 500, 500 * kRoundings);
  Matrix logits(2, 2);
  logits << 1000, -1000, -1000, 1000;
  EXPECT_NEAR(ValueOf({{"type", "cross_entropy"}}, logits, Row({0, 0})), 1000, 1000 * kRoundings);
}

TEST(Losses, ProbabilitiesOfZeroAndOneCountAsTheHundredthPower) {
  EXPECT_DOUBLE_EQ(ValueOf({{"type", "bce"}}, Row({0, 1}), Row({1, 0})), 100);
  EXPECT_DOUBLE_EQ(ValueOf({{"type", "bce"}}, Row({0, 1}), Row({0, 1})), 0);
}

TEST(Losses, CrossEntropyIsTheSameForClassNumbersAndOneHotTargets) {
  const Matrix logits = RandomMatrix(5, 9, 1);
  Matrix numbers(1, 9);
  Matrix one_hot = Matrix::Zero(5, 9);
  for (Index s = 0; s < 9; ++s) {
    numbers(0, s) = static_cast<Scalar>(s % 5);
    one_hot(s % 5, s) = 1;
  }
  for (const double smoothing : {0.0, 0.1}) {
    const Json loss{{"type", "cross_entropy"}, {"label_smoothing", smoothing}};
    EXPECT_EQ(ValueOf(loss, logits, numbers), ValueOf(loss, logits, one_hot)) << smoothing;
  }
}

TEST(Losses, HingeIsZeroBeyondTheMargin) {
  EXPECT_DOUBLE_EQ(ValueOf({{"type", "hinge"}}, Row({1.5, -3}), Row({1, -1})), 0);
  EXPECT_DOUBLE_EQ(ValueOf({{"type", "hinge"}}, Row({0.5, 1}), Row({1, -1})), 1.25);
  EXPECT_DOUBLE_EQ(ValueOf({{"type", "squared_hinge"}}, Row({0.5, 1}), Row({1, -1})), 2.125);
}

TEST(Losses, OfAStepAreNearlyTheSameWithTheSameGradient) {
  for (const auto& entry : Losses().entries) {
    const Slot slot = Chosen(Losses(), {{"type", std::string(entry.id)}});
    for (const Index samples : {1, 2, 7, 63, 64, 65, 150}) {
      SCOPED_TRACE(std::string(entry.id) + ", samples: " + std::to_string(samples));
      const Index width = slot->takes_class_numbers() ? 3 : 1;
      Matrix outputs = RandomMatrix(width, samples, 1) * Scalar{9};
      if (slot->needs_probabilities()) outputs = (outputs.array() / 100 + Scalar{0.5}).matrix();
      const Matrix targets = (RandomMatrix(width, samples, 2).array() > 0).cast<Scalar>().matrix();
      Matrix exact_gradient(width, samples), gradient(width, samples);
      const auto map = [](Matrix& m) { return MatrixMap(m.data(), m.rows(), m.cols()); };
      const double exact = slot->Evaluate(View(outputs), View(targets), map(exact_gradient));
      const double near = slot->EvaluateNearly(View(outputs), View(targets), map(gradient));
      EXPECT_NEAR(near, exact, kRoundings * std::abs(exact));
      EXPECT_EQ(gradient, exact_gradient);
    }
  }
}

TEST(Losses, NotANumberInAnOutputShowsInEveryLoss) {
  const Scalar nan = std::numeric_limits<Scalar>::quiet_NaN();
  for (const auto& entry : Losses().entries) {
    Matrix outputs = Matrix::Constant(2, 2, Scalar{0.5});
    outputs(1, 1) = nan;
    Matrix targets = Matrix::Ones(2, 2);
    EXPECT_TRUE(std::isnan(ValueOf({{"type", std::string(entry.id)}}, outputs, targets)))
        << entry.id;
    const Slot slot = Chosen(Losses(), {{"type", std::string(entry.id)}});
    EXPECT_TRUE(std::isnan(slot->EvaluateNearly(View(outputs), View(targets), {nullptr, 0, 0})))
        << entry.id;
  }
}

TEST(Losses, LinkedOutputsAreProbabilities) {
  Matrix logits = RandomMatrix(4, 6, 2) * 30;
  const Slot cross_entropy = Chosen(Losses(), {{"type", "cross_entropy"}});
  cross_entropy->Link(MatrixMap(logits.data(), 4, 6));
  for (Index s = 0; s < 6; ++s) {
    EXPECT_NEAR(static_cast<double>(logits.col(s).sum()), 1, kRoundings);
    EXPECT_GE(logits.col(s).minCoeff(), 0);
  }
}

TEST(Losses, OnePointHasOneAnswerWhereverItStandsInABatch) {
  const Slot cross_entropy = Chosen(Losses(), {{"type", "cross_entropy"}});
  for (const Index classes : {2, 3, 5, 7, 10, 13}) {
    const Matrix point = RandomMatrix(classes, 1, 3) * 4;
    Matrix many = point.replicate(1, 128);
    cross_entropy->Link(MatrixMap(many.data(), classes, 128));
    for (Index s = 1; s < 128; ++s) EXPECT_EQ(many.col(s), many.col(0)) << classes;
  }
}

}  // namespace
}  // namespace downhill
