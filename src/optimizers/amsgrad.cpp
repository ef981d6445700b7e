// SPDX-License-Identifier: Apache-2.0
#include "optimizers/adam_moments.h"

namespace downhill {
namespace {

/// Adam with the largest v so far below the root; the correction by 1-beta2^t comes after.
class Amsgrad final : public AdamMoments {
 public:
  void Declare(Visitor& visitor) override {
    DeclareLearningRate(visitor, 0.01);
    DeclareMoments(visitor);
    DeclareWeightDecay(visitor);
  }
  void Reset(const Problem& problem) override {
    AdamMoments::Reset(problem);
    largest_.setZero(problem.size);
  }
  void Keep(Archive& archive) override {
    AdamMoments::Keep(archive);
    archive.Numbers(largest_);
  }
  double memories() const override { return 3; }
  void Step(const Update& update) override {
    const auto decay = static_cast<Scalar>(weight_decay_);
    const Scalar* g = update.gradient;
    Scalar* largest = largest_.data();
    StepWith(
        update, [=](Index i, Scalar w) { return Decayed(g[i], w, decay); },
        [=](Index i, Scalar v) { return largest[i] = v > largest[i] ? v : largest[i]; });
  }

 private:
  Vector largest_;
};

}  // namespace

Entry AmsgradEntry() {
  return {"amsgrad",
          {"AMSGrad", "AMSGrad"},
          {"Adam whose step sizes never grow again.", "步长不会再变大的 Adam。"},
          "Reddi, Kale & Kumar 2018, arXiv:1904.09237, algorithm 2",
          Make<Amsgrad>};
}

}  // namespace downhill
