// SPDX-License-Identifier: Apache-2.0
#include "optimizers/optimizer.h"

namespace downhill {
namespace {

/// v = g at t = 1, later v = momentum v + g;  w -= lr (g + momentum v).
class Nesterov final : public Optimizer {
 public:
  void Declare(Visitor& visitor) override {
    DeclareLearningRate(visitor, 0.05);
    visitor.Real(Momentum(0.9), momentum_);
    DeclareWeightDecay(visitor);
  }
  double buffers() const override { return 1; }
  std::unique_ptr<OptimizerState> Begin(const Problem& problem) const override {
    return std::make_unique<State>(*this, problem);
  }

 private:
  class State final : public OptimizerState {
   public:
    State(const Nesterov& settings, const Problem& problem)
        : settings_(settings), velocity_(Vector::Zero(problem.size)) {}
    void Buffers(const VisitBuffer& visit) override { visit("momentum_buffer", velocity_); }
    void Step(const Update& update) override {
      const auto rate = static_cast<Scalar>(update.learning_rate);
      const auto decay = static_cast<Scalar>(settings_.weight_decay_);
      const auto momentum = static_cast<Scalar>(update.momentum.value_or(settings_.momentum_));
      Scalar* w = update.parameters;
      Scalar* v = velocity_.data();
      const Scalar* gradient = update.gradient;
      update.ForEach([=](Index i) {
        const Scalar g = Decayed(gradient[i], w[i], decay);
        v[i] = Flushed(momentum * v[i] + g);
        w[i] -= rate * (g + momentum * v[i]);
      });
    }

   private:
    const Nesterov& settings_;
    Vector velocity_;
  };

  double momentum_ = 0;
};

}  // namespace

Entry<Optimizer> NesterovEntry() {
  return {"nesterov",
          {"Nesterov momentum", "Nesterov 动量"},
          {"Momentum that looks ahead to where its velocity will carry it.",
           "先看速度将到达之处再修正的动量法。"},
          "Nesterov 1983; Sutskever et al. 2013, On the Importance of Initialization and Momentum, "
          "eq. 3-4",
          Make<Nesterov>};
}

}  // namespace downhill
