// SPDX-License-Identifier: Apache-2.0
#include "optimizers/optimizer.h"

namespace downhill {
namespace {

/// w -= lr g.
class Sgd final : public Optimizer {
 public:
  void Declare(Visitor& visitor) override {
    DeclareLearningRate(visitor, 0.1);
    DeclareWeightDecay(visitor);
  }
  double buffers() const override { return 0; }
  std::unique_ptr<OptimizerState> Begin(const Problem&) const override {
    return std::make_unique<State>(*this);
  }

 private:
  class State final : public OptimizerState {
   public:
    explicit State(const Sgd& settings) : settings_(settings) {}
    void Step(const Update& update) override {
      const auto rate = static_cast<Scalar>(update.learning_rate);
      const auto decay = static_cast<Scalar>(settings_.weight_decay_);
      Scalar* w = update.parameters;
      const Scalar* gradient = update.gradient;
      update.ForEach([=](Index i) { w[i] -= rate * Decayed(gradient[i], w[i], decay); });
    }

   private:
    const Sgd& settings_;
  };
};

}  // namespace

Entry<Optimizer> SgdEntry() {
  return {"sgd",
          {"Gradient descent (SGD)", "梯度下降（SGD）"},
          {"A step straight down the gradient.", "沿负梯度方向走一步。"},
          "Robbins & Monro 1951, A Stochastic Approximation Method",
          Make<Sgd>};
}

}  // namespace downhill
