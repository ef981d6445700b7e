// SPDX-License-Identifier: Apache-2.0
#include "layers/weighted_layer.h"

#include <string>

#include "core/error.h"

namespace downhill {

void WeightedLayer::SetWeights(Count inputs, Count outputs, std::string_view path, Words fault) {
  if (inputs * outputs > Count(kMostWeights)) {
    throw Error(std::string(path), Say(fault, outputs.value(), inputs.value(), kMostWeights));
  }
  inputs_ = inputs.index();
  outputs_ = outputs.index();
}

void WeightedLayer::DeclareWeights(Visitor& visitor) {
  visitor.Component({.label = {"activation",
                               {"Activation", "激活函数"},
                               {"The function applied to each unit's weighted sum.",
                                "作用在每个单元加权和上的函数。"}},
                     .fallback = "linear",
                     .short_form = true},
                    activation_);
  visitor.Component({.label = {"initializer",
                               {"Initializer", "初始化"},
                               {"How the first weights are drawn; biases start at 0.",
                                "初始权重的抽取方式；偏置从 0 开始。"}},
                     .fallback = "glorot_uniform",
                     .short_form = true},
                    initializer_);
  visitor.Boolean(
      {.label = {"bias",
                 {"Bias", "偏置"},
                 {"Adds a learned constant to every unit.", "给每个单元加一个可学习的常数。"}},
       .fallback = true},
      has_bias_);
  DeclareTransfer(visitor);
}

}  // namespace downhill
