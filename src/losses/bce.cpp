// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "losses/loss.h"

namespace downhill {
namespace {

/// Per element -(y log p + (1-y) log(1-p)), p = output, each log kept >= -100;
/// d/do = (p - y) / max(p (1-p), 1e-12).
class Bce final : public ElementwiseLoss<Bce> {
 public:
  bool needs_probabilities() const override { return true; }
  static double Value(Scalar output, Scalar target) {
    const auto p = static_cast<double>(output);
    const auto y = static_cast<double>(target);
    // A NaN must come through: comparisons with it are false, and the last operand is kept.
    const double log_p = std::log(p);
    const double log_q = std::log1p(-p);
    return -(y * (log_p < -100 ? -100 : log_p) + (1 - y) * (log_q < -100 ? -100 : log_q));
  }
  static Scalar Slope(Scalar output, Scalar target) {
    // The floor keeps a saturated unit finite; PyTorch has the same one.
    constexpr auto kFloor = static_cast<Scalar>(1e-12);
    const Scalar spread = output * (1 - output);
    return (output - target) / (spread < kFloor ? kFloor : spread);
  }
};

}  // namespace

Entry<Loss> BceEntry() {
  return {"bce",
          {"Binary cross-entropy (probabilities)", "二元交叉熵（概率）"},
          {"For an output that is a probability already, such as a sigmoid unit.",
           "用于输出已是概率的情形，例如 sigmoid 单元。"},
          "Goodfellow, Bengio & Courville 2016, Deep Learning, section 6.2.2; PyTorch, nn.BCELoss",
          Make<Bce>};
}

}  // namespace downhill
