// SPDX-License-Identifier: Apache-2.0
// Small objectives for optimizers, and a descent on them as the trainer would make it.
#pragma once

#include <cstdint>
#include <limits>
#include <span>

#include "core/chosen.h"
#include "functions/function.h"
#include "optimizers/optimizer.h"

namespace downhill::test {

/// A loss of n parameters. gradient (n) is set unless it is null.
struct Objective {
  virtual ~Objective() = default;
  virtual double Evaluate(const Scalar* parameters, Scalar* gradient) = 0;
};

inline const double kEps = static_cast<double>(std::numeric_limits<Scalar>::epsilon());

/// f(w) = Σ c_i w_i² / 2: minimum 0 at 0, gradient c_i w_i.
struct Bowl final : Objective {
  Vector curvature{{Scalar{1}, Scalar{0.3}, Scalar{2}}};
  Vector start{{Scalar{1}, Scalar{-2}, Scalar{0.5}}};

  double Value(const Vector& w) const {
    return 0.5 * static_cast<double>((curvature.array() * w.array().square()).sum());
  }
  Vector Gradient(const Vector& w) const { return curvature.cwiseProduct(w); }
  double Evaluate(const Scalar* parameters, Scalar* gradient) override {
    const Vector w = ConstVectorMap(parameters, curvature.size());
    if (gradient != nullptr) VectorMap(gradient, w.size()) = Gradient(w);
    return Value(w);
  }
};

/// A test function as the loss of two parameters.
class OnFunction final : public Objective {
 public:
  explicit OnFunction(const char* id) : slot_(Choose(Functions(), {{"type", id}})) {}

  const TestFunction& function() const { return *slot_; }
  Vector start() const {
    const auto [x, y] = function().start();
    return Vector{{static_cast<Scalar>(x), static_cast<Scalar>(y)}};
  }
  double Value(const Vector& w) const {
    return function().Value(static_cast<double>(w[0]), static_cast<double>(w[1]));
  }
  double Evaluate(const Scalar* parameters, Scalar* gradient) override {
    ++evaluations;
    const auto x = static_cast<double>(parameters[0]);
    const auto y = static_cast<double>(parameters[1]);
    if (gradient != nullptr) {
      const auto [gx, gy] = function().Gradient(x, y);
      gradient[0] = static_cast<Scalar>(gx);
      gradient[1] = static_cast<Scalar>(gy);
    }
    return function().Value(x, y);
  }

  int evaluations = 0;

 private:
  Slot<TestFunction> slot_;
};

/// Makes the update to its end.
inline void MakeUpdate(OptimizerState& state, Objective& objective, const Update& update) {
  state.Step(update);
  while (const auto asked = state.query()) {
    state.Tell(update, objective.Evaluate(asked->parameters, asked->gradient));
  }
}

/// One step, the first of which has number 1.
inline void StepOn(OptimizerState& state, Objective& objective, Vector& w, double rate,
                   std::int64_t number, ThreadPool* pool = nullptr) {
  Vector gradient(w.size());
  const double loss = objective.Evaluate(w.data(), gradient.data());
  MakeUpdate(state, objective,
             {.parameters = w.data(),
              .gradient = gradient.data(),
              .size = w.size(),
              .learning_rate = rate,
              .number = number,
              .loss = loss,
              .pool = pool});
}

/// Where `steps` steps from `start` lead.
inline Vector Descend(const Optimizer& optimizer, Objective& objective, Vector w, int steps,
                      double rate, std::uint64_t seed = 1, ThreadPool* pool = nullptr) {
  const auto state = optimizer.Begin({.size = w.size(), .seed = seed});
  for (int t = 1; t <= steps; ++t) StepOn(*state, objective, w, rate, t, pool);
  return w;
}

/// One step from w with a given gradient and the optimizer's own rate.
inline Vector FirstStep(const Optimizer& optimizer, Vector w, const Vector& gradient,
                        std::span<const MatrixRange> matrices = {}) {
  const auto state = optimizer.Begin({.size = w.size(), .matrices = matrices});
  state->Step({w.data(), gradient.data(), w.size(), optimizer.learning_rate(), 1});
  return w;
}

inline double LargestDifference(const Vector& a, const Vector& b) {
  return static_cast<double>((a - b).cwiseAbs().maxCoeff());
}

}  // namespace downhill::test
