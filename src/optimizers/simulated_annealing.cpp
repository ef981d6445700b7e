// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "core/random.h"
#include "optimizers/optimizer.h"

namespace downhill {
namespace {

/// w' = w + lr sqrt(T) ξ with ξ standard normal; the move is made with probability
/// min(1, exp((loss - loss') / T));  T = temperature cooling^(t-1). Of the gradient it uses
/// nothing.
class SimulatedAnnealing final : public Optimizer {
 public:
  void Declare(Visitor& visitor) override {
    DeclareLearningRate(visitor, 0.5);
    visitor.Real({.label = {"temperature",
                            {"Temperature", "初始温度"},
                            {"At first the loss may rise by about this much in one move.",
                             "开始时一步之内损失大约可以上升这么多。"}},
                  .fallback = 1,
                  .minimum = 0,
                  .maximum = 1e6,
                  .minimum_excluded = true,
                  .scale = Scale::kLog},
                 temperature_);
    visitor.Real({.label = {"cooling",
                            {"Cooling", "降温系数"},
                            {"The temperature is multiplied by this at every step.",
                             "每一步温度乘以此值。"}},
                  .fallback = 0.995,
                  .minimum = 0,
                  .maximum = 1,
                  .minimum_excluded = true},
                 cooling_);
  }
  bool needs_objective() const override { return true; }
  double buffers() const override { return 1; }
  std::unique_ptr<OptimizerState> Begin(const Problem& problem) const override {
    return std::make_unique<State>(*this, problem);
  }

 private:
  class State final : public OptimizerState {
   public:
    State(const SimulatedAnnealing& settings, const Problem& problem)
        : settings_(settings),
          random_(problem.seed, "annealing"),
          trial_(Vector::Zero(problem.size)) {}
    void Serialize(Archive& archive) override {
      random_.Serialize(archive);
      archive.Flag(asks_);
      if (!asks_) return;
      archive.Bits(luck_);
      archive.Numbers(trial_);
    }
    void Step(const Update& update) override {
      const double size = update.learning_rate * std::sqrt(Heat(update));
      for (Index i = 0; i < update.size; ++i) {
        trial_[i] = update.parameters[i] + static_cast<Scalar>(size * random_.Normal());
      }
      // Drawn for every move, so that the rest of the path does not hang on whether it went uphill.
      luck_ = random_.Uniform();
      asks_ = true;
    }
    std::optional<Query> query() override {
      if (!asks_) return std::nullopt;
      return Query{trial_.data(), nullptr};
    }
    void Tell(const Update& update, double loss) override {
      asks_ = false;
      // Both are false for NaN; a heat of 0 lets only lower ones pass.
      const bool falls = loss <= update.loss;
      if (falls || luck_ < std::exp((update.loss - loss) / Heat(update))) {
        std::copy(trial_.data(), trial_.data() + update.size, update.parameters);
      }
    }

   private:
    /// T.
    double Heat(const Update& update) const {
      return settings_.temperature_ *
             std::pow(settings_.cooling_, static_cast<double>(update.number - 1));
    }

    const SimulatedAnnealing& settings_;
    Random random_;
    Vector trial_;
    double luck_ = 0;
    /// A move waits for its loss.
    bool asks_ = false;
  };

  double temperature_ = 0;
  double cooling_ = 0;
};

}  // namespace

Entry<Optimizer> SimulatedAnnealingEntry() {
  return {"simulated_annealing",
          {"Simulated annealing", "模拟退火"},
          {"Random moves, uphill ones ever more rarely; needs no gradient.",
           "随机移动，上坡的移动越来越少被接受；不需要梯度。"},
          "Metropolis et al. 1953; Kirkpatrick, Gelatt & Vecchi 1983, Optimization by Simulated "
          "Annealing",
          Make<SimulatedAnnealing>};
}

}  // namespace downhill
