// SPDX-License-Identifier: Apache-2.0
#include "initializers/fan_variance.h"
#include "initializers/fill.h"
#include "initializers/initializer.h"

namespace downhill {
namespace {

/// w uniform on [-b, b],  b = sqrt(6 / fan_in).
class HeUniform final : public Initializer {
 public:
  void Fill(Random& random, Fans fans, MatrixMap weights) const override {
    FillUniformOfVariance(random, HeVariance(fans), weights);
  }
};

}  // namespace

Entry HeUniformEntry() {
  return {"he_uniform",
          {"He uniform", "He 均匀分布"},
          {"Also called Kaiming: keeps signals at one size behind ReLU and its relatives.",
           "又称 Kaiming 初始化：使信号经过 ReLU 及其变体后仍保持同样的大小。"},
          "He et al. 2015, arXiv:1502.01852, eq. 10",
          Make<HeUniform>};
}

}  // namespace downhill
