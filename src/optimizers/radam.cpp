// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "optimizers/adam_moments.h"

namespace downhill {
namespace {

/// R = 2 / (1-beta2) - 1;  r = R - 2 t beta2^t / (1-beta2^t);  M = m / (1-beta1^t).
/// r > 5: w -= lr M sqrt((r-4) (r-2) R / ((R-4) r)) sqrt(1-beta2^t) / (sqrt(v) + eps);
/// else:  w -= lr M, while too few gradients are known to trust v.
class Radam final : public AdamMoments {
 public:
  void Declare(Visitor& visitor) override {
    DeclareLearningRate(visitor, 0.01);
    DeclareMoments(visitor);
    DeclareWeightDecay(visitor);
  }
  std::unique_ptr<OptimizerState> Begin(const Problem& problem) const override {
    return std::make_unique<State>(*this, problem);
  }

 private:
  class State final : public AdamMoments::State {
   public:
    State(const Radam& settings, const Problem& problem)
        : AdamMoments::State(settings, problem), settings_(settings) {}
    void Step(const Update& update) override {
      const auto t = static_cast<double>(update.number);
      const double faded = std::pow(settings_.beta2_, t);
      const double known = 1 - faded;
      const double most = 2 / (1 - settings_.beta2_) - 1;
      const double length = most - 2 * t * faded / known;
      const double rate = update.learning_rate / MeanCorrection(update);
      const auto decay = static_cast<Scalar>(settings_.weight_decay_);
      const Scalar* gradient = update.gradient;
      const auto decayed = [=](Index i, Scalar w) { return Decayed(gradient[i], w, decay); };
      if (length > 5) {
        const double rectified =
            std::sqrt((length - 4) * (length - 2) * most / ((most - 4) * (most - 2) * length));
        const auto scale = static_cast<Scalar>(rate * rectified * std::sqrt(known));
        const auto eps = static_cast<Scalar>(settings_.eps_);
        Advance(update, decayed, [=](Index, Scalar, Scalar m, Scalar v) {
          return scale * m / (std::sqrt(v) + eps);
        });
      } else {
        const auto scale = static_cast<Scalar>(rate);
        Advance(update, decayed, [=](Index, Scalar, Scalar m, Scalar) { return scale * m; });
      }
    }

   private:
    const Radam& settings_;
  };
};

}  // namespace

Entry<Optimizer> RadamEntry() {
  return {"radam",
          {"RAdam", "RAdam"},
          {"Adam that waits with its own step sizes until it has seen enough gradients.",
           "先积累足够梯度再启用自适应步长的 Adam。"},
          "Liu et al. 2020, arXiv:1908.03265, algorithm 2",
          Make<Radam>};
}

}  // namespace downhill
