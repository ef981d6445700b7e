// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "initializers/fill.h"
#include "initializers/initializer.h"

namespace downhill {
namespace {

/// For forward signals.  Source: LeCun et al. 1998, Efficient BackProp, eq. 16.
double LecunVariance(Fans fans) { return 1 / static_cast<double>(fans.in); }

/// w uniform on [-b, b],  b = sqrt(3 / fan_in).
class LecunUniform final : public Initializer {
 public:
  void Fill(Random& random, Fans fans, MatrixMap weights) const override {
    FillUniformOfVariance(random, LecunVariance(fans), weights);
  }
};

/// w normal with mean 0 and deviation sqrt(1 / fan_in).
class LecunNormal final : public Initializer {
 public:
  void Fill(Random& random, Fans fans, MatrixMap weights) const override {
    FillNormal(random, 0, std::sqrt(LecunVariance(fans)), weights);
  }
};

}  // namespace

Entry<Initializer> LecunUniformEntry() {
  return {"lecun_uniform",
          {"LeCun uniform", "LeCun 均匀分布"},
          {"Gives every unit a weighted sum of variance 1 for inputs of variance 1.",
           "当输入方差为 1 时，使每个单元的加权和的方差也为 1。"},
          "LeCun, Bottou, Orr & Müller 1998, Efficient BackProp, eq. 16",
          Make<LecunUniform>};
}

Entry<Initializer> LecunNormalEntry() {
  return {"lecun_normal",
          {"LeCun normal", "LeCun 正态分布"},
          {"As LeCun uniform, but drawn from a normal distribution; the one that SELU needs.",
           "与 LeCun 均匀分布相同，但从正态分布中抽取；SELU 应使用它。"},
          "LeCun, Bottou, Orr & Müller 1998, Efficient BackProp, eq. 16",
          Make<LecunNormal>};
}

}  // namespace downhill
