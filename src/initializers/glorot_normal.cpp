// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "initializers/fan_variance.h"
#include "initializers/fill.h"
#include "initializers/initializer.h"

namespace downhill {
namespace {

/// w normal with mean 0 and deviation sqrt(2 / (fan_in + fan_out)).
class GlorotNormal final : public Initializer {
 public:
  void Fill(Random& random, Fans fans, MatrixMap weights) const override {
    FillNormal(random, 0, std::sqrt(GlorotVariance(fans)), weights);
  }
};

}  // namespace

Entry GlorotNormalEntry() {
  return {"glorot_normal",
          {"Glorot normal", "Glorot 正态分布"},
          {"Also called Xavier: as Glorot uniform, but drawn from a normal distribution.",
           "又称 Xavier 初始化：与 Glorot 均匀分布相同，但从正态分布中抽取。"},
          "Glorot & Bengio 2010, Understanding the difficulty of training deep feedforward neural "
          "networks, eq. 12",
          Make<GlorotNormal>};
}

}  // namespace downhill
