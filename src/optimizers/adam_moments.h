// SPDX-License-Identifier: Apache-2.0
// What Adam, AMSGrad and AdamW have in common: two moments, their memory and the bias correction.
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
  }

 protected:
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

  /// One update with the gradient that `gradient(i, w)` gives and, below the root, what
  /// `spread(i, v)` makes of v.
  template <class Gradient, class Spread>
  void StepWith(const Update& update, Gradient gradient, Spread spread) {
    const auto t = static_cast<double>(update.number);
    const auto rate = static_cast<Scalar>(update.learning_rate / (1 - std::pow(beta1_, t)));
    const auto correction = static_cast<Scalar>(1 / std::sqrt(1 - std::pow(beta2_, t)));
    const auto beta1 = static_cast<Scalar>(beta1_);
    const auto fresh1 = static_cast<Scalar>(1 - beta1_);
    const auto beta2 = static_cast<Scalar>(beta2_);
    const auto fresh2 = static_cast<Scalar>(1 - beta2_);
    const auto eps = static_cast<Scalar>(eps_);
    Scalar* w = update.parameters;
    Scalar* m = mean_.data();
    Scalar* v = squares_.data();
    for (Index i = 0; i < update.size; ++i) {
      const Scalar g = gradient(i, w[i]);
      m[i] = Flushed(beta1 * m[i] + fresh1 * g);
      v[i] = Flushed(beta2 * v[i] + fresh2 * g * g);
      w[i] -= rate * m[i] / (std::sqrt(spread(i, v[i])) * correction + eps);
    }
  }

 private:
  double beta1_ = 0;
  double beta2_ = 0;
  double eps_ = 0;
  Vector mean_;
  Vector squares_;
};

}  // namespace downhill
