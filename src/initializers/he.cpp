// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "initializers/fill.h"
#include "initializers/initializer.h"

namespace downhill {
namespace {

/// Twice LeCun's, since ReLU puts half of the signal to 0.  Source: He et al. 2015, eq. 10.
double HeVariance(Fans fans) { return 2 / static_cast<double>(fans.in); }

/// w uniform on [-b, b],  b = sqrt(6 / fan_in).
class HeUniform final : public Initializer {
 public:
  void Fill(Random& random, Fans fans, MatrixMap weights) const override {
    FillUniformOfVariance(random, HeVariance(fans), weights);
  }
};

/// w normal with mean 0 and deviation sqrt(2 / fan_in).
class HeNormal final : public Initializer {
 public:
  void Fill(Random& random, Fans fans, MatrixMap weights) const override {
    FillNormal(random, 0, std::sqrt(HeVariance(fans)), weights);
  }
};

}  // namespace

Entry<Initializer> HeUniformEntry() {
  return {"he_uniform",
          {"He uniform", "He 均匀分布"},
          {"Also called Kaiming: keeps signals at one size behind ReLU and its relatives.",
           "又称 Kaiming 初始化：使信号经过 ReLU 及其变体后仍保持同样的大小。"},
          "He et al. 2015, arXiv:1502.01852, eq. 10",
          Make<HeUniform>};
}

Entry<Initializer> HeNormalEntry() {
  return {"he_normal",
          {"He normal", "He 正态分布"},
          {"Also called Kaiming: as He uniform, but drawn from a normal distribution.",
           "又称 Kaiming 初始化：与 He 均匀分布相同，但从正态分布中抽取。"},
          "He et al. 2015, arXiv:1502.01852, eq. 10",
          Make<HeNormal>};
}

}  // namespace downhill
