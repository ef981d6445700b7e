// SPDX-License-Identifier: Apache-2.0
#include "initializers/initializer.h"

namespace downhill {
namespace {

/// w = 0.
class Zeros final : public Initializer {
 public:
  void Fill(Random&, Fans, MatrixMap weights) const override { weights.setZero(); }
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

}  // namespace downhill
