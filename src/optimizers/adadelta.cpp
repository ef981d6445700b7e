// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "optimizers/optimizer.h"

namespace downhill {
namespace {

/// v = rho v + (1-rho) g²;  D = sqrt(u + eps) / sqrt(v + eps) g;  u = rho u + (1-rho) D²;
/// w -= lr D. eps is inside the roots.
class Adadelta final : public Optimizer {
 public:
  void Declare(Visitor& visitor) override {
    DeclareLearningRate(visitor, 1);
    visitor.Real(DecayRate({"rho",
                            {"Rho", "Rho"},
                            {"Memory of the mean squared gradient and of the mean squared step.",
                             "梯度平方均值与步长平方均值的记忆系数。"}},
                           0.9),
                 rho_);
    visitor.Real(Epsilon(1e-6), eps_);
    DeclareWeightDecay(visitor);
  }
  double buffers() const override { return 2; }
  std::unique_ptr<OptimizerState> Begin(const Problem& problem) const override {
    return std::make_unique<State>(*this, problem);
  }

 private:
  class State final : public OptimizerState {
   public:
    State(const Adadelta& settings, const Problem& problem)
        : settings_(settings),
          gradients_(Vector::Zero(problem.size)),
          steps_(Vector::Zero(problem.size)) {}
    void Buffers(const VisitBuffer& visit) override {
      visit("square_avg", gradients_);
      visit("acc_delta", steps_);
    }
    void Step(const Update& update) override {
      const auto rate = static_cast<Scalar>(update.learning_rate);
      const auto decay = static_cast<Scalar>(settings_.weight_decay_);
      const auto rho = static_cast<Scalar>(settings_.rho_);
      const auto fresh = static_cast<Scalar>(1 - settings_.rho_);
      const auto eps = static_cast<Scalar>(settings_.eps_);
      Scalar* w = update.parameters;
      Scalar* v = gradients_.data();
      Scalar* u = steps_.data();
      const Scalar* gradient = update.gradient;
      update.ForEach([=](Index i) {
        const Scalar g = Decayed(gradient[i], w[i], decay);
        v[i] = Flushed(rho * v[i] + fresh * g * g);
        const Scalar step = std::sqrt(u[i] + eps) / std::sqrt(v[i] + eps) * g;
        u[i] = Flushed(rho * u[i] + fresh * step * step);
        w[i] -= rate * step;
      });
    }

   private:
    const Adadelta& settings_;
    Vector gradients_;
    Vector steps_;
  };

  double rho_ = 0;
  double eps_ = 0;
};

}  // namespace

Entry<Optimizer> AdadeltaEntry() {
  return {"adadelta",
          {"Adadelta", "Adadelta"},
          {"Finds the size of its steps from the steps before; needs hardly any learning rate.",
           "由之前的步长推算当前步长，几乎不需要学习率。"},
          "Zeiler 2012, arXiv:1212.5701, algorithm 1",
          Make<Adadelta>};
}

}  // namespace downhill
