// SPDX-License-Identifier: Apache-2.0
// Adam, and its two relatives that make the very same step: AMSGrad and AdamW.
#include "optimizers/adam_moments.h"

namespace downhill {
namespace {

/// With amsgrad the largest v so far stands below the root; the correction by 1-beta2^t comes
/// after. Weight decay is coupled: g + weight_decay w takes the place of g. Or it is apart (AdamW):
/// first w -= lr weight_decay w, then Adam without it.
class AdamStep : public AdamMoments {
 public:
  enum class Decay { kCoupled, kApart };

  double buffers() const override { return AdamMoments::buffers() + (amsgrad_ ? 1 : 0); }
  std::unique_ptr<OptimizerState> Begin(const Problem& problem) const override {
    return std::make_unique<State>(*this, problem);
  }

 protected:
  AdamStep(Decay decay, bool amsgrad) : decay_(decay), amsgrad_(amsgrad) {}

  void DeclareAmsgrad(Visitor& visitor) {
    visitor.Boolean({.label = {"amsgrad",
                               {"AMSGrad", "AMSGrad"},
                               {"Divides by the largest mean squared gradient so far, so that step "
                                "sizes never grow again.",
                                "除以迄今最大的梯度平方均值，使步长不会再变大。"},
                               "Reddi, Kale & Kumar 2018, arXiv:1904.09237, algorithm 2"},
                     .fallback = false},
                    amsgrad_);
  }

 private:
  class State final : public AdamMoments::State {
   public:
    State(const AdamStep& settings, const Problem& problem)
        : AdamMoments::State(settings, problem),
          settings_(settings),
          largest_(Vector::Zero(settings.amsgrad_ ? problem.size : 0)) {}
    void Buffers(const VisitBuffer& visit) override {
      AdamMoments::State::Buffers(visit);
      visit("max_exp_avg_sq", largest_);
    }
    void Step(const Update& update) override {
      const auto decay = static_cast<Scalar>(settings_.weight_decay_);
      const Scalar* g = update.gradient;
      if (settings_.decay_ == Decay::kCoupled) {
        Take(update, [=](Index i, Scalar w) { return Decayed(g[i], w, decay); });
      } else {
        const auto kept = static_cast<Scalar>(1 - update.learning_rate * settings_.weight_decay_);
        Scalar* w = update.parameters;
        update.ForEach([=](Index i) { w[i] *= kept; });
        Take(update, [=](Index i, Scalar) { return g[i]; });
      }
    }

   private:
    template <class Gradient>
    void Take(const Update& update, Gradient gradient) {
      Scalar* largest = largest_.data();
      if (settings_.amsgrad_) {
        Take(update, gradient,
             [=](Index i, Scalar v) { return largest[i] = v > largest[i] ? v : largest[i]; });
      } else {
        Take(update, gradient, [](Index, Scalar v) { return v; });
      }
    }
    /// Below the root stands what `spread(i, v)` makes of v.
    template <class Gradient, class Spread>
    void Take(const Update& update, Gradient gradient, Spread spread) {
      const auto rate = static_cast<Scalar>(update.learning_rate / MeanCorrection(update));
      const auto correction = static_cast<Scalar>(1 / std::sqrt(SquaresCorrection(update)));
      const auto eps = static_cast<Scalar>(settings_.eps_);
      Advance(update, gradient, [=](Index i, Scalar, Scalar m, Scalar v) {
        return rate * m / (std::sqrt(spread(i, v)) * correction + eps);
      });
    }

    const AdamStep& settings_;
    Vector largest_;
  };

  Decay decay_;
  bool amsgrad_;
};

class Adam final : public AdamStep {
 public:
  Adam() : AdamStep(Decay::kCoupled, false) {}
  void Declare(Visitor& visitor) override {
    DeclareLearningRate(visitor, 0.01);
    DeclareMoments(visitor);
    DeclareAmsgrad(visitor);
    DeclareWeightDecay(visitor);
  }
};

/// Adam with amsgrad, under the name of its paper.
class Amsgrad final : public AdamStep {
 public:
  Amsgrad() : AdamStep(Decay::kCoupled, true) {}
  void Declare(Visitor& visitor) override {
    DeclareLearningRate(visitor, 0.01);
    DeclareMoments(visitor);
    DeclareWeightDecay(visitor);
  }
};

class Adamw final : public AdamStep {
 public:
  Adamw() : AdamStep(Decay::kApart, false) {}
  void Declare(Visitor& visitor) override {
    DeclareLearningRate(visitor, 0.01);
    DeclareMoments(visitor);
    DeclareAmsgrad(visitor);
    DeclareWeightDecay(visitor, 0.01);
  }
};

}  // namespace

Entry<Optimizer> AdamEntry() {
  return {"adam",
          {"Adam", "Adam"},
          {"Momentum, with a step size of its own for every weight.",
           "带动量，并为每个权重单独调整步长。"},
          "Kingma & Ba 2015, arXiv:1412.6980, algorithm 1",
          Make<Adam>};
}

Entry<Optimizer> AmsgradEntry() {
  return {"amsgrad",
          {"AMSGrad", "AMSGrad"},
          {"Adam whose step sizes never grow again.", "步长不会再变大的 Adam。"},
          "Reddi, Kale & Kumar 2018, arXiv:1904.09237, algorithm 2",
          Make<Amsgrad>};
}

Entry<Optimizer> AdamwEntry() {
  return {"adamw",
          {"AdamW", "AdamW"},
          {"Adam with weight decay apart from the gradient.", "权重衰减与梯度分离的 Adam。"},
          "Loshchilov & Hutter 2019, arXiv:1711.05101, algorithm 2",
          Make<Adamw>};
}

}  // namespace downhill
