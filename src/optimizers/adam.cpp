// SPDX-License-Identifier: Apache-2.0
#include "optimizers/adam_moments.h"

namespace downhill {
namespace {

/// Adam with coupled weight decay: g + weight_decay w takes the place of g.
class Adam final : public AdamMoments {
 public:
  void Declare(Visitor& visitor) override {
    DeclareLearningRate(visitor, 0.01);
    DeclareMoments(visitor);
    DeclareWeightDecay(visitor);
  }
  void Step(const Update& update) override {
    const auto decay = static_cast<Scalar>(weight_decay_);
    const Scalar* g = update.gradient;
    StepWith(
        update, [=](Index i, Scalar w) { return Decayed(g[i], w, decay); },
        [](Index, Scalar v) { return v; });
  }
};

}  // namespace

Entry AdamEntry() {
  return {"adam",
          {"Adam", "Adam"},
          {"Momentum, with a step size of its own for every weight.",
           "带动量，并为每个权重单独调整步长。"},
          "Kingma & Ba 2015, arXiv:1412.6980, algorithm 1",
          Make<Adam>};
}

}  // namespace downhill
