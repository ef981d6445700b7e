// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "initializers/fan_variance.h"
#include "initializers/fill.h"
#include "initializers/initializer.h"

namespace downhill {
namespace {

/// w normal with mean 0 and deviation sqrt(1 / fan_in).
class LecunNormal final : public Initializer {
 public:
  void Fill(Random& random, Fans fans, MatrixMap weights) const override {
    FillNormal(random, 0, std::sqrt(LecunVariance(fans)), weights);
  }
};

}  // namespace

Entry LecunNormalEntry() {
  return {"lecun_normal",
          {"LeCun normal", "LeCun 正态分布"},
          {"As LeCun uniform, but drawn from a normal distribution; the one that SELU needs.",
           "与 LeCun 均匀分布相同，但从正态分布中抽取；SELU 应使用它。"},
          "LeCun, Bottou, Orr & Müller 1998, Efficient BackProp, eq. 16",
          Make<LecunNormal>};
}

}  // namespace downhill
