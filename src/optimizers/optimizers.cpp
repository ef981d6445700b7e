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

BooleanDeclaration EpsilonInside() {
  return {.label = {"epsilon_inside",
                    {"Epsilon inside the root (d2l, Qiu)", "ε 在根号内（d2l、邱锡鹏）"},
                    {"These books divide by √(s + ε), PyTorch by √s + ε: the digits of the first "
                     "steps differ.",
                     "这些书除以 √(s + ε)，PyTorch 除以 √s + ε：前几步的数值不同。"},
                    "Zhang et al. 2023, Dive into Deep Learning, sections 12.7 and 12.8; Qiu 2020, "
                    "Neural Networks and Deep Learning (in Chinese), section 7.2.3"},
          .fallback = false};
}

RealDeclaration Momentum(double fallback) {
  return DecayRate({"momentum",
                    {"Momentum", "动量"},
                    {"The share of the last velocity that is kept.", "保留上一步速度的比例。"}},
                   fallback);
}

}  // namespace downhill
