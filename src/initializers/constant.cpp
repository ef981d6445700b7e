// SPDX-License-Identifier: Apache-2.0
// The initializers that draw nothing.
#include "initializers/initializer.h"

namespace downhill {
namespace {

/// w = 0.
class Zeros final : public Initializer {
 public:
  void Fill(Random&, Fans, MatrixMap weights) const override { weights.setZero(); }
};

/// w = value.
class Constant final : public Initializer {
 public:
  void Declare(Visitor& visitor) override {
    visitor.Real({.label = {"value",
                            {"Value", "值"},
                            {"What every weight starts at.", "每个权重的初始值。"}},
                  .fallback = 0.1,
                  .minimum = -100,
                  .maximum = 100},
                 value_);
  }

  void Fill(Random&, Fans, MatrixMap weights) const override {
    weights.setConstant(static_cast<Scalar>(value_));
  }

 private:
  double value_ = 0;
};

}  // namespace

Entry<Initializer> ZerosEntry() {
  return {"zeros",
          {"Zeros", "全零"},
          {"All weights 0: good for one layer, but hidden units then stay equal for ever.",
           "所有权重为 0：单层网络可用，但隐藏单元将永远彼此相同。"},
          "Goodfellow, Bengio & Courville 2016, Deep Learning, section 8.4",
          Make<Zeros>};
}

Entry<Initializer> ConstantEntry() {
  return {
      "constant",
      {"Constant", "常数"},
      {"All weights the same: hidden units then stay equal for ever, which is worth seeing once.",
       "所有权重取同一个值：隐藏单元将永远彼此相同，值得亲眼看一次。"},
      "Goodfellow, Bengio & Courville 2016, Deep Learning, section 8.4",
      Make<Constant>};
}

}  // namespace downhill
