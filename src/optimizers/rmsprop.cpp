// SPDX-License-Identifier: Apache-2.0
#include "optimizers/optimizer.h"

namespace downhill {
namespace {

/// v = alpha v + (1-alpha) g²;  V = v, or v - m² if centered, m = alpha m + (1-alpha) g;
/// q = g / (sqrt(V) + eps), or g / sqrt(V + eps);  w -= lr q, or with momentum b = momentum b + q,
/// w -= lr b.
class Rmsprop final : public Optimizer {
 public:
  void Declare(Visitor& visitor) override {
    DeclareLearningRate(visitor, 0.01);
    visitor.Real(DecayRate({"alpha",
                            {"Alpha", "Alpha"},
                            {"Memory of the mean squared gradient.", "梯度平方均值的记忆系数。"}},
                           0.99),
                 alpha_);
    visitor.Real(Epsilon(1e-8), eps_);
    visitor.Boolean(EpsilonInside(), epsilon_inside_);
    visitor.Real(Momentum(0), momentum_);
    visitor.Boolean({.label = {"centered",
                               {"Centered", "中心化"},
                               {"Divides by the deviation of the gradient instead of its size.",
                                "除以梯度的标准差，而不是其大小。"},
                               "Graves 2013, arXiv:1308.0850, eq. 38-45"},
                     .fallback = false},
                    centered_);
    DeclareWeightDecay(visitor);
  }
  double buffers() const override { return 1 + (centered_ ? 1 : 0) + (has_velocity() ? 1 : 0); }
  std::unique_ptr<OptimizerState> Begin(const Problem& problem) const override {
    return std::make_unique<State>(*this, problem);
  }

 private:
  class State final : public OptimizerState {
   public:
    State(const Rmsprop& settings, const Problem& problem)
        : settings_(settings),
          squares_(Vector::Zero(problem.size)),
          mean_(Vector::Zero(settings.centered_ ? problem.size : 0)),
          velocity_(Vector::Zero(settings.has_velocity() ? problem.size : 0)) {}
    void Buffers(const VisitBuffer& visit) override {
      visit("square_avg", squares_);
      visit("grad_avg", mean_);
      visit("momentum_buffer", velocity_);
    }
    void Step(const Update& update) override {
      const auto rate = static_cast<Scalar>(update.learning_rate);
      const auto decay = static_cast<Scalar>(settings_.weight_decay_);
      const auto alpha = static_cast<Scalar>(settings_.alpha_);
      const auto fresh = static_cast<Scalar>(1 - settings_.alpha_);
      const FlooredRoot root(settings_.eps_, settings_.epsilon_inside_);
      const auto momentum = static_cast<Scalar>(update.momentum.value_or(settings_.momentum_));
      const bool centered = settings_.centered_;
      const bool has_velocity = settings_.has_velocity();
      Scalar* w = update.parameters;
      Scalar* v = squares_.data();
      Scalar* m = mean_.data();
      Scalar* b = velocity_.data();
      const Scalar* gradient = update.gradient;
      update.ForEach([=](Index i) {
        const Scalar g = Decayed(gradient[i], w[i], decay);
        v[i] = Flushed(alpha * v[i] + fresh * g * g);
        Scalar spread = v[i];
        if (centered) {
          m[i] = Flushed(alpha * m[i] + fresh * g);
          // Rounding can leave a tiny negative number, whose root is NaN.
          spread -= m[i] * m[i];
          spread = spread < 0 ? Scalar{0} : spread;
        }
        Scalar q = g / root(spread);
        if (has_velocity) {
          b[i] = Flushed(momentum * b[i] + q);
          q = b[i];
        }
        w[i] -= rate * q;
      });
    }

   private:
    const Rmsprop& settings_;
    Vector squares_;
    Vector mean_;
    Vector velocity_;
  };

  /// Without it there is nothing that a schedule could cycle.
  bool has_velocity() const { return momentum_ > 0; }

  double alpha_ = 0;
  double eps_ = 0;
  bool epsilon_inside_ = false;
  double momentum_ = 0;
  bool centered_ = false;
};

}  // namespace

Entry<Optimizer> RmspropEntry() {
  return {"rmsprop",
          {"RMSprop", "RMSprop"},
          {"Divides each step by the root of the recent mean squared gradient.",
           "每一步除以近期梯度均方根。"},
          "Tieleman & Hinton 2012, Coursera, Neural Networks for Machine Learning, lecture 6.5",
          Make<Rmsprop>};
}

}  // namespace downhill
