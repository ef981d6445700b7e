// SPDX-License-Identifier: Apache-2.0
#include "optimizers/optimizer.h"

namespace downhill {
namespace {

/// c = beta1 m + (1-beta1) g;  w -= lr (sign(c) + weight_decay w);  m = beta2 m + (1-beta2) g.
class Lion final : public Optimizer {
 public:
  void Declare(Visitor& visitor) override {
    DeclareLearningRate(visitor, 0.003);
    visitor.Real(DecayRate({"beta1",
                            {"Beta 1", "Beta 1"},
                            {"Share of the memory in the direction of a step.",
                             "记忆在步进方向中所占的比例。"}},
                           0.9),
                 beta1_);
    visitor.Real(DecayRate({"beta2",
                            {"Beta 2", "Beta 2"},
                            {"Memory of the mean gradient.", "梯度均值的记忆系数。"}},
                           0.99),
                 beta2_);
    DeclareWeightDecay(visitor);
  }
  double buffers() const override { return 1; }
  std::unique_ptr<OptimizerState> Begin(const Problem& problem) const override {
    return std::make_unique<State>(*this, problem);
  }

 private:
  class State final : public OptimizerState {
   public:
    State(const Lion& settings, const Problem& problem)
        : settings_(settings), mean_(Vector::Zero(problem.size)) {}
    void Buffers(const VisitBuffer& visit) override { visit("exp_avg", mean_); }
    void Step(const Update& update) override {
      const double current_beta1 = update.momentum.value_or(settings_.beta1_);
      const auto rate = static_cast<Scalar>(update.learning_rate);
      const auto kept = static_cast<Scalar>(1 - update.learning_rate * settings_.weight_decay_);
      const auto beta1 = static_cast<Scalar>(current_beta1);
      const auto fresh1 = static_cast<Scalar>(1 - current_beta1);
      const auto beta2 = static_cast<Scalar>(settings_.beta2_);
      const auto fresh2 = static_cast<Scalar>(1 - settings_.beta2_);
      Scalar* w = update.parameters;
      Scalar* m = mean_.data();
      const Scalar* gradient = update.gradient;
      update.ForEach([=](Index i) {
        const Scalar g = gradient[i];
        const Scalar c = beta1 * m[i] + fresh1 * g;
        const Scalar sign = (c > 0 ? Scalar{1} : Scalar{0}) - (c < 0 ? Scalar{1} : Scalar{0});
        w[i] = w[i] * kept - rate * sign;
        m[i] = Flushed(beta2 * m[i] + fresh2 * g);
      });
    }

   private:
    const Lion& settings_;
    Vector mean_;
  };

  double beta1_ = 0;
  double beta2_ = 0;
};

}  // namespace

Entry<Optimizer> LionEntry() {
  return {"lion",
          {"Lion", "Lion"},
          {"Moves every weight by the learning rate, in the direction of the momentum's sign.",
           "按动量的符号，把每个权重移动一个学习率的距离。"},
          "Chen et al. 2023, arXiv:2302.06675, algorithm 2",
          Make<Lion>};
}

}  // namespace downhill
