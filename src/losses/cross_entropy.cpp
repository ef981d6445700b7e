// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "core/kernels/functions.h"
#include "losses/loss.h"

namespace downhill {
namespace {

/// Per sample -Σ_k q_k log softmax(o)_k,  q_k = e/K + (1-e) t_k;  d/do_k = softmax(o)_k - q_k.
/// Mean over samples.   K classes, e = label_smoothing, t one-hot, or made from the class number.
class CrossEntropy final : public Loss {
 public:
  void Declare(Visitor& visitor) override {
    visitor.Real({.label = {"label_smoothing",
                            {"Label smoothing", "标签平滑"},
                            {"Takes this share from the true class and spreads it over all.",
                             "从真实类别取出这一比例，平均分给所有类别。"},
                            "Szegedy et al. 2016, arXiv:1512.00567, section 7"},
                  .fallback = 0,
                  .minimum = 0,
                  .maximum = 1},
                 label_smoothing_);
  }

  bool takes_class_numbers() const override { return true; }
  bool takes_logits() const override { return true; }

  double Evaluate(ConstMatrixMap outputs, ConstMatrixMap targets,
                  MatrixMap gradient) const override {
    const Index classes = outputs.rows();
    const Index samples = outputs.cols();
    const bool numbers = targets.rows() == 1;
    const double even = label_smoothing_ / static_cast<double>(classes);
    const double share = 1 / static_cast<double>(samples);
    double sum = 0;
    for (Index s = 0; s < samples; ++s) {
      const Scalar* o = outputs.data() + s * classes;
      // log softmax = o - top - log Σ e^(o - top): no overflow for any logits.
      const Scalar top = Largest(o, classes);
      double total = 0;
      for (Index k = 0; k < classes; ++k) total += std::exp(static_cast<double>(o[k] - top));
      const double log_total = std::log(total);
      for (Index k = 0; k < classes; ++k) {
        const bool is_class = numbers && targets(0, s) == static_cast<Scalar>(k);
        const double t = numbers ? is_class : static_cast<double>(targets(k, s));
        const double q = even + (1 - label_smoothing_) * t;
        const double log_p = static_cast<double>(o[k] - top) - log_total;
        if (q != 0) sum -= q * log_p;
        if (gradient.data() != nullptr) {
          gradient(k, s) = static_cast<Scalar>((std::exp(log_p) - q) * share);
        }
      }
    }
    return sum * share;
  }

  void Link(MatrixMap outputs) const override {
    const Index classes = outputs.rows();
    for (Index s = 0; s < outputs.cols(); ++s) {
      Scalar* o = outputs.data() + s * classes;
      const Scalar top = Largest(o, classes);
      // In the order of the classes: the same point has the same answer wherever it stands.
      double total = 0;
      for (Index k = 0; k < classes; ++k) {
        o[k] = kernels::Exp(o[k] - top);
        total += static_cast<double>(o[k]);
      }
      const auto sum = static_cast<Scalar>(total);
      for (Index k = 0; k < classes; ++k) o[k] /= sum;
    }
  }

 private:
  static Scalar Largest(const Scalar* o, Index classes) {
    Scalar largest = o[0];
    for (Index k = 1; k < classes; ++k) largest = o[k] > largest ? o[k] : largest;
    return largest;
  }

  double label_smoothing_ = 0;
};

}  // namespace

Entry<Loss> CrossEntropyEntry() {
  return {"cross_entropy",
          {"Cross-entropy", "交叉熵"},
          {"For classes: one logit a class, and softmax makes them probabilities.",
           "用于多分类：每类一个 logit，经 softmax 变为概率。"},
          "Goodfellow et al. 2016, Deep Learning, section 6.2.2.3; Szegedy et al. 2016, "
          "arXiv:1512.00567, section 7 (smoothing)",
          Make<CrossEntropy>};
}

}  // namespace downhill
