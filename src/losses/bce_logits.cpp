// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "core/kernels/functions.h"
#include "losses/loss.h"

namespace downhill {
namespace {

/// Per element -(y log p + (1-y) log(1-p)) with p = s(o), computed as max(o,0) - o y + log(1 +
/// e^-|o|); d/do = s(o) - y.
class BceLogits final : public ElementwiseLoss<BceLogits> {
 public:
  static double Value(Scalar output, Scalar target) {
    const auto o = static_cast<double>(output);
    // max(o, 0) written so that NaN goes through.
    return (o < 0 ? 0 : o) - o * static_cast<double>(target) + std::log1p(std::exp(-std::abs(o)));
  }
  static Scalar NearValue(Scalar o, Scalar target) {
    const Scalar size = o < 0 ? -o : o;
    return (o < 0 ? Scalar{0} : o) - o * target + kernels::Log1pOfShare(kernels::Exp(-size));
  }
  static Scalar Slope(Scalar output, Scalar target) { return kernels::Sigmoid(output) - target; }
  bool takes_logits() const override { return true; }
  Scalar decision_threshold() const override { return 0; }
  void Link(MatrixMap outputs) const override {
    for (Scalar& o : outputs.reshaped()) o = kernels::Sigmoid(o);
  }
};

}  // namespace

Entry<Loss> BceLogitsEntry() {
  return {"bce_logits",
          {"Binary cross-entropy (logits)", "二元交叉熵（logits）"},
          {"For two classes: the output is a logit, and its logistic function the probability.",
           "用于二分类：输出为 logit，经 logistic 函数变成概率。"},
          "Goodfellow et al. 2016, Deep Learning, eq. 6.23; PyTorch, nn.BCEWithLogitsLoss",
          Make<BceLogits>};
}

}  // namespace downhill
