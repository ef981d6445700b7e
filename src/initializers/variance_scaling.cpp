// SPDX-License-Identifier: Apache-2.0
// The initializers that choose the variance of the weights by the size of the layer, so that
// signals keep their size from layer to layer: Glorot's, He's and LeCun's.
#include <cmath>

#include "initializers/fill.h"
#include "initializers/initializer.h"

namespace downhill {
namespace {

/// For forward and backward signals alike.  Source: Glorot & Bengio 2010, eq. 12.
double GlorotVariance(Fans fans) { return 2 / static_cast<double>(fans.in + fans.out); }

/// Twice LeCun's, since ReLU puts half of the signal to 0.  Source: He et al. 2015, eq. 10.
double HeVariance(Fans fans) { return 2 / static_cast<double>(fans.in); }

/// For forward signals.  Source: LeCun et al. 1998, Efficient BackProp, eq. 16.
double LecunVariance(Fans fans) { return 1 / static_cast<double>(fans.in); }

/// Mean 0.  On [-b, b] the variance is b²/3, hence the 3.
void FillUniformOfVariance(Random& random, double variance, MatrixMap weights) {
  const double bound = std::sqrt(3 * variance);
  FillUniform(random, -bound, bound, weights);
}

void FillNormalOfVariance(Random& random, double variance, MatrixMap weights) {
  FillNormal(random, 0, std::sqrt(variance), weights);
}

template <double (*variance)(Fans), void (*fill)(Random&, double, MatrixMap)>
class VarianceScaling final : public Initializer {
 public:
  void Fill(Random& random, Fans fans, MatrixMap weights) const override {
    fill(random, variance(fans), weights);
  }
};

}  // namespace

/// w uniform on [-b, b],  b = sqrt(6 / (fan_in + fan_out)).
Entry<Initializer> GlorotUniformEntry() {
  return {"glorot_uniform",
          {"Glorot uniform", "Glorot 均匀分布"},
          {"Also called Xavier: keeps signals and gradients at one size; for tanh and sigmoid.",
           "又称 Xavier 初始化：使信号和梯度在各层保持同样的大小；适合 tanh 和 sigmoid。"},
          "Glorot & Bengio 2010, Understanding the difficulty of training deep feedforward neural "
          "networks, eq. 16",
          Make<VarianceScaling<GlorotVariance, FillUniformOfVariance>>};
}

/// w normal with mean 0 and deviation sqrt(2 / (fan_in + fan_out)).
Entry<Initializer> GlorotNormalEntry() {
  return {"glorot_normal",
          {"Glorot normal", "Glorot 正态分布"},
          {"Also called Xavier: as Glorot uniform, but drawn from a normal distribution.",
           "又称 Xavier 初始化：与 Glorot 均匀分布相同，但从正态分布中抽取。"},
          "Glorot & Bengio 2010, Understanding the difficulty of training deep feedforward neural "
          "networks, eq. 12",
          Make<VarianceScaling<GlorotVariance, FillNormalOfVariance>>};
}

/// w uniform on [-b, b],  b = sqrt(6 / fan_in).
Entry<Initializer> HeUniformEntry() {
  return {"he_uniform",
          {"He uniform", "He 均匀分布"},
          {"Also called Kaiming: keeps signals at one size behind ReLU and its relatives.",
           "又称 Kaiming 初始化：使信号经过 ReLU 及其变体后仍保持同样的大小。"},
          "He et al. 2015, arXiv:1502.01852, eq. 10",
          Make<VarianceScaling<HeVariance, FillUniformOfVariance>>};
}

/// w normal with mean 0 and deviation sqrt(2 / fan_in).
Entry<Initializer> HeNormalEntry() {
  return {"he_normal",
          {"He normal", "He 正态分布"},
          {"Also called Kaiming: as He uniform, but drawn from a normal distribution.",
           "又称 Kaiming 初始化：与 He 均匀分布相同，但从正态分布中抽取。"},
          "He et al. 2015, arXiv:1502.01852, eq. 10",
          Make<VarianceScaling<HeVariance, FillNormalOfVariance>>};
}

/// w uniform on [-b, b],  b = sqrt(3 / fan_in).
Entry<Initializer> LecunUniformEntry() {
  return {"lecun_uniform",
          {"LeCun uniform", "LeCun 均匀分布"},
          {"Gives every unit a weighted sum of variance 1 for inputs of variance 1.",
           "当输入方差为 1 时，使每个单元的加权和的方差也为 1。"},
          "LeCun, Bottou, Orr & Müller 1998, Efficient BackProp, eq. 16",
          Make<VarianceScaling<LecunVariance, FillUniformOfVariance>>};
}

/// w normal with mean 0 and deviation sqrt(1 / fan_in).
Entry<Initializer> LecunNormalEntry() {
  return {"lecun_normal",
          {"LeCun normal", "LeCun 正态分布"},
          {"As LeCun uniform, but drawn from a normal distribution; the one that SELU needs.",
           "与 LeCun 均匀分布相同，但从正态分布中抽取；SELU 应使用它。"},
          "LeCun, Bottou, Orr & Müller 1998, Efficient BackProp, eq. 16",
          Make<VarianceScaling<LecunVariance, FillNormalOfVariance>>};
}

}  // namespace downhill
