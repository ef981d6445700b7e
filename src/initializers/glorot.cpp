// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "initializers/fill.h"
#include "initializers/initializer.h"

namespace downhill {
namespace {

/// For forward and backward signals alike.  Source: Glorot & Bengio 2010, eq. 12.
double GlorotVariance(Fans fans) { return 2 / static_cast<double>(fans.in + fans.out); }

/// w uniform on [-b, b],  b = sqrt(6 / (fan_in + fan_out)).
class GlorotUniform final : public Initializer {
 public:
  void Fill(Random& random, Fans fans, MatrixMap weights) const override {
    FillUniformOfVariance(random, GlorotVariance(fans), weights);
  }
};

/// w normal with mean 0 and deviation sqrt(2 / (fan_in + fan_out)).
class GlorotNormal final : public Initializer {
 public:
  void Fill(Random& random, Fans fans, MatrixMap weights) const override {
    FillNormal(random, 0, std::sqrt(GlorotVariance(fans)), weights);
  }
};

}  // namespace

Entry<Initializer> GlorotUniformEntry() {
  return {"glorot_uniform",
          {"Glorot uniform", "Glorot 均匀分布"},
          {"Also called Xavier: keeps signals and gradients at one size; for tanh and sigmoid.",
           "又称 Xavier 初始化：使信号和梯度在各层保持同样的大小；适合 tanh 和 sigmoid。"},
          "Glorot & Bengio 2010, Understanding the difficulty of training deep feedforward neural "
          "networks, eq. 16",
          Make<GlorotUniform>};
}

Entry<Initializer> GlorotNormalEntry() {
  return {"glorot_normal",
          {"Glorot normal", "Glorot 正态分布"},
          {"Also called Xavier: as Glorot uniform, but drawn from a normal distribution.",
           "又称 Xavier 初始化：与 Glorot 均匀分布相同，但从正态分布中抽取。"},
          "Glorot & Bengio 2010, Understanding the difficulty of training deep feedforward neural "
          "networks, eq. 12",
          Make<GlorotNormal>};
}

}  // namespace downhill
