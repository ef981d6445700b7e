// SPDX-License-Identifier: Apache-2.0
// What holds for every optimizer, and first steps by hand; the formulas themselves are held to
// PyTorch by the golden runs.
#include "optimizers/optimizer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "core/declaration_checks.h"
#include "optimizers/problems.h"

namespace downhill {
namespace {

using test::Bowl;
using test::Choose;
using test::Descend;
using test::FirstStep;
using test::kEps;
using test::LargestDifference;
using test::OnFunction;

std::vector<std::string> IdsOfOptimizers() {
  std::vector<std::string> ids;
  for (const auto& entry : Optimizers().entries) ids.emplace_back(entry.id);
  return ids;
}

/// With its defaults, but without what pulls the parameters towards 0.
Slot<Optimizer> Undecayed(const std::string& id) {
  Slot slot = Choose(Optimizers(), {{"type", id}});
  test::Set(*slot, "weight_decay", 0);
  test::Set(*slot, "lambd", 0);
  return slot;
}

TEST(Optimizers, AreDeclaredSoundly) { test::CheckRegistry(Optimizers()); }

class EveryOptimizer : public testing::TestWithParam<std::string> {
 protected:
  Slot<Optimizer> slot_ = Undecayed(GetParam());
  Optimizer& optimizer_ = *slot_;
  /// Moves by chance: the gradient says nothing of where it goes.
  bool is_random_ = GetParam() == "simulated_annealing";
};

TEST_P(EveryOptimizer, DescendsToTheMinimumOfABowl) {
  Bowl bowl;
  constexpr int kSteps = 2000;
  const double rate = optimizer_.learning_rate();
  // 2000 steps with the default rate are plenty for curvatures from 0.3 to 2. Those that divide by
  // the gradient's size end within about one rate of the minimum: value <= Σ c rate²/2.
  // The unit of Adadelta's steps is the root of its eps instead.
  const double unit = GetParam() == "adadelta" ? 1e-3 : rate;
  double reachable = 0.5 * 3.3 * unit * unit;
  // Line searches end where they expect to gain less than tolerance_change.
  if (optimizer_.needs_objective()) reachable = 1e-9;
  if (is_random_) {
    // In balance 2 f / T is a chi square of three degrees of freedom: one in 10^8 is above 40.
    reachable = 20 * std::pow(0.995, kSteps);
  }
  EXPECT_LE(bowl.Value(Descend(optimizer_, bowl, bowl.start, kSteps, rate)), reachable);
}

TEST_P(EveryOptimizer, FindsAMinimumOfHimmelblausFunction) {
  OnFunction himmelblau("himmelblau");
  // Curvatures up to 134 at the minima and -44 at the start: plain steps must be below 2 / 134.
  const bool is_plain = GetParam() == "sgd" || GetParam() == "momentum" ||
                        GetParam() == "nesterov" || GetParam() == "asgd";
  double rate = is_plain ? 0.01 : optimizer_.learning_rate();
  // Adadelta's steps do not shrink by themselves.
  if (GetParam() == "adadelta") rate = 0.1;
  const Vector w = Descend(optimizer_, himmelblau, himmelblau.start(), 3000, rate);
  // As for the bowl: within about one step of the minimum.
  double reachable = 0.5 * 134 * 2 * rate * rate;
  // Rounding of the places, 4 at most, where a line search finds nothing lower.
  if (optimizer_.needs_objective()) reachable = std::max(1e-9, 134 * std::pow(4 * kEps, 2) + kEps);
  // Two parameters in balance at T = 0.995^3000; the chi square of two degrees.
  if (is_random_) reachable = std::max(20 * std::pow(0.995, 3000), 134 * 16 * kEps * kEps);
  EXPECT_LE(himmelblau.Value(w), reachable) << w.transpose();
}

TEST_P(EveryOptimizer, BeginsRunsThatKnowNothingOfEachOther) {
  Bowl bowl;
  const Vector alone = Descend(optimizer_, bowl, bowl.start, 17, 0.05);
  const auto one = optimizer_.Begin({.size = 3, .seed = 1});
  const auto other = optimizer_.Begin({.size = 3, .seed = 2});
  Vector w = bowl.start, elsewhere = -bowl.start;
  for (int t = 1; t <= 17; ++t) {
    test::StepOn(*one, bowl, w, 0.05, t);
    test::StepOn(*other, bowl, elsewhere, 0.5, t);
  }
  EXPECT_EQ(w, alone);
}

TEST_P(EveryOptimizer, StandsStillWhereTheGradientIsZero) {
  if (is_random_) return;
  const Vector w{{Scalar{1}, Scalar{-1}}};
  const Vector zero = Vector::Zero(2);
  EXPECT_EQ(FirstStep(optimizer_, w, zero), w);
}

TEST_P(EveryOptimizer, TreatsEveryParameterAlike) {
  if (is_random_) return;
  // Copies of one number move together, wherever they stand in the block.
  Bowl bowl;
  bowl.curvature = Vector::Constant(11, Scalar{1.5});
  const Vector w = Descend(optimizer_, bowl, Vector::Constant(11, Scalar{0.7}), 5, 0.01);
  EXPECT_NE(w[0], Scalar{0.7});
  for (Index i = 1; i < w.size(); ++i) EXPECT_EQ(w[i], w[0]);
}

TEST_P(EveryOptimizer, StaysFiniteAtBothEndsOfItsRanges) {
  for (const test::End end : {test::End::kLowest, test::End::kHighest}) {
    test::SetToEnd(optimizer_, end);
    // A rate of 100 and no damping run away, as they should; only no step may make NaN of a
    // gradient of 0.
    const Vector w{{Scalar{1}, Scalar{-1}, Scalar{0}}};
    Bowl flat;
    flat.curvature.setZero();
    EXPECT_TRUE(Descend(optimizer_, flat, w, 3, optimizer_.learning_rate()).allFinite());
  }
}

INSTANTIATE_TEST_SUITE_P(Registered, EveryOptimizer, testing::ValuesIn(IdsOfOptimizers()),
                         [](const auto& chosen) { return chosen.param; });

TEST(Buffers, AreThoseOfTheFormulas) {
  const auto of = [](Json fields) { return Choose(Optimizers(), std::move(fields))->buffers(); };
  EXPECT_EQ(of({{"type", "sgd"}}), 0);
  EXPECT_EQ(of({{"type", "momentum"}}), 1);
  EXPECT_EQ(of({{"type", "adam"}}), 2);
  EXPECT_EQ(of({{"type", "amsgrad"}}), 3);
  EXPECT_EQ(of({{"type", "adamw"}, {"amsgrad", true}}), 3);
  EXPECT_EQ(of({{"type", "rmsprop"}}), 1);
  EXPECT_EQ(of({{"type", "rmsprop"}, {"centered", true}, {"momentum", 0.9}}), 3);
  EXPECT_EQ(of({{"type", "lbfgs"}, {"history_size", 5}}), 18);
}

// --- What a schedule cycles ----------------------------------------------------------------------

/// Where five steps lead, every one of them with this momentum of a schedule.
Vector WithMomentum(const Optimizer& optimizer, std::optional<double> momentum) {
  Bowl bowl;
  Vector w = bowl.start;
  const auto state = optimizer.Begin({w.size()});
  for (int t = 1; t <= 5; ++t) {
    const Vector gradient = bowl.Gradient(w);
    test::MakeUpdate(*state, bowl,
                     {.parameters = w.data(),
                      .gradient = gradient.data(),
                      .size = w.size(),
                      .learning_rate = 0.1,
                      .number = t,
                      .loss = bowl.Value(w),
                      .momentum = momentum});
  }
  return w;
}

TEST(ScheduledMomentum, TakesThePlaceOfTheDeclaredOneForItsStep) {
  Slot slot = Choose(Optimizers(), {{"type", "momentum"}, {"momentum", 0.9}});
  const auto heavy = slot->Begin({1});
  const Vector g = Vector::Constant(1, Scalar{1});
  Vector w = Vector::Zero(1);
  heavy->Step({w.data(), g.data(), 1, 1, 1});  // v = 1
  heavy->Step({.parameters = w.data(),
               .gradient = g.data(),
               .size = 1,
               .learning_rate = 1,
               .number = 2,
               .momentum = 0.5});              // v = 0.5 + 1
  heavy->Step({w.data(), g.data(), 1, 1, 3});  // v = 1.35 + 1
  EXPECT_NEAR(static_cast<double>(w[0]), -1 - 1.5 - 2.35, 8 * kEps);
}

TEST(ScheduledMomentum, IsMomentumOrBeta1) {
  for (const char* id : {"momentum", "nesterov", "adam", "adamw", "amsgrad", "adamax", "nadam",
                         "radam", "lion", "muon", "rmsprop"}) {
    SCOPED_TRACE(id);
    Slot cycled = Undecayed(id);
    test::Set(*cycled, "momentum", 0.9);
    Slot declared = Undecayed(id);
    test::Set(*declared, "momentum", 0.5);
    test::Set(*declared, "beta1", 0.5);
    EXPECT_EQ(WithMomentum(*cycled, 0.5), WithMomentum(*declared, std::nullopt));
  }
}

TEST(ScheduledMomentum, ChangesNothingWhereThereIsNone) {
  for (const char* id : {"sgd", "adagrad", "adadelta", "rprop", "asgd", "lbfgs", "armijo",
                         "conjugate_gradient", "simulated_annealing", "rmsprop"}) {
    Slot slot = Choose(Optimizers(), {{"type", id}});
    EXPECT_EQ(WithMomentum(*slot, 0.5), WithMomentum(*slot, std::nullopt)) << id;
  }
}

// --- First steps by hand -------------------------------------------------------------------------

TEST(Adam, FirstStepHasTheSizeOfTheLearningRateForAnyGradient) {
  for (const double size : {1e-3, 1.0, 1e3}) {
    Slot slot = Choose(Optimizers(), {{"type", "adam"}, {"learning_rate", 0.01}});
    const Vector w =
        FirstStep(*slot, Vector::Zero(1), Vector::Constant(1, static_cast<Scalar>(size)));
    // eps = 1e-8 takes away its share of the smallest gradient.
    EXPECT_NEAR(static_cast<double>(w[0]), -0.01, 0.01 * (1e-8 / size + 16 * kEps)) << size;
  }
}

/// The largest difference that a loss 64 times as large makes to ten steps.
double DependenceOnScale(Json fields) {
  Slot slot = Choose(Optimizers(), std::move(fields));
  const auto path = [&](double scale) {
    Bowl bowl;
    bowl.curvature *= static_cast<Scalar>(scale);
    return Descend(*slot, bowl, bowl.start, 10, 0.01);
  };
  return LargestDifference(path(1), path(64));
}

TEST(Adam, StepDoesNotDependOnTheScaleOfTheLoss) {
  // Ten steps of 0.01, each with a few roundings of its own, and eps.
  for (const char* id : {"adam", "amsgrad", "nadam", "adamax"}) {
    EXPECT_LE(DependenceOnScale({{"type", id}, {"eps", 1e-12}}), 0.1 * 64 * kEps + 1e-11) << id;
  }
}

TEST(SignMethods, DoNotDependOnTheScaleOfTheLossAtAll) {
  // A power of two changes no digit.
  EXPECT_EQ(DependenceOnScale({{"type", "lion"}}), 0);
  EXPECT_EQ(DependenceOnScale({{"type", "rprop"}}), 0);
}

TEST(Nesterov, DiffersFromHeavyBallFromTheFirstStep) {
  Bowl bowl;
  Slot heavy = Choose(Optimizers(), {{"type", "momentum"}});
  Slot nesterov = Choose(Optimizers(), {{"type", "nesterov"}});
  // Heavy ball: w - lr g.  Nesterov: w - lr (1 + momentum) g.
  const Vector a = Descend(*heavy, bowl, bowl.start, 1, 0.1);
  const Vector b = Descend(*nesterov, bowl, bowl.start, 1, 0.1);
  const Vector step = bowl.start - a;
  EXPECT_LE(LargestDifference(bowl.start - b, step * Scalar{1.9}), 8 * kEps);
}

TEST(Adadelta, FirstStepHasTheRootOfEpsForItsUnit) {
  Slot slot = Choose(Optimizers(), {{"type", "adadelta"}, {"rho", 0.9}, {"eps", 1e-4}});
  const Vector w = FirstStep(*slot, Vector::Zero(1), Vector::Constant(1, 2));
  // v = 0.1 * 4;  D = sqrt(1e-4) / sqrt(0.4 + 1e-4) * 2.
  EXPECT_NEAR(static_cast<double>(w[0]), -0.01 / std::sqrt(0.4001) * 2, 8 * kEps);
}

TEST(Adamax, DividesByTheLargestGradientThatFades) {
  Slot slot = Choose(Optimizers(), {{"type", "adamax"}, {"beta1", 0}, {"beta2", 0.5}});
  const auto adamax = slot->Begin({1});
  Vector w = Vector::Zero(1);
  double expected = 0;
  // u: 4, max(2, 1), max(1, 3).
  for (const auto& [g, u] : {std::pair{4.0, 4.0}, {1.0, 2.0}, {-3.0, 3.0}}) {
    const Vector gradient = Vector::Constant(1, static_cast<Scalar>(g));
    adamax->Step({w.data(), gradient.data(), 1, 0.1, 1});
    expected -= 0.1 * g / u;
    EXPECT_NEAR(static_cast<double>(w[0]), expected, 1e-8 + 8 * kEps);
  }
}

TEST(Nadam, FirstStepIsThatOfTheFormula) {
  Slot slot = Choose(Optimizers(), {{"type", "nadam"}, {"learning_rate", 0.1}});
  const Vector w = FirstStep(*slot, Vector::Zero(1), Vector::Constant(1, 1));
  const double mu1 = 0.9 * (1 - 0.5 * std::pow(0.96, 0.004));
  const double mu2 = 0.9 * (1 - 0.5 * std::pow(0.96, 0.008));
  // m = 0.1, sqrt(v / (1 - beta2)) = 1.
  EXPECT_NEAR(static_cast<double>(w[0]), -0.1 * (1 + mu2 * 0.1 / (1 - mu1 * mu2)), 1e-8 + 8 * kEps);
}

TEST(Radam, BeginsAsPlainMomentumForFiveSteps) {
  Slot slot = Choose(Optimizers(), {{"type", "radam"}});
  const auto radam = slot->Begin({1});
  Vector w = Vector::Zero(1);
  double mean = 0, expected = 0;
  for (int t = 1; t <= 6; ++t) {
    const double g = 10.0 * t;
    const Vector gradient = Vector::Constant(1, static_cast<Scalar>(g));
    radam->Step({w.data(), gradient.data(), 1, 0.1, t});
    mean = 0.9 * mean + 0.1 * g;
    expected -= 0.1 * mean / (1 - std::pow(0.9, t));
    const double error = std::abs(static_cast<double>(w[0]) - expected);
    if (t <= 5) {
      EXPECT_LE(error, 64 * kEps * std::abs(expected)) << t;
    } else {
      EXPECT_GT(error, 1) << "the sixth step is rectified";
    }
  }
}

TEST(Rprop, GrowsShrinksAndSkipsAsTheSignsSay) {
  Slot slot = Choose(Optimizers(), {{"type", "rprop"},
                                    {"eta_plus", 1.5},
                                    {"eta_minus", 0.5},
                                    {"step_min", 0.375},
                                    {"step_max", 2}});
  const auto rprop = slot->Begin({1});
  Vector w = Vector::Zero(1);
  // Step sizes 1, 1.5, 2 (limited), 1 but not taken after the change of sign, then 1; 0.5 not
  // taken, 0.5, 0.375 (limited) not taken.
  const std::vector<double> gradients{3, 0.1, 7, -2, -1, 5, 1e-30, -1};
  const std::vector<double> places{-1, -2.5, -4.5, -4.5, -3.5, -3.5, -4, -4};
  for (std::size_t t = 0; t < gradients.size(); ++t) {
    const Vector g = Vector::Constant(1, static_cast<Scalar>(gradients[t]));
    rprop->Step({w.data(), g.data(), 1, 1, static_cast<std::int64_t>(t) + 1});
    EXPECT_EQ(static_cast<double>(w[0]), places[t]) << t;
  }
}

TEST(Rprop, RefusesLimitsInTheWrongOrder) {
  EXPECT_THROW(Choose(Optimizers(), {{"type", "rprop"}, {"step_min", 1}, {"step_max", 0.5}}),
               Error);
}

TEST(AveragedSgd, AveragesItsPathFromTheGivenStepOn) {
  Slot slot = Choose(Optimizers(), {{"type", "asgd"}, {"t0", 3}, {"lambd", 0.01}});
  Bowl bowl;
  Vector w = bowl.start, average = w, sum = Vector::Zero(w.size());
  const auto asgd = slot->Begin({w.size()});
  for (int t = 1; t <= 20; ++t) {
    const Vector gradient = bowl.Gradient(w);
    asgd->Step({.parameters = w.data(),
                .gradient = gradient.data(),
                .size = w.size(),
                .learning_rate = 0.1,
                .number = t,
                .average = average.data()});
    // mu of step t is 1 / max(1, t - 1 - t0): 1 up to t0 + 2.
    if (t <= 5) sum.setZero();
    sum += w;
    const Vector mean = sum / static_cast<Scalar>(std::max(1, t - 4));
    EXPECT_LE(LargestDifference(average, mean), 64 * kEps) << t;
  }
}

TEST(AveragedSgd, AloneAverages) {
  for (const auto& entry : Optimizers().entries) {
    const Slot slot = Choose(Optimizers(), {{"type", entry.id}});
    EXPECT_EQ(slot->averages(), entry.id == "asgd") << entry.id;
  }
}

TEST(Amsgrad, IsAdamWithItsOption) {
  Bowl bowl;
  Slot by_name = Choose(Optimizers(), {{"type", "amsgrad"}, {"beta2", 0.5}});
  Slot by_option = Choose(Optimizers(), {{"type", "adam"}, {"beta2", 0.5}, {"amsgrad", true}});
  Slot without = Choose(Optimizers(), {{"type", "adam"}, {"beta2", 0.5}});
  const auto end = [&](const Slot<Optimizer>& slot) {
    return Descend(*slot, bowl, bowl.start, 30, 0.1);
  };
  EXPECT_EQ(end(by_name), end(by_option));
  EXPECT_NE(end(by_name), end(without));
}

TEST(Lion, MovesByTheSignOfTheMomentumAndDecaysApart) {
  Slot slot = Choose(Optimizers(), {{"type", "lion"},
                                    {"learning_rate", 0.25},
                                    {"beta1", 0.5},
                                    {"beta2", 0.75},
                                    {"weight_decay", 0.5}});
  const auto lion = slot->Begin({1});
  Vector w = Vector::Constant(1, 8);
  const auto step = [&](double g) {
    const Vector gradient = Vector::Constant(1, static_cast<Scalar>(g));
    lion->Step({w.data(), gradient.data(), 1, 0.25, 1});
    return static_cast<double>(w[0]);
  };
  // c = 2, m = 1: down.  c = 0.5 - 0.25 > 0: down, although the gradient says up.
  EXPECT_EQ(step(4), 8 - 0.25 * (1 + 0.5 * 8));
  EXPECT_EQ(step(-0.5), 6.75 - 0.25 * (1 + 0.5 * 6.75));
}

// --- Simulated annealing -------------------------------------------------------------------------

TEST(SimulatedAnnealing, RepeatsWithItsSeed) {
  Slot slot = Choose(Optimizers(), {{"type", "simulated_annealing"}});
  auto& annealing = *slot;
  Bowl bowl;
  const Vector a = Descend(annealing, bowl, bowl.start, 50, 0.3, 11);
  EXPECT_EQ(Descend(annealing, bowl, bowl.start, 50, 0.3, 11), a);
  EXPECT_NE(Descend(annealing, bowl, bowl.start, 50, 0.3, 12), a);
}

TEST(SimulatedAnnealing, GoesUphillOnlyWhileItIsHot) {
  Bowl bowl;
  const auto climbs = [&](double temperature) {
    Slot slot =
        Choose(Optimizers(),
               {{"type", "simulated_annealing"}, {"temperature", temperature}, {"cooling", 1}});
    Vector w = bowl.start;
    const auto annealing = slot->Begin({.size = w.size(), .seed = 3});
    int count = 0;
    for (int t = 1; t <= 300; ++t) {
      const double before = bowl.Value(w);
      // The same size of moves at every temperature.
      test::StepOn(*annealing, bowl, w, 0.3 / std::sqrt(temperature), t);
      count += bowl.Value(w) > before;
    }
    return count;
  };
  EXPECT_GT(climbs(100), 50);
  EXPECT_EQ(climbs(1e-30), 0);
}

}  // namespace
}  // namespace downhill
