// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "optimizers/optimizer.h"

namespace downhill {

#define OPTIMIZER(Name) Entry Name##Entry();
#include "optimizers/optimizers.def"
#undef OPTIMIZER

const Registry& Optimizers() {
  static const std::array entries{
#define OPTIMIZER(Name) Name##Entry(),
#include "optimizers/optimizers.def"
#undef OPTIMIZER
  };
  static const Registry registry{"optimizer", entries};
  return registry;
}

void Optimizer::DeclareLearningRate(Visitor& visitor, double fallback) {
  visitor.Real({.label = {"learning_rate",
                          {"Learning rate", "学习率"},
                          {"The size of a step. Too small is slow, too large diverges.",
                           "每一步的大小。太小则慢，太大则发散。"}},
                .fallback = fallback,
                .minimum = 0,
                .maximum = 100,
                .minimum_excluded = true,
                .scale = Scale::kLog},
               learning_rate_);
}

void Optimizer::DeclareWeightDecay(Visitor& visitor, double fallback) {
  visitor.Real({.label = {"weight_decay",
                          {"Weight decay", "权重衰减"},
                          {"Pulls every parameter towards 0, by this share of its size.",
                           "按此比例把每个参数拉向 0。"}},
                .fallback = fallback,
                .minimum = 0,
                .maximum = 10,
                .scale = Scale::kLog},
               weight_decay_);
}

RealDeclaration DecayRate(Label label, double fallback) {
  return {
      .label = label, .fallback = fallback, .minimum = 0, .maximum = 1, .maximum_excluded = true};
}

RealDeclaration Epsilon(double fallback) {
  return {.label = {"eps",
                    {"Epsilon", "Epsilon"},
                    {"Keeps the division finite where the gradient is tiny.",
                     "梯度极小时避免除以零。"}},
          .fallback = fallback,
          .minimum = 1e-30,
          .maximum = 1,
          .scale = Scale::kLog};
}

RealDeclaration Momentum(double fallback) {
  return DecayRate({"momentum",
                    {"Momentum", "动量"},
                    {"The share of the last velocity that is kept.", "保留上一步速度的比例。"}},
                   fallback);
}

}  // namespace downhill
