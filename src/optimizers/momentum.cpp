// SPDX-License-Identifier: Apache-2.0
#include "optimizers/optimizer.h"

namespace downhill {
namespace {

/// v = g at t = 1, later v = momentum v + (1 - dampening) g;  w -= lr v. With the rate inside:
/// v = lr g, later v = momentum v + (1 - dampening) lr g;  w -= v. They differ when the rate
/// changes.
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
    visitor.Boolean(
        {.label = {.id = "rate_inside",
                   .label = {"Rate inside the velocity (Qiu)", "学习率在速度内（邱锡鹏）"},
                   .help = {"That book writes v = μv + ηg, w - v; PyTorch and d2l v = μv + g, "
                            "w - ηv. They differ when the rate changes.",
                            "该书写作 v = μv + ηg、w - v；PyTorch 与 d2l 写作 v = μv + "
                            "g、w - ηv。学习率变化时两者不同。"},
                   .source =
                       "Qiu 2020, Neural Networks and Deep Learning (in Chinese), section 7.2.4",
                   .on_change = OnChange::kStartsOver},
         .fallback = false},
        rate_inside_);
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
      const Scalar inside = settings_.rate_inside_ ? share * rate : share;
      const Scalar outside = settings_.rate_inside_ ? 1 : rate;
      Scalar* w = update.parameters;
      Scalar* v = velocity_.data();
      const Scalar* gradient = update.gradient;
      update.ForEach([=](Index i) {
        v[i] = Flushed(momentum * v[i] + inside * Decayed(gradient[i], w[i], decay));
        w[i] -= outside * v[i];
      });
    }

   private:
    const HeavyBall& settings_;
    Vector velocity_;
  };

  double momentum_ = 0;
  double dampening_ = 0;
  bool rate_inside_ = false;
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
