// SPDX-License-Identifier: Apache-2.0
#include "optimizers/optimizer.h"

namespace downhill {
namespace {

/// v = g at t = 1, later v = momentum v + (1 - dampening) g;  w -= lr v. The rate is outside v,
/// which shows when it changes.
class HeavyBall final : public Optimizer {
 public:
  void Declare(Visitor& visitor) override {
    DeclareLearningRate(visitor, 0.05);
    visitor.Real(Momentum(0.9), momentum_);
    visitor.Real({.label = {"dampening",
                            {"Dampening", "阻尼"},
                            {"Takes this share away from each new gradient.",
                             "从每个新梯度中减去这一比例。"}},
                  .fallback = 0,
                  .minimum = 0,
                  .maximum = 1},
                 dampening_);
    DeclareWeightDecay(visitor);
  }
  double buffers() const override { return 1; }
  std::unique_ptr<OptimizerState> Begin(const Problem& problem) const override {
    return std::make_unique<State>(*this, problem);
  }

 private:
  class State final : public OptimizerState {
   public:
    State(const HeavyBall& settings, const Problem& problem)
        : settings_(settings), velocity_(Vector::Zero(problem.size)) {}
    void Buffers(const VisitBuffer& visit) override { visit("momentum_buffer", velocity_); }
    void Step(const Update& update) override {
      const auto rate = static_cast<Scalar>(update.learning_rate);
      const auto decay = static_cast<Scalar>(settings_.weight_decay_);
      const auto momentum = static_cast<Scalar>(update.momentum.value_or(settings_.momentum_));
      const auto share = static_cast<Scalar>(update.number == 1 ? 1 : 1 - settings_.dampening_);
      Scalar* w = update.parameters;
      Scalar* v = velocity_.data();
      const Scalar* gradient = update.gradient;
      for (Index i = 0; i < update.size; ++i) {
        v[i] = Flushed(momentum * v[i] + share * Decayed(gradient[i], w[i], decay));
        w[i] -= rate * v[i];
      }
    }

   private:
    const HeavyBall& settings_;
    Vector velocity_;
  };

  double momentum_ = 0;
  double dampening_ = 0;
};

}  // namespace

Entry<Optimizer> HeavyBallEntry() {
  return {"momentum",
          {"Momentum", "动量"},
          {"Gradient descent with a velocity: a heavy ball that rolls on.",
           "带速度的梯度下降：像重球一样继续滚动。"},
          "Polyak 1964, Some Methods of Speeding Up the Convergence of Iteration Methods",
          Make<HeavyBall>};
}

}  // namespace downhill
