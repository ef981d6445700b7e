// SPDX-License-Identifier: Apache-2.0
#include "optimizers/optimizer.h"

namespace downhill {

// The optimizers, in menu order. A new one is one file and one line here.
const Registry<Optimizer>& Optimizers() {
  static const Registry<Optimizer> registry("optimizer", [](Registry<Optimizer>& list) {
    LIST(Optimizer, Sgd);
    LIST(Optimizer, HeavyBall);
    LIST(Optimizer, Nesterov);
    LIST(Optimizer, Adagrad);
    LIST(Optimizer, Adadelta);
    LIST(Optimizer, Rmsprop);
    LIST(Optimizer, Adam);
    LIST(Optimizer, Amsgrad);
    LIST(Optimizer, Adamw);
    LIST(Optimizer, Adamax);
    LIST(Optimizer, Nadam);
    LIST(Optimizer, Radam);
    LIST(Optimizer, Lion);
    LIST(Optimizer, Muon);
    LIST(Optimizer, Rprop);
    LIST(Optimizer, AveragedSgd);
    LIST(Optimizer, Armijo);
    LIST(Optimizer, ConjugateGradient);
    LIST(Optimizer, Lbfgs);
    LIST(Optimizer, SimulatedAnnealing);
  });
  return registry;
}

void Optimizer::DeclareLearningRate(Visitor& visitor, double fallback, OnChange on_change) {
  visitor.Real({.label = {.id = "learning_rate",
                          .label = {"Learning rate", "学习率"},
                          .help = {"The size of a step. Too small is slow, too large diverges.",
                                   "每一步的大小。太小则慢，太大则发散。"},
                          .on_change = on_change},
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
