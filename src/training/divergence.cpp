// SPDX-License-Identifier: Apache-2.0
#include "training/divergence.h"

#include <algorithm>
#include <cmath>

namespace downhill {

// A loss that is infinite from the start has an infinite limit, so it is asked about first.
bool DivergenceLimit::IsPassedBy(double loss) const {
  return !std::isfinite(loss) || loss > factor_ * std::max(1.0, start_loss_);
}

std::size_t BrokenLayer(const Network& network, const Workspace& workspace) {
  std::size_t layer = 0;
  Scalar largest = -1;
  for (std::size_t i = 0; i < network.places().size(); ++i) {
    const ConstMatrixMap output = workspace.Output(i);
    if (!output.allFinite()) return i;
    const Scalar size = output.cwiseAbs().maxCoeff();
    if (size > largest) {
      largest = size;
      layer = i;
    }
  }
  return layer;
}

Text DivergenceMessage(std::int64_t step, double loss, std::size_t layer, std::size_t layers,
                       double learning_rate, Words other_cure) {
  const std::string rate = RoundedText(learning_rate);
  const bool is_output = layer + 1 == layers && layers > 1;
  const Text where = is_output ? Say({"layer {}, the output layer", "第 {} 层（输出层）"}, layers)
                               : Say({"layer {}", "第 {} 层"}, layer + 1);
  if (!std::isfinite(loss)) {
    return {Fill("Diverged at step {}: the loss is not a finite number any more; the numbers broke "
                 "in {}. Divide the learning rate {} by 10{}",
                 step, where.en, rate, other_cure.en),
            Fill("在第 {} 步发散：损失不再是有限数；数值在{}失控。请把学习率 {} 除以 10{}", step,
                 where.zh, rate, other_cure.zh)};
  }
  const std::string grown = RoundedText(loss);
  return {
      Fill("Diverged at step {}: the loss grew to {}, far above its start; the largest numbers "
           "are in {}. Divide the learning rate {} by 10{}",
           step, grown, where.en, rate, other_cure.en),
      Fill("在第 {} 步发散：损失增大到 {}，远高于初始值；最大的数值在{}。请把学习率 {} 除以 10{}",
           step, grown, where.zh, rate, other_cure.zh)};
}

}  // namespace downhill
