// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/error.h"
#include "optimizers/optimizer.h"

namespace downhill {
namespace {

Scalar SignOf(Scalar x) { return static_cast<Scalar>((x > 0) - (x < 0)); }

/// p = g g_previous; the step size, which starts at learning_rate, is multiplied by eta_plus where
/// p > 0 and by eta_minus where p < 0, then limited to [step_min, step_max]; where p < 0, g = 0;
/// w -= sign(g) step size;  g_previous = that g. Only the sign of g_previous is kept: the product
/// of two small gradients may be 0.
class Rprop final : public Optimizer {
 public:
  void Declare(Visitor& visitor) override {
    // Where all step sizes begin.
    DeclareLearningRate(visitor, 0.01, OnChange::kStartsOver);
    visitor.Real({.label = {"eta_minus",
                            {"Shrink factor", "缩小倍数"},
                            {"Multiplies a step size when its gradient changes sign.",
                             "梯度变号时步长乘以此值。"}},
                  .fallback = 0.5,
                  .minimum = 0,
                  .maximum = 1,
                  .minimum_excluded = true,
                  .maximum_excluded = true},
                 eta_minus_);
    visitor.Real({.label = {"eta_plus",
                            {"Growth factor", "增大倍数"},
                            {"Multiplies a step size while its gradient keeps its sign.",
                             "梯度符号不变时步长乘以此值。"}},
                  .fallback = 1.2,
                  .minimum = 1,
                  .maximum = 10,
                  .minimum_excluded = true},
                 eta_plus_);
    visitor.Real(StepLimit({"step_min",
                            {"Smallest step", "最小步长"},
                            {"No step size falls below this.", "步长不会低于此值。"}},
                           1e-6),
                 step_min_);
    visitor.Real(StepLimit({"step_max",
                            {"Largest step", "最大步长"},
                            {"No step size grows above this.", "步长不会超过此值。"}},
                           50),
                 step_max_);
  }
  void Check() const override {
    if (step_min_ <= step_max_) return;
    throw Error("step_min", Say({"{} is above step_max, {}. Make it smaller, or step_max larger.",
                                 "{} 大于 step_max 的值 {}。请减小它，或增大 step_max。"},
                                step_min_, step_max_));
  }
  double buffers() const override { return 2; }
  std::unique_ptr<OptimizerState> Begin(const Problem& problem) const override {
    return std::make_unique<State>(*this, problem);
  }

 private:
  class State final : public OptimizerState {
   public:
    State(const Rprop& settings, const Problem& problem)
        : settings_(settings),
          sizes_(Vector::Zero(problem.size)),
          signs_(Vector::Zero(problem.size)) {}
    void Buffers(const VisitBuffer& visit) override {
      visit("step_size", sizes_);
      visit("prev", signs_);
    }
    void Step(const Update& update) override {
      if (update.number == 1) sizes_.setConstant(static_cast<Scalar>(update.learning_rate));
      const auto grow = static_cast<Scalar>(settings_.eta_plus_);
      const auto shrink = static_cast<Scalar>(settings_.eta_minus_);
      const auto smallest = static_cast<Scalar>(settings_.step_min_);
      const auto largest = static_cast<Scalar>(settings_.step_max_);
      Scalar* w = update.parameters;
      Scalar* size = sizes_.data();
      Scalar* previous = signs_.data();
      const Scalar* gradient = update.gradient;
      update.ForEach([=](Index i) {
        const Scalar sign = SignOf(gradient[i]);
        const Scalar p = sign * previous[i];
        const Scalar factor = p > 0 ? grow : (p < 0 ? shrink : Scalar{1});
        size[i] = std::min(std::max(size[i] * factor, smallest), largest);
        previous[i] = p < 0 ? Scalar{0} : sign;
        w[i] -= previous[i] * size[i];
      });
    }

   private:
    const Rprop& settings_;
    Vector sizes_;
    Vector signs_;
  };

  static RealDeclaration StepLimit(Label label, double fallback) {
    return {.label = label,
            .fallback = fallback,
            .minimum = 1e-12,
            .maximum = 100,
            .scale = Scale::kLog};
  }

  double eta_minus_ = 0;
  double eta_plus_ = 0;
  double step_min_ = 0;
  double step_max_ = 0;
};

}  // namespace

Entry<Optimizer> RpropEntry() {
  return {"rprop",
          {"Rprop", "Rprop"},
          {"Looks only at the signs of the gradient; made for full batches.",
           "只看梯度的符号；适用于全批量。"},
          "Riedmiller & Braun 1993, A Direct Adaptive Method for Faster Backpropagation Learning; "
          "PyTorch, Rprop",
          Make<Rprop>};
}

}  // namespace downhill
