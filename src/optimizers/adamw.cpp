// SPDX-License-Identifier: Apache-2.0
#include "optimizers/adam_moments.h"

namespace downhill {
namespace {

/// First w -= lr weight_decay w, then Adam without coupled decay.
class Adamw final : public AdamMoments {
 public:
  void Declare(Visitor& visitor) override {
    DeclareLearningRate(visitor, 0.01);
    DeclareMoments(visitor);
    DeclareWeightDecay(visitor, 0.01);
  }
  void Step(const Update& update) override {
    const auto kept = static_cast<Scalar>(1 - update.learning_rate * weight_decay_);
    Scalar* w = update.parameters;
    for (Index i = 0; i < update.size; ++i) w[i] *= kept;
    const Scalar* g = update.gradient;
    StepWith(
        update, [=](Index i, Scalar) { return g[i]; }, [](Index, Scalar v) { return v; });
  }
};

}  // namespace

Entry AdamwEntry() {
  return {"adamw",
          {"AdamW", "AdamW"},
          {"Adam with weight decay apart from the gradient.", "权重衰减与梯度分离的 Adam。"},
          "Loshchilov & Hutter 2019, arXiv:1711.05101, algorithm 2",
          Make<Adamw>};
}

}  // namespace downhill
