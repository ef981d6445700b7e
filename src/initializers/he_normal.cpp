// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "initializers/fan_variance.h"
#include "initializers/fill.h"
#include "initializers/initializer.h"

namespace downhill {
namespace {

/// w normal with mean 0 and deviation sqrt(2 / fan_in).
class HeNormal final : public Initializer {
 public:
  void Fill(Random& random, Fans fans, MatrixMap weights) const override {
    FillNormal(random, 0, std::sqrt(HeVariance(fans)), weights);
  }
};

}  // namespace

Entry HeNormalEntry() {
  return {"he_normal",
          {"He normal", "He 正态分布"},
          {"Also called Kaiming: as He uniform, but drawn from a normal distribution.",
           "又称 Kaiming 初始化：与 He 均匀分布相同，但从正态分布中抽取。"},
          "He et al. 2015, arXiv:1502.01852, eq. 10",
          Make<HeNormal>};
}

}  // namespace downhill
