// SPDX-License-Identifier: Apache-2.0
#include "losses/loss.h"

namespace downhill {
namespace {

/// Per element max(0, 1 - y o)^2, y = -1 or +1;  d/do = -2 y max(0, 1 - y o).
class SquaredHinge final : public ElementwiseLoss<SquaredHinge> {
 public:
  static double Value(Scalar output, Scalar target) {
    const double slack = 1 - static_cast<double>(target) * static_cast<double>(output);
    return slack < 0 ? 0 : slack * slack;
  }
  static Scalar Slope(Scalar output, Scalar target) {
    const Scalar slack = 1 - target * output;
    return slack < 0 ? Scalar{0} : -2 * target * slack;
  }
  ClassLabels labels() const override { return {-1, 1}; }
  Scalar decision_threshold() const override { return 0; }
};

}  // namespace

Entry<Loss> SquaredHingeEntry() {
  return {"squared_hinge",
          {"Squared hinge", "平方合页损失"},
          {"The hinge loss squared: smooth, and harder on large mistakes.",
           "合页损失的平方：平滑，对大错误惩罚更重。"},
          "Chang, Hsieh & Lin 2008, Coordinate Descent Method for Large-scale L2-loss Linear SVM",
          Make<SquaredHinge>};
}

}  // namespace downhill
