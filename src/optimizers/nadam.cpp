// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "optimizers/adam_moments.h"

namespace downhill {
namespace {

/// mu_t = beta1 (1 - 0.96^(t momentum_decay) / 2);  P = mu_1 .. mu_t;  m, v as in Adam;
/// w -= lr ((1-mu_t) g / (1-P) + mu_{t+1} m / (1-P mu_{t+1})) / (sqrt(v / (1-beta2^t)) + eps).
class Nadam final : public AdamMoments {
 public:
  void Declare(Visitor& visitor) override {
    DeclareLearningRate(visitor, 0.01);
    DeclareMoments(visitor);
    visitor.Real({.label = {"momentum_decay",
                            {"Momentum schedule", "动量调度"},
                            {"How fast the momentum grows from half of beta 1 to the whole.",
                             "动量从 Beta 1 的一半增长到全部的快慢。"}},
                  .fallback = 0.004,
                  .minimum = 0,
                  .maximum = 1,
                  .scale = Scale::kLog},
                 momentum_decay_);
    DeclareWeightDecay(visitor);
  }
  std::unique_ptr<OptimizerState> Begin(const Problem& problem) const override {
    return std::make_unique<State>(*this, problem);
  }

 private:
  class State final : public AdamMoments::State {
   public:
    State(const Nadam& settings, const Problem& problem)
        : AdamMoments::State(settings, problem), settings_(settings) {}
    void Serialize(Archive& archive) override {
      AdamMoments::State::Serialize(archive);
      archive.Bits(product_);
    }
    void Step(const Update& update) override {
      const double now = MomentumOf(update, update.number);
      const double next = MomentumOf(update, update.number + 1);
      product_ *= now;
      const double rate = update.learning_rate;
      const auto of_gradient = static_cast<Scalar>(rate * (1 - now) / (1 - product_));
      const auto of_mean = static_cast<Scalar>(rate * next / (1 - product_ * next));
      const auto correction = static_cast<Scalar>(1 / std::sqrt(SquaresCorrection(update)));
      const auto eps = static_cast<Scalar>(settings_.eps_);
      const auto decay = static_cast<Scalar>(settings_.weight_decay_);
      const Scalar* gradient = update.gradient;
      Advance(
          update, [=](Index i, Scalar w) { return Decayed(gradient[i], w, decay); },
          [=](Index, Scalar g, Scalar m, Scalar v) {
            return (of_gradient * g + of_mean * m) / (std::sqrt(v) * correction + eps);
          });
    }

   private:
    double MomentumOf(const Update& update, std::int64_t t) const {
      const double faded = std::pow(0.96, static_cast<double>(t) * settings_.momentum_decay_);
      return Beta1(update) * (1 - 0.5 * faded);
    }

    const Nadam& settings_;
    double product_ = 1;
  };

  double momentum_decay_ = 0;
};

}  // namespace

Entry<Optimizer> NadamEntry() {
  return {"nadam",
          {"NAdam", "NAdam"},
          {"Adam with Nesterov's look ahead.", "带 Nesterov 前瞻的 Adam。"},
          "Dozat 2016, Incorporating Nesterov Momentum into Adam, algorithm 8; PyTorch, NAdam",
          Make<Nadam>};
}

}  // namespace downhill
