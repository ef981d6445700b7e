// SPDX-License-Identifier: Apache-2.0
#include "initializers/fan_variance.h"
#include "initializers/fill.h"
#include "initializers/initializer.h"

namespace downhill {
namespace {

/// w uniform on [-b, b],  b = sqrt(3 / fan_in).
class LecunUniform final : public Initializer {
 public:
  void Fill(Random& random, Fans fans, MatrixMap weights) const override {
    FillUniformOfVariance(random, LecunVariance(fans), weights);
  }
};

}  // namespace

Entry LecunUniformEntry() {
  return {"lecun_uniform",
          {"LeCun uniform", "LeCun 均匀分布"},
          {"Gives every unit a weighted sum of variance 1 for inputs of variance 1.",
           "当输入方差为 1 时，使每个单元的加权和的方差也为 1。"},
          "LeCun, Bottou, Orr & Müller 1998, Efficient BackProp, eq. 16",
          Make<LecunUniform>};
}

}  // namespace downhill
