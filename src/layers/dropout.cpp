// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>

#include "layers/layer.h"

namespace downhill {
namespace {

/// Training: y = x / (1 - p) with probability 1 - p, else 0 (inverted dropout, so that evaluation
/// changes nothing).   Backward: dx = dy times the same factor.
/// Whether a number is dropped depends on the step's noise and its place alone, not on threads.
class Dropout final : public Layer {
 public:
  void Declare(Visitor& visitor) override {
    visitor.Real({.label = Label{"p",
                                 {"Drop probability", "丢弃概率"},
                                 {"Share of the units that are left out of each step.",
                                  "每一步中被丢弃的单元比例。"}}
                               .GoingOn(),
                  .fallback = 0.2,
                  .minimum = 0,
                  .maximum = 1,
                  .maximum_excluded = true},
                 p_);
  }

  Shape Connect(const Shape& input) override { return input; }
  /// In training what is kept is larger, and what is dropped is 0.
  Interval OutputRange(const Interval& input) const override {
    if (p_ == 0) return input;
    return {std::min(input.low / (1 - p_), 0.0), std::max(input.high / (1 - p_), 0.0)};
  }
  double work() const override { return 4; }

  void Forward(ForwardPass pass) const override {
    Multiply(pass.pass, pass.input.data(), pass.output.data(), pass.input.size());
  }
  void Backward(BackwardPass pass) const override {
    if (pass.input_gradient.data() == nullptr) return;
    Multiply(pass.pass, pass.output_gradient.data(), pass.input_gradient.data(), pass.input.size());
  }

 private:
  void Multiply(const Pass& pass, const Scalar* from, Scalar* to, Index count) const {
    if (p_ == 0 || pass.mode == Mode::kEvaluation) {
      std::copy_n(from, count, to);
      return;
    }
    // 2^32 values of a 32-bit number: below the limit it is dropped.
    const auto limit = static_cast<std::uint64_t>(p_ * 4294967296.0);
    const auto factor = static_cast<Scalar>(1 / (1 - p_));
    for (Index i = 0; i < count; ++i) {
      const bool keep = Scramble(pass.noise + static_cast<std::uint64_t>(i)) >> 32 >= limit;
      // A product, so that a broken number shows even where it is dropped.
      to[i] = from[i] * (keep ? factor : Scalar{0});
    }
  }

  double p_ = 0;
};

}  // namespace

Entry<Layer> DropoutEntry() {
  return {
      "dropout",
      {"Dropout", "Dropout（暂退法）"},
      {"Leaves out random units in every step, so that none relies on another.",
       "每一步随机丢弃一些单元，使各单元不互相依赖。又称随机失活、丢弃法。"},
      "Srivastava et al. 2014, Dropout: A Simple Way to Prevent Neural Networks from Overfitting",
      Make<Dropout>};
}

}  // namespace downhill
