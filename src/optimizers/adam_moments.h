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
  double buffers() const override { return 2; }

 protected:
  /// The two moments.
  class State : public OptimizerState {
   public:
    State(const AdamMoments& settings, const Problem& problem)
        : settings_(settings),
          mean_(Vector::Zero(problem.size)),
          squares_(Vector::Zero(problem.size)) {}
    void Buffers(const VisitBuffer& visit) override {
      visit("exp_avg", mean_);
      visit("exp_avg_sq", squares_);
    }

   protected:
    /// For every parameter: both moments take in the gradient that `gradient(i, w)` gives; then
    /// w -= move(i, g, m, v).
    template <class Gradient, class Move>
    void Advance(const Update& update, Gradient gradient, Move move) {
      const auto beta1 = static_cast<Scalar>(Beta1(update));
      const auto fresh1 = static_cast<Scalar>(1 - Beta1(update));
      const auto beta2 = static_cast<Scalar>(settings_.beta2_);
      const auto fresh2 = static_cast<Scalar>(1 - settings_.beta2_);
      Scalar* w = update.parameters;
      Scalar* m = mean_.data();
      Scalar* v = squares_.data();
      update.ForEach([=](Index i) {
        const Scalar g = gradient(i, w[i]);
        m[i] = Flushed(beta1 * m[i] + fresh1 * g);
        v[i] = Flushed(beta2 * v[i] + fresh2 * g * g);
        w[i] -= move(i, g, m[i], v[i]);
      });
    }

    /// beta1, or what a schedule makes of it.
    double Beta1(const Update& update) const { return update.momentum.value_or(settings_.beta1_); }
    /// 1 - beta1^t and 1 - beta2^t.
    double MeanCorrection(const Update& update) const {
      return 1 - std::pow(Beta1(update), static_cast<double>(update.number));
    }
    double SquaresCorrection(const Update& update) const {
      return 1 - std::pow(settings_.beta2_, static_cast<double>(update.number));
    }

   private:
    const AdamMoments& settings_;
    Vector mean_;
    Vector squares_;
  };

  void DeclareMoments(Visitor& visitor) {
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
    visitor.Real(Epsilon(1e-8), eps_);
  }

  double beta1_ = 0;
  double beta2_ = 0;
  double eps_ = 0;
};

}  // namespace downhill
