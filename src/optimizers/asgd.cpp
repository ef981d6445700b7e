// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "optimizers/optimizer.h"

namespace downhill {
namespace {

/// w = w (1 - lambd eta) - eta g;  average = w while mu = 1, else average += mu (w - average);
/// then eta = lr / (1 + lambd lr t)^alpha, mu = 1 / max(1, t - t0). eta starts at lr, mu at 1.
class AveragedSgd final : public Optimizer {
 public:
  void Declare(Visitor& visitor) override {
    DeclareLearningRate(visitor, 0.1);
    visitor.Real({.label = {"lambd",
                            {"Lambda", "Lambda"},
                            {"Pulls the parameters towards 0, and makes the rate fall.",
                             "把参数拉向 0，并使学习率下降。"}},
                  .fallback = 1e-4,
                  .minimum = 0,
                  .maximum = 1,
                  .scale = Scale::kLog},
                 lambd_);
    visitor.Real({.label = {"alpha",
                            {"Alpha", "Alpha"},
                            {"The power with which the rate falls.", "学习率下降的幂次。"}},
                  .fallback = 0.75,
                  .minimum = 0,
                  .maximum = 1},
                 alpha_);
    visitor.Real({.label = {"t0",
                            {"Averaging from", "平均起点"},
                            {"The step after which the average begins.", "从此步之后开始取平均。"}},
                  .fallback = 100,
                  .minimum = 0,
                  .maximum = 1e9},
                 t0_);
    DeclareWeightDecay(visitor);
  }
  /// The average, which stands with the one who asks for it.
  double buffers() const override { return 1; }
  bool averages() const override { return true; }
  std::unique_ptr<OptimizerState> Begin(const Problem&) const override {
    return std::make_unique<State>(*this);
  }

 private:
  class State final : public OptimizerState {
   public:
    explicit State(const AveragedSgd& settings) : settings_(settings) {}
    void Serialize(Archive& archive) override {
      archive.Bits(eta_);
      archive.Bits(mu_);
    }
    void Step(const Update& update) override {
      const double lr = update.learning_rate;
      if (update.number == 1) eta_ = lr;
      const auto rate = static_cast<Scalar>(eta_);
      const auto kept = static_cast<Scalar>(1 - settings_.lambd_ * eta_);
      const auto decay = static_cast<Scalar>(settings_.weight_decay_);
      Scalar* w = update.parameters;
      const Scalar* gradient = update.gradient;
      update.ForEach(
          [=](Index i) { w[i] = w[i] * kept - rate * Decayed(gradient[i], w[i], decay); });
      if (update.average != nullptr) Average(update);
      const auto t = static_cast<double>(update.number);
      eta_ = lr / std::pow(1 + settings_.lambd_ * lr * t, settings_.alpha_);
      mu_ = 1 / std::max(1.0, t - settings_.t0_);
    }

   private:
    void Average(const Update& update) const {
      const Scalar* w = update.parameters;
      Scalar* average = update.average;
      if (mu_ == 1) {
        std::copy(w, w + update.size, average);
        return;
      }
      const auto mu = static_cast<Scalar>(mu_);
      update.ForEach([=](Index i) { average[i] += mu * (w[i] - average[i]); });
    }

    const AveragedSgd& settings_;
    double eta_ = 0;
    double mu_ = 1;
  };

  double lambd_ = 0;
  double alpha_ = 0;
  double t0_ = 0;
};

}  // namespace

Entry<Optimizer> AveragedSgdEntry() {
  return {"asgd",
          {"Averaged SGD", "平均随机梯度下降"},
          {"Gradient descent whose answer is the average of its path.",
           "以路径平均值作为结果的梯度下降。"},
          "Polyak & Juditsky 1992, Acceleration of Stochastic Approximation by Averaging; Bottou "
          "2010; PyTorch, ASGD",
          Make<AveragedSgd>};
}

}  // namespace downhill
