// SPDX-License-Identifier: Apache-2.0
#include "losses/loss.h"

namespace downhill {
namespace {

/// Per element max(0, 1 - y o), y = -1 or +1;  d/do = -y where y o < 1, else 0.
class Hinge final : public ElementwiseLoss<Hinge> {
 public:
  static double Value(Scalar output, Scalar target) {
    const double slack = 1 - static_cast<double>(target) * static_cast<double>(output);
    return slack < 0 ? 0 : slack;
  }
  static Scalar Slope(Scalar output, Scalar target) {
    const Scalar margin = target * output;
    return margin >= 1 ? Scalar{0} : (margin < 1 ? -target : margin);
  }
  ClassLabels labels() const override { return {-1, 1}; }
  Scalar decision_threshold() const override { return 0; }
};

}  // namespace

Entry<Loss> HingeEntry() {
  return {"hinge",
          {"Hinge", "合页损失"},
          {"Asks for a margin of 1 on the right side: the loss of support vector machines.",
           "要求正确一侧的间隔至少为 1：支持向量机的损失。"},
          "Cortes & Vapnik 1995, Support-Vector Networks",
          Make<Hinge>};
}

}  // namespace downhill
