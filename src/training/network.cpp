// SPDX-License-Identifier: Apache-2.0
#include "training/network.h"

namespace downhill {

Network::Network(std::span<const Slot> layers, const Shape& input) : chain_(layers, input) {
  Index offset = 0;
  for (const ParameterBlock& block : chain_.parameters()) {
    if (block.is_weight) {
      weights_.push_back({offset, block.size()});
      matrices_.push_back({offset, block.rows, block.columns});
    }
    if (block.frozen) frozen_.push_back({offset, block.size()});
    offset += block.size();
  }
}

void Network::Initialize(Random& random, Weights& weights) const {
  weights.parameters.resize(parameter_count());
  weights.statistics.resize(statistics_count());
  chain_.Initialize(random, weights.parameters.data(), weights.statistics.data());
}

Workspace::Workspace(const Network& network, Index largest_batch, Use use)
    : network_(network),
      memory_(network.chain().memory_size(use).For(largest_batch)),
      output_(network.outputs() * largest_batch),
      output_gradient_(use == Use::kTraining ? network.outputs() * largest_batch : 0) {
  pass_.use = use;
}

double Workspace::Bytes(const Network& network, Index largest_batch, Use use) {
  // Counted in double: on wasm an Index has 32 bits.
  const MemorySize memory = network.chain().memory_size(use);
  const auto outputs = static_cast<double>(network.outputs());
  const double a_sample = static_cast<double>(memory.a_sample) + 2 * outputs;
  const double numbers =
      a_sample * static_cast<double>(largest_batch) + static_cast<double>(memory.fixed);
  return numbers * sizeof(Scalar);
}

MatrixMap Workspace::Forward(const WeightsView& weights, ConstMatrixMap inputs, Pass pass,
                             Scalar* new_statistics) {
  batch_ = inputs.cols();
  inputs_ = inputs.data();
  pass.use = pass_.use;
  pass_ = pass;
  const MatrixMap output(output_.data(), network_.outputs(), batch_);
  network_.chain().Forward({weights.parameters, weights.statistics, new_statistics, inputs, output,
                            memory_.data(), pass_});
  return output;
}

MatrixMap Workspace::OutputGradient() {
  return {output_gradient_.data(), network_.outputs(), batch_};
}

void Workspace::Backward(const WeightsView& weights, Scalar* gradient, Scalar* input_gradient) {
  network_.chain().Backward(
      {weights.parameters, weights.statistics, ConstMatrixMap(inputs_, network_.inputs(), batch_),
       ConstMatrixMap(output_.data(), network_.outputs(), batch_), memory_.data(), OutputGradient(),
       MatrixMap(input_gradient, network_.inputs(), batch_), gradient, pass_});
}

ConstMatrixMap Workspace::Output(std::size_t layer) const {
  if (layer + 1 == network_.places().size()) {
    return {output_.data(), network_.outputs(), batch_};
  }
  return network_.chain().Output(memory_.data(), layer, batch_);
}

}  // namespace downhill
