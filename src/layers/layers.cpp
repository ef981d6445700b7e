// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "core/error.h"
#include "layers/layer.h"

namespace downhill {

// The layers, in menu order. A new one is one file and one line here.
const Registry<Layer>& Layers() {
  static const Registry<Layer> registry("layer", [](Registry<Layer>& list) {
    LIST(Layer, Dense);
    LIST(Layer, ActivationLayer);
    LIST(Layer, Dropout);
    LIST(Layer, BatchNorm);
    LIST(Layer, LayerNorm);
    LIST(Layer, Residual);
    LIST(Layer, Conv2d);
    LIST(Layer, MaxPool2d);
    LIST(Layer, AvgPool2d);
    LIST(Layer, Flatten);
  });
  return registry;
}

namespace {

Count NumbersIn(const std::vector<ParameterBlock>& blocks) {
  Count count;
  for (const ParameterBlock& block : blocks) count = count + block.count();
  return count;
}

}  // namespace

Count Layer::parameter_count() const { return NumbersIn(parameters()); }

Count Layer::statistics_count() const { return NumbersIn(statistics()); }

void Layer::CheckStart() const {
  const std::vector<float>& start = start_beside_.empty() ? start_ : start_beside_;
  const auto needed = static_cast<std::size_t>((parameter_count() + statistics_count()).index());
  if (start.empty() || start.size() == needed) return;
  throw Error("start", Say({"holds {} numbers, but the layer has {}. Take it from a layer of the "
                            "same shape, or leave it out.",
                            "有 {} 个数，而该层有 {} 个。请取自形状相同的层，或省略。"},
                           start.size(), needed));
}

void Layer::StartWith(std::vector<float> numbers) {
  start_beside_ = std::move(numbers);
  CheckStart();
}

void Layer::ApplyStart(Scalar* parameters, Scalar* statistics) const {
  const std::vector<float>& start = start_beside_.empty() ? start_ : start_beside_;
  if (start.empty()) return;
  const auto middle = start.begin() + static_cast<std::ptrdiff_t>(parameter_count().index());
  std::copy(start.begin(), middle, parameters);
  std::copy(middle, start.end(), statistics);
}

double Layer::work() const { return static_cast<double>(parameter_count()); }

void Layer::DeclareTransfer(Visitor& visitor) {
  visitor.Boolean({.label = {"frozen",
                             {"Frozen", "冻结"},
                             {"Keeps the layer as it is while the others learn.",
                              "其他层学习时，此层保持不变。"}},
                   .fallback = false},
                  frozen_);
  visitor.Packed({.label = {"start",
                            {"Start", "起点"},
                            {"Numbers of a trained layer to begin with, instead of drawn ones.",
                             "以训练好的层的数值开始，而不是随机初始化。"}}},
                 start_);
}

}  // namespace downhill
