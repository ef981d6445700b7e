// SPDX-License-Identifier: Apache-2.0
#include "optimizers/optimizer.h"

namespace downhill {
namespace {

/// a (starts at initial_accumulator) += g²;  w -= lr / (1 + (t-1) learning_rate_decay) g / r,
/// r = sqrt(a) + eps, or sqrt(a + eps).
class Adagrad final : public Optimizer {
 public:
  void Declare(Visitor& visitor) override {
    DeclareLearningRate(visitor, 0.1);
    visitor.Real(
        {.label = {"learning_rate_decay",
                   {"Learning-rate decay", "学习率衰减"},
                   {"Divides the rate by 1 + (t-1) times this.", "学习率除以 1 + (t-1) × 此值。"}},
         .fallback = 0,
         .minimum = 0,
         .maximum = 10},
        learning_rate_decay_);
    visitor.Real({.label = {.id = "initial_accumulator",
                            .label = {"Initial accumulator", "累加器初值"},
                            .help = {"What the sum of squares starts from.", "平方和的初始值。"},
                            .on_change = OnChange::kStartsOver},
                  .fallback = 0,
                  .minimum = 0,
                  .maximum = 1e6},
                 initial_accumulator_);
    visitor.Real(Epsilon(1e-10), eps_);
    visitor.Boolean(EpsilonInside(), epsilon_inside_);
    DeclareWeightDecay(visitor);
  }
  double buffers() const override { return 1; }
  std::unique_ptr<OptimizerState> Begin(const Problem& problem) const override {
    return std::make_unique<State>(*this, problem);
  }

 private:
  class State final : public OptimizerState {
   public:
    State(const Adagrad& settings, const Problem& problem)
        : settings_(settings),
          squares_(
              Vector::Constant(problem.size, static_cast<Scalar>(settings.initial_accumulator_))) {}
    void Buffers(const VisitBuffer& visit) override { visit("sum", squares_); }
    void Step(const Update& update) override {
      const double t = static_cast<double>(update.number);
      const auto rate = static_cast<Scalar>(update.learning_rate /
                                            (1 + (t - 1) * settings_.learning_rate_decay_));
      const auto decay = static_cast<Scalar>(settings_.weight_decay_);
      const FlooredRoot root(settings_.eps_, settings_.epsilon_inside_);
      Scalar* w = update.parameters;
      Scalar* a = squares_.data();
      const Scalar* gradient = update.gradient;
      update.ForEach([=](Index i) {
        const Scalar g = Decayed(gradient[i], w[i], decay);
        a[i] += g * g;
        w[i] -= rate * g / root(a[i]);
      });
    }

   private:
    const Adagrad& settings_;
    Vector squares_;
  };

  double learning_rate_decay_ = 0;
  double initial_accumulator_ = 0;
  double eps_ = 0;
  bool epsilon_inside_ = false;
};

}  // namespace

Entry<Optimizer> AdagradEntry() {
  return {"adagrad",
          {"Adagrad", "Adagrad"},
          {"Divides each step by the root of all squared gradients so far.",
           "每一步除以历史梯度平方和的平方根。"},
          "Duchi, Hazan & Singer 2011, Adaptive Subgradient Methods, fig. 1",
          Make<Adagrad>};
}

}  // namespace downhill
