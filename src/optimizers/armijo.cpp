// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/kernels/norms.h"
#include "optimizers/optimizer.h"

namespace downhill {
namespace {

constexpr std::int64_t kMostLengths = 1000;

/// w -= t g with the first t of lr, lr shrink, lr shrink², .. for which the loss falls by at least
/// sufficient_decrease t |g|²; w stays where there is none.
class Armijo final : public Optimizer {
 public:
  void Declare(Visitor& visitor) override {
    DeclareLearningRate(visitor, 1);
    visitor.Real({.label = {"shrink",
                            {"Shrink factor", "缩小倍数"},
                            {"A step that does not do is multiplied by this and tried again.",
                             "步长不合格时乘以此值再试。"}},
                  .fallback = 0.5,
                  .minimum = 0.01,
                  .maximum = 0.99},
                 shrink_);
    visitor.Real({.label = {"sufficient_decrease",
                            {"Sufficient decrease", "充分下降"},
                            {"The share of the fall promised by the slope that must be reached.",
                             "须达到斜率所预示下降量的这一比例。"}},
                  .fallback = 1e-4,
                  .minimum = 1e-9,
                  .maximum = 0.5,
                  .scale = Scale::kLog},
                 sufficient_decrease_);
    visitor.Integer({.label = {"max_evaluations",
                               {"Evaluations a step", "每步求值数"},
                               {"Lengths tried in one step, at most.", "每一步最多尝试的步长数。"}},
                     .fallback = 30,
                     .minimum = 1,
                     .maximum = kMostLengths},
                    max_evaluations_);
  }
  bool needs_objective() const override { return true; }
  double buffers() const override { return 1; }
  std::unique_ptr<OptimizerState> Begin(const Problem& problem) const override {
    return std::make_unique<State>(*this, problem);
  }

 private:
  class State final : public OptimizerState {
   public:
    State(const Armijo& settings, const Problem& problem)
        : settings_(settings), trial_(Vector::Zero(problem.size)) {}
    void Serialize(Archive& archive) override {
      archive.Bits(tries_);
      archive.Require(tries_ >= 0 && tries_ <= kMostLengths);
      if (tries_ == 0) return;
      archive.Bits(t_);
      archive.Bits(square_);
      archive.Numbers(trial_);
    }
    void Step(const Update& update) override {
      square_ = kernels::SumOfSquares(update.gradient, update.size);
      if (square_ == 0) return;
      Try(update, update.learning_rate);
    }
    std::optional<Query> query() override {
      if (tries_ == 0) return std::nullopt;
      return Query{trial_.data(), nullptr};
    }
    void Tell(const Update& update, double loss) override {
      // False for NaN.
      if (loss <= update.loss - settings_.sufficient_decrease_ * t_ * square_) {
        std::copy(trial_.data(), trial_.data() + update.size, update.parameters);
        tries_ = 0;
      } else if (tries_ >= settings_.max_evaluations_) {
        tries_ = 0;
      } else {
        Try(update, t_ * settings_.shrink_);
      }
    }

   private:
    void Try(const Update& update, double t) {
      t_ = t;
      ++tries_;
      const auto rate = static_cast<Scalar>(t);
      const Scalar* w = update.parameters;
      const Scalar* g = update.gradient;
      Scalar* there = trial_.data();
      for (Index i = 0; i < update.size; ++i) there[i] = w[i] - rate * g[i];
    }

    const Armijo& settings_;
    Vector trial_;
    /// Lengths tried in the step under way; 0 where there is none.
    std::int64_t tries_ = 0;
    double t_ = 0;
    /// |g|².
    double square_ = 0;
  };

  double shrink_ = 0;
  double sufficient_decrease_ = 0;
  std::int64_t max_evaluations_ = 0;
};

}  // namespace

Entry<Optimizer> ArmijoEntry() {
  return {"armijo",
          {"Backtracking gradient descent", "回溯梯度下降"},
          {"Gradient descent that halves its step until the loss falls enough.",
           "不断缩小步长，直到损失充分下降的梯度下降。"},
          "Armijo 1966, Minimization of functions having Lipschitz continuous first partial "
          "derivatives; Nocedal & Wright 2006, algorithm 3.1",
          Make<Armijo>};
}

}  // namespace downhill
