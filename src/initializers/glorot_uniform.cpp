// SPDX-License-Identifier: Apache-2.0
#include "initializers/fan_variance.h"
#include "initializers/fill.h"
#include "initializers/initializer.h"

namespace downhill {
namespace {

/// w uniform on [-b, b],  b = sqrt(6 / (fan_in + fan_out)).
class GlorotUniform final : public Initializer {
 public:
  void Fill(Random& random, Fans fans, MatrixMap weights) const override {
    FillUniformOfVariance(random, GlorotVariance(fans), weights);
  }
};

}  // namespace

Entry GlorotUniformEntry() {
  return {"glorot_uniform",
          {"Glorot uniform", "Glorot 均匀分布"},
          {"Also called Xavier: keeps signals and gradients at one size; for tanh and sigmoid.",
           "又称 Xavier 初始化：使信号和梯度在各层保持同样的大小；适合 tanh 和 sigmoid。"},
          "Glorot & Bengio 2010, Understanding the difficulty of training deep feedforward neural "
          "networks, eq. 16",
          Make<GlorotUniform>};
}

}  // namespace downhill
