// SPDX-License-Identifier: Apache-2.0
// What holds for every optimizer; the formulas themselves are held to PyTorch by the golden runs.
#include "optimizers/optimizer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>

#include "training/small_network.h"

namespace downhill {
namespace {

const double kEps = static_cast<double>(std::numeric_limits<Scalar>::epsilon());

std::vector<std::string> OptimizerIds() {
  std::vector<std::string> ids;
  for (const Entry& entry : Optimizers().entries) ids.emplace_back(entry.id);
  return ids;
}

/// f(w) = Σ c_i w_i² / 2: minimum 0 at 0, gradient c_i w_i.
struct Bowl {
  Vector curvature{{Scalar{1}, Scalar{0.3}, Scalar{2}}};
  Vector start{{Scalar{1}, Scalar{-2}, Scalar{0.5}}};

  double Value(const Vector& w) const {
    return 0.5 * static_cast<double>((curvature.array() * w.array().square()).sum());
  }
  Vector Gradient(const Vector& w) const { return curvature.cwiseProduct(w); }
};

Vector Descend(Optimizer& optimizer, const Bowl& bowl, int steps, double rate) {
  Vector w = bowl.start;
  optimizer.Reset({w.size()});
  for (int t = 1; t <= steps; ++t) {
    const Vector gradient = bowl.Gradient(w);
    optimizer.Step({w.data(), gradient.data(), w.size(), rate, t});
  }
  return w;
}

class EveryOptimizer : public testing::TestWithParam<std::string> {
 protected:
  Slot slot_ = Chosen(Optimizers(), {{"type", GetParam()}, {"weight_decay", 0}});
  Optimizer& optimizer_ = slot_.as<Optimizer>();
};

TEST_P(EveryOptimizer, DescendsToTheMinimumOfABowl) {
  const Bowl bowl;
  // 2000 steps with the default rate are plenty for curvatures from 0.3 to 2. Those that divide by
  // the gradient's size end within about one rate of the minimum: value <= Σ c rate²/2.
  const double rate = optimizer_.learning_rate();
  const double reachable = 0.5 * 3.3 * rate * rate;
  EXPECT_LE(bowl.Value(Descend(optimizer_, bowl, 2000, rate)), reachable);
}

TEST_P(EveryOptimizer, ForgetsEverythingOnReset) {
  const Bowl bowl;
  const Vector first = Descend(optimizer_, bowl, 17, 0.05);
  const Vector second = Descend(optimizer_, bowl, 17, 0.05);
  EXPECT_EQ(first, second);
}

TEST_P(EveryOptimizer, StandsStillWhereTheGradientIsZero) {
  Vector w{{Scalar{1}, Scalar{-1}}};
  const Vector before = w;
  const Vector zero = Vector::Zero(2);
  optimizer_.Reset({2});
  optimizer_.Step({w.data(), zero.data(), 2, 0.1, 1});
  EXPECT_EQ(w, before);
}

TEST_P(EveryOptimizer, TreatsEveryParameterAlike) {
  // Two copies of one number move together, wherever they stand in the block.
  const Index n = 11;
  Vector w = Vector::Constant(n, Scalar{0.7});
  optimizer_.Reset({n});
  for (int t = 1; t <= 5; ++t) {
    const Vector gradient = w * Scalar{1.5};
    optimizer_.Step({w.data(), gradient.data(), n, 0.01, t});
  }
  for (Index i = 1; i < n; ++i) EXPECT_EQ(w[i], w[0]);
}

INSTANTIATE_TEST_SUITE_P(Registered, EveryOptimizer, testing::ValuesIn(OptimizerIds()),
                         [](const auto& chosen) { return chosen.param; });

TEST(Adam, FirstStepHasTheSizeOfTheLearningRateForAnyGradient) {
  for (const double size : {1e-3, 1.0, 1e3}) {
    Slot slot = Chosen(Optimizers(), {{"type", "adam"}});
    Vector w = Vector::Zero(1);
    const Vector gradient = Vector::Constant(1, static_cast<Scalar>(size));
    slot.as<Optimizer>().Reset({1});
    slot.as<Optimizer>().Step({w.data(), gradient.data(), 1, 0.01, 1});
    // eps = 1e-8 takes away its share of the smallest gradient.
    EXPECT_NEAR(static_cast<double>(w[0]), -0.01, 0.01 * (1e-8 / size + 16 * kEps)) << size;
  }
}

TEST(Adam, StepDoesNotDependOnTheScaleOfTheLoss) {
  Slot slot = Chosen(Optimizers(), {{"type", "adam"}, {"eps", 1e-12}});
  auto& adam = slot.as<Optimizer>();
  const auto path = [&](double scale) {
    Bowl bowl;
    Vector w = bowl.start;
    adam.Reset({w.size()});
    for (int t = 1; t <= 10; ++t) {
      const Vector gradient = bowl.Gradient(w) * static_cast<Scalar>(scale);
      adam.Step({w.data(), gradient.data(), w.size(), 0.01, t});
    }
    return w;
  };
  // Ten steps of 0.01, each with a few roundings of its own.
  EXPECT_LE(static_cast<double>((path(1) - path(64)).cwiseAbs().maxCoeff()),
            0.1 * 64 * kEps + 1e-11);
}

TEST(Nesterov, DiffersFromHeavyBallFromTheFirstStep) {
  const Bowl bowl;
  Slot heavy = Chosen(Optimizers(), {{"type", "momentum"}});
  Slot nesterov = Chosen(Optimizers(), {{"type", "nesterov"}});
  // Heavy ball: w - lr g.  Nesterov: w - lr (1 + momentum) g.
  const Vector a = Descend(heavy.as<Optimizer>(), bowl, 1, 0.1);
  const Vector b = Descend(nesterov.as<Optimizer>(), bowl, 1, 0.1);
  const Vector step = bowl.start - a;
  EXPECT_LE(static_cast<double>((bowl.start - b - step * Scalar{1.9}).cwiseAbs().maxCoeff()),
            8 * kEps);
}

}  // namespace
}  // namespace downhill
