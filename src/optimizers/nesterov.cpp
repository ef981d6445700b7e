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
  void Reset(const Problem& problem) override {
    velocity_.setZero(problem.size);
    current_momentum_ = momentum_;
  }
  void Keep(Archive& archive) override {
    archive.Numbers(velocity_);
    archive.Bits(current_momentum_);
  }
  double memories() const override { return 1; }
  bool set_momentum(double momentum) override {
    current_momentum_ = momentum;
    return true;
  }
  void Step(const Update& update) override {
    const auto rate = static_cast<Scalar>(update.learning_rate);
    const auto decay = static_cast<Scalar>(weight_decay_);
    const auto momentum = static_cast<Scalar>(current_momentum_);
    Scalar* w = update.parameters;
    Scalar* v = velocity_.data();
    const Scalar* gradient = update.gradient;
    for (Index i = 0; i < update.size; ++i) {
      const Scalar g = Decayed(gradient[i], w[i], decay);
      v[i] = Flushed(momentum * v[i] + g);
      w[i] -= rate * (g + momentum * v[i]);
    }
  }

 private:
  double momentum_ = 0;
  /// The declared one, or what a schedule makes of it.
  double current_momentum_ = 0;
  Vector velocity_;
};

}  // namespace

Entry NesterovEntry() {
  return {"nesterov",
          {"Nesterov momentum", "Nesterov 动量"},
          {"Momentum that looks ahead to where its velocity will carry it.",
           "先看速度将到达之处再修正的动量法。"},
          "Nesterov 1983; Sutskever et al. 2013, On the Importance of Initialization and Momentum, "
          "eq. 3-4",
          Make<Nesterov>};
}

}  // namespace downhill
