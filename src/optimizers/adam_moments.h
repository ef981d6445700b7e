// SPDX-License-Identifier: Apache-2.0
// What Adam and its relatives have in common: two moments, their memory and the bias correction.
#pragma once

#include <cmath>

#include "optimizers/optimizer.h"

namespace downhill {

/// m = beta1 m + (1-beta1) g;  v = beta2 v + (1-beta2) g²;
/// w -= lr / (1-beta1^t) m / (sqrt(v / (1-beta2^t)) + eps).
class AdamMoments : public Optimizer {
 public:
  void Reset(const Problem& problem) override {
    mean_.setZero(problem.size);
    squares_.setZero(problem.size);
    current_beta1_ = beta1_;
  }
  void Keep(Archive& archive) override {
    archive.Numbers(mean_);
    archive.Numbers(squares_);
    archive.Bits(current_beta1_);
  }
  double memories() const override { return 2; }
  bool set_momentum(double momentum) override {
    current_beta1_ = momentum;
    return true;
  }

 protected:
  void DeclareMoments(Visitor& visitor, double eps = 1e-8) {
    visitor.Real(DecayRate({"beta1",
                            {"Beta 1", "Beta 1"},
                            {"Memory of the mean gradient.", "梯度均值的记忆系数。"}},
                           0.9),
                 beta1_);
    visitor.Real(DecayRate({"beta2",
                            {"Beta 2", "Beta 2"},
                            {"Memory of the mean squared gradient.", "梯度平方均值的记忆系数。"}},
                           0.999),
                 beta2_);
    visitor.Real(Epsilon(eps), eps_);
  }

  /// For every parameter: both moments take in the gradient that `gradient(i, w)` gives; then
  /// w -= move(i, g, m, v).
  template <class Gradient, class Move>
  void Advance(const Update& update, Gradient gradient, Move move) {
    const auto beta1 = static_cast<Scalar>(current_beta1_);
    const auto fresh1 = static_cast<Scalar>(1 - current_beta1_);
    const auto beta2 = static_cast<Scalar>(beta2_);
    const auto fresh2 = static_cast<Scalar>(1 - beta2_);
    Scalar* w = update.parameters;
    Scalar* m = mean_.data();
    Scalar* v = squares_.data();
    for (Index i = 0; i < update.size; ++i) {
      const Scalar g = gradient(i, w[i]);
      m[i] = Flushed(beta1 * m[i] + fresh1 * g);
      v[i] = Flushed(beta2 * v[i] + fresh2 * g * g);
      w[i] -= move(i, g, m[i], v[i]);
    }
  }

  /// Adam's own update; below the root stands what `spread(i, v)` makes of v.
  template <class Gradient, class Spread>
  void StepWith(const Update& update, Gradient gradient, Spread spread) {
    const auto rate = static_cast<Scalar>(update.learning_rate / MeanCorrection(update.number));
    const auto correction = static_cast<Scalar>(1 / std::sqrt(SquaresCorrection(update.number)));
    const auto eps = static_cast<Scalar>(eps_);
    Advance(update, gradient, [=](Index i, Scalar, Scalar m, Scalar v) {
      return rate * m / (std::sqrt(spread(i, v)) * correction + eps);
    });
  }

  /// 1 - beta1^t and 1 - beta2^t.
  double MeanCorrection(std::int64_t t) const {
    return 1 - std::pow(current_beta1_, static_cast<double>(t));
  }
  double SquaresCorrection(std::int64_t t) const {
    return 1 - std::pow(beta2_, static_cast<double>(t));
  }

  double beta1_ = 0;
  double beta2_ = 0;
  double eps_ = 0;
  /// beta1, or what a schedule makes of it.
  double current_beta1_ = 0;

 private:
  Vector mean_;
  Vector squares_;
};

}  // namespace downhill
