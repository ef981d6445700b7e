// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "optimizers/optimizer.h"

namespace downhill {
namespace {

/// m = beta1 m + (1-beta1) g;  u = max(beta2 u, |g| + eps);  w -= lr / (1-beta1^t) m / u.
class Adamax final : public Optimizer {
 public:
  void Declare(Visitor& visitor) override {
    DeclareLearningRate(visitor, 0.01);
    visitor.Real(DecayRate({"beta1",
                            {"Beta 1", "Beta 1"},
                            {"Memory of the mean gradient.", "梯度均值的记忆系数。"}},
                           0.9),
                 beta1_);
    visitor.Real(DecayRate({"beta2",
                            {"Beta 2", "Beta 2"},
                            {"Memory of the largest gradient.", "最大梯度的记忆系数。"}},
                           0.999),
                 beta2_);
    visitor.Real(Epsilon(1e-8), eps_);
    DeclareWeightDecay(visitor);
  }
  double buffers() const override { return 2; }
  std::unique_ptr<OptimizerState> Begin(const Problem& problem) const override {
    return std::make_unique<State>(*this, problem);
  }

 private:
  class State final : public OptimizerState {
   public:
    State(const Adamax& settings, const Problem& problem)
        : settings_(settings),
          mean_(Vector::Zero(problem.size)),
          largest_(Vector::Zero(problem.size)) {}
    void Buffers(const VisitBuffer& visit) override {
      visit("exp_avg", mean_);
      visit("exp_inf", largest_);
    }
    void Step(const Update& update) override {
      const double current_beta1 = update.momentum.value_or(settings_.beta1_);
      const double correction = 1 - std::pow(current_beta1, static_cast<double>(update.number));
      const auto rate = static_cast<Scalar>(update.learning_rate / correction);
      const auto decay = static_cast<Scalar>(settings_.weight_decay_);
      const auto beta1 = static_cast<Scalar>(current_beta1);
      const auto fresh = static_cast<Scalar>(1 - current_beta1);
      const auto beta2 = static_cast<Scalar>(settings_.beta2_);
      const auto eps = static_cast<Scalar>(settings_.eps_);
      Scalar* w = update.parameters;
      Scalar* m = mean_.data();
      Scalar* u = largest_.data();
      const Scalar* gradient = update.gradient;
      update.ForEach([=](Index i) {
        const Scalar g = Decayed(gradient[i], w[i], decay);
        m[i] = Flushed(beta1 * m[i] + fresh * g);
        const Scalar faded = beta2 * u[i];
        const Scalar size = std::abs(g) + eps;
        u[i] = faded > size ? faded : size;
        w[i] -= rate * m[i] / u[i];
      });
    }

   private:
    const Adamax& settings_;
    Vector mean_;
    Vector largest_;
  };

  double beta1_ = 0;
  double beta2_ = 0;
  double eps_ = 0;
};

}  // namespace

Entry<Optimizer> AdamaxEntry() {
  return {"adamax",
          {"Adamax", "Adamax"},
          {"Adam that divides by the largest recent gradient instead of the mean square.",
           "用近期最大梯度代替均方根的 Adam。"},
          "Kingma & Ba 2015, arXiv:1412.6980, algorithm 2",
          Make<Adamax>};
}

}  // namespace downhill
