// SPDX-License-Identifier: Apache-2.0
// The strong Wolfe search, and the optimizers that look at the loss elsewhere.
#include <gtest/gtest.h>

#include <Eigen/QR>
#include <cmath>
#include <limits>
#include <string>

#include "core/random.h"
#include "optimizers/problems.h"
#include "optimizers/wolfe.h"

namespace downhill {
namespace {

using test::Choose;
using test::Descend;
using test::kEps;
using test::Objective;
using test::OnFunction;
using test::StepOn;

TEST(CubicMinimum, OfACubicIsExact) {
  // t³ - 3 t: minimum at 1.
  const auto at = [](double t) { return LinePoint{t, t * t * t - 3 * t, 3 * t * t - 3}; };
  EXPECT_NEAR(CubicMinimum(at(0), at(2), 0, 2), 1, 1e-15);
  EXPECT_NEAR(CubicMinimum(at(2), at(0), 0, 2), 1, 1e-15);
  EXPECT_NEAR(CubicMinimum(at(0), at(0.5), 0.5, 5), 1, 1e-14) << "beyond both";
  EXPECT_EQ(CubicMinimum(at(0), at(0.5), 2, 5), 2) << "kept within the limits";
}

TEST(CubicMinimum, IsTheMiddleWhereThereIsNone) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  EXPECT_EQ(CubicMinimum({0, 0, -1}, {1, -1, -1}, 2, 4), 3) << "a straight line";
  EXPECT_EQ(CubicMinimum({0, 0, -1}, {1, kInfinity, 0}, 0, 1), 0.5);
  EXPECT_EQ(CubicMinimum({1, kInfinity, 0}, {0, 0, -1}, 0, 1), 0.5);
  EXPECT_EQ(CubicMinimum({1, 0, -1}, {1, 0, -1}, 0, 1), 0.5) << "no second point";
}

/// To the end of the search.
void SearchAlong(WolfeSearch& search, Objective& objective, const Line& line, double step,
                 const LinePoint& start, const Vector& gradient) {
  search.Begin(line, step, start, gradient.data());
  while (const auto asked = search.query()) {
    search.Tell(line, objective.Evaluate(asked->parameters, asked->gradient));
  }
}

TEST(WolfeSearch, FulfilsBothConditionsWhereverItStarts) {
  OnFunction rosenbrock("rosenbrock");
  Random random(6, "test starts");
  WolfeSearch search(2);
  for (int i = 0; i < 200; ++i) {
    const WolfeConditions conditions{.curvature = i % 2 == 0 ? 0.9 : 0.1, .evaluations = 60};
    Vector w{
        {static_cast<Scalar>(random.Uniform(-2, 2)), static_cast<Scalar>(random.Uniform(-2, 2))}};
    Vector gradient(2);
    const double value = rosenbrock.Evaluate(w.data(), gradient.data());
    const Vector direction = -gradient;
    const double slope = -static_cast<double>(gradient.squaredNorm());
    const double first = std::pow(10, random.Uniform(-8, 2));
    const Line line{w.data(), direction.data(), conditions};
    SearchAlong(search, rosenbrock, line, first, {0, value, slope}, gradient);
    const LinePoint& point = search.reached();
    EXPECT_LE(point.value, value + conditions.decrease * point.t * slope);
    EXPECT_LE(std::abs(point.slope), -conditions.curvature * slope) << i;
    EXPECT_LE(search.evaluations(), conditions.evaluations);
    // What it says is what is there.
    Vector there(2);
    MoveAlong(line, point.t, w.data(), 2);
    EXPECT_EQ(rosenbrock.Evaluate(w.data(), there.data()), point.value);
    EXPECT_EQ(there, search.gradient());
  }
}

TEST(WolfeSearch, MovesNothingWhereNothingIsLower) {
  // The slope is a lie: the loss rises along the direction.
  test::Bowl bowl;
  const Vector w = Vector::Zero(3);
  const Vector gradient = Vector::Constant(3, Scalar{1});
  const Vector direction = -gradient;
  WolfeSearch search(3);
  SearchAlong(search, bowl, {w.data(), direction.data(), {}}, 1, {0, 0, -3}, gradient);
  EXPECT_EQ(search.reached().t, 0);
  EXPECT_EQ(w, Vector::Zero(3));
  EXPECT_EQ(search.gradient(), gradient);
}

/// A bowl that ends in nothing: f = (w - 1)² below 2, not a number from there on.
struct Cliff final : Objective {
  double Evaluate(const Scalar* parameters, Scalar* gradient) override {
    const auto w = static_cast<double>(parameters[0]);
    saw_the_edge |= !(w < 2);
    if (gradient != nullptr) gradient[0] = static_cast<Scalar>(w < 2 ? 2 * (w - 1) : NAN);
    return w < 2 ? (w - 1) * (w - 1) : NAN;
  }
  bool saw_the_edge = false;
};

TEST(LineSearches, ComeBackFromWhereTheLossIsNotANumber) {
  for (const char* id : {"lbfgs", "conjugate_gradient", "armijo"}) {
    SCOPED_TRACE(id);
    Slot slot = Choose(Optimizers(), {{"type", id}});
    // 20 halvings of a million leave 0.95, with which |w - 1| falls by a tenth in each step.
    const double rate = std::string(id) == "armijo" ? 1e6 : 100;
    Cliff cliff;
    const Vector w = Descend(*slot, cliff, Vector::Constant(1, Scalar{-3}), 200, rate);
    EXPECT_TRUE(cliff.saw_the_edge);
    EXPECT_NEAR(static_cast<double>(w[0]), 1, 1e-4);
  }
}

TEST(LineSearches, NeverRaiseTheLoss) {
  for (const char* id : {"lbfgs", "conjugate_gradient", "armijo"}) {
    for (const char* function : {"rosenbrock", "beale", "himmelblau", "saddle", "ravine"}) {
      SCOPED_TRACE(testing::Message() << id << " on " << function);
      Slot slot = Choose(Optimizers(), {{"type", id}});
      auto& optimizer = *slot;
      OnFunction objective(function);
      Vector w = objective.start();
      const auto state = optimizer.Begin({2});
      for (int t = 1; t <= 100; ++t) {
        const double before = objective.Value(w);
        StepOn(*state, objective, w, optimizer.learning_rate(), t);
        ASSERT_LE(objective.Value(w), before) << t;
      }
    }
  }
}

/// f(w) = wᵀ A w / 2 - bᵀ w, A with curvatures from 1 to 50 in directions of its own.
struct Quadratic final : Objective {
  explicit Quadratic(Index n) : b(n) {
    Random random(12, "test quadratic");
    Matrix normal(n, n);
    for (Scalar& value : normal.reshaped()) value = static_cast<Scalar>(random.Normal());
    const Matrix q = Eigen::HouseholderQR<Matrix>(normal).householderQ();
    const Vector curvatures = Vector::LinSpaced(n, 1, 50);
    a = q * curvatures.asDiagonal() * q.transpose();
    for (Scalar& value : b) value = static_cast<Scalar>(random.Normal());
    solution = q * (q.transpose() * b).cwiseQuotient(curvatures);
  }
  double Evaluate(const Scalar* parameters, Scalar* gradient) override {
    const ConstVectorMap w(parameters, b.size());
    const Vector aw = a * w;
    if (gradient != nullptr) VectorMap(gradient, w.size()) = aw - b;
    return 0.5 * static_cast<double>(w.dot(aw)) - static_cast<double>(b.dot(w));
  }
  Matrix a;
  Vector b;
  Vector solution;
};

TEST(ConjugateGradient, MinimisesAQuadraticInAsManyStepsAsItHasDimensions) {
  constexpr Index kDimensions = 8;
  Quadratic quadratic(kDimensions);
  // Only exact line searches keep the directions conjugate.
  Slot slot = Choose(
      Optimizers(), {{"type", "conjugate_gradient"}, {"curvature", 1e-6}, {"max_evaluations", 60}});
  const auto distance = [&](int steps) {
    return test::LargestDifference(Descend(*slot, quadratic, Vector::Zero(kDimensions), steps, 0.1),
                                   quadratic.solution);
  };
  // Errors of the searches: the slope is measured to 1e-6, the value to sqrt(eps).
  const double error = 1e-5 + 4 * std::sqrt(kEps);
  EXPECT_LE(distance(kDimensions), error);
  EXPECT_GT(distance(kDimensions - 2), 10 * error) << "fewer would not do";
}

TEST(ConjugateGradient, FollowsRosenbrocksValley) {
  OnFunction rosenbrock("rosenbrock");
  Slot slot = Choose(Optimizers(), {{"type", "conjugate_gradient"}});
  const Vector w = Descend(*slot, rosenbrock, rosenbrock.start(), 200, 0.1);
  EXPECT_LE(rosenbrock.Value(w), std::max(1e-12, kEps));
}

/// 1e-8 in double; in float what rounding of numbers around 1 leaves of it.
const double kClose = std::max(1e-8, 1e4 * kEps);

TEST(Lbfgs, SolvesAQuadratic) {
  Quadratic quadratic(12);
  Slot slot =
      Choose(Optimizers(),
             {{"type", "lbfgs"}, {"tolerance_gradient", 1e-10}, {"tolerance_change", 1e-18}});
  const Vector w = Descend(*slot, quadratic, Vector::Zero(12), 5, 1);
  EXPECT_LE(test::LargestDifference(w, quadratic.solution), kClose);
}

TEST(Lbfgs, FindsRosenbrocksMinimum) {
  OnFunction rosenbrock("rosenbrock");
  Slot slot =
      Choose(Optimizers(),
             {{"type", "lbfgs"}, {"tolerance_gradient", 1e-10}, {"tolerance_change", 1e-18}});
  const Vector w = Descend(*slot, rosenbrock, rosenbrock.start(), 5, 1);
  EXPECT_LE(test::LargestDifference(w, Vector::Ones(2)), kClose);
}

TEST(Lbfgs, KeepsItsHistoryFromStepToStep) {
  // One direction a step finds the same places as many in one step.
  const auto path = [](int iterations, int steps) {
    OnFunction rosenbrock("rosenbrock");
    Slot slot =
        Choose(Optimizers(),
               {{"type", "lbfgs"}, {"max_iterations", iterations}, {"max_evaluations", 1000}});
    return Descend(*slot, rosenbrock, rosenbrock.start(), steps, 1);
  };
  EXPECT_EQ(path(1, 12), path(12, 1));
  EXPECT_EQ(path(3, 4), path(12, 1));
}

TEST(Lbfgs, KeepsNoMorePairsThanItsHistory) {
  // Two pairs, many more moves: the ring comes around.
  OnFunction rosenbrock("rosenbrock");
  Slot slot = Choose(Optimizers(), {{"type", "lbfgs"}, {"history_size", 2}});
  const Vector w = Descend(*slot, rosenbrock, rosenbrock.start(), 20, 1);
  EXPECT_LE(rosenbrock.Value(w), 1e-8);
}

TEST(Lbfgs, RespectsTheLimitOfEvaluations) {
  OnFunction rosenbrock("rosenbrock");
  Slot slot = Choose(Optimizers(), {{"type", "lbfgs"}, {"max_evaluations", 5}});
  Vector w = rosenbrock.start();
  StepOn(*slot->Begin({2}), rosenbrock, w, 1, 1);
  // The search under way is finished: it takes up to 25.
  EXPECT_LE(rosenbrock.evaluations, 5 + 25);
  EXPECT_GE(rosenbrock.evaluations, 5);
}

TEST(Lbfgs, GoesTheLearningRateWithoutALineSearch) {
  test::Bowl bowl;
  Slot slot = Choose(Optimizers(), {{"type", "lbfgs"}, {"line_search", "none"}});
  const Vector w = Descend(*slot, bowl, bowl.start, 10, 1);
  EXPECT_LE(bowl.Value(w), 1e-9);
}

TEST(Armijo, TakesTheFirstLengthThatFallsEnough) {
  // f = w²/2 from 1, g = 1: lengths 8, 4, 2 overshoot to |w| >= 1; 1 goes to the minimum.
  struct Parabola final : Objective {
    double Evaluate(const Scalar* w, Scalar* gradient) override {
      ++evaluations;
      if (gradient != nullptr) gradient[0] = w[0];
      return 0.5 * static_cast<double>(w[0]) * static_cast<double>(w[0]);
    }
    int evaluations = 0;
  } parabola;
  Slot slot = Choose(Optimizers(), {{"type", "armijo"}});
  const Vector w = Descend(*slot, parabola, Vector::Ones(1), 1, 8);
  EXPECT_EQ(w[0], Scalar{0});
  EXPECT_EQ(parabola.evaluations, 1 + 4);
}

}  // namespace
}  // namespace downhill
