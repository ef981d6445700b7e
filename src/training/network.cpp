// SPDX-License-Identifier: Apache-2.0
#include "training/network.h"

#include "core/error.h"

namespace downhill {

Network::Network(std::span<const Slot<Layer>> layers, const Shape& input)
    : Chain(layers, input), inputs_(input.size()), outputs_(output().size()) {
  Index offset = 0;
  for (const ParameterBlock& block : parameters()) {
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
  Chain::Initialize(random, weights.parameters.data(), weights.statistics.data());
}

namespace {

/// What `count` numbers for a batch take. Memory is taken here, whoever has counted before.
Index Room(Count count, Index batch) {
  if (!count.fits()) {
    throw Error("batch_size", Say({"a batch of {} samples takes more than {} numbers on its way "
                                   "through this network. Use a smaller batch, or fewer units.",
                                   "一批 {} 个样本在此网络中占用的数超过 {} "
                                   "个。请减小批量大小或单元数。"},
                                  batch, kMostNumbers));
  }
  return count.index();
}

}  // namespace

Workspace::Workspace(const Network& network, Index largest_batch, Use use, Keep keep)
    : network_(network),
      memory_(Room(network.memory_size(use).CountFor(largest_batch), largest_batch)),
      output_(Room(Count(network.outputs()) * largest_batch, largest_batch)),
      output_gradient_(use == Use::kTraining ? output_.size() : 0),
      kept_(keep == Keep::kNothing
                ? 0
                : Room(Count(network.outputs_of_all()) * largest_batch, largest_batch)) {
  pass_.use = use;
}

double Workspace::Bytes(const Network& network, Index largest_batch, Use use) {
  const MemorySize memory = network.memory_size(use);
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
  network_.Forward({weights.parameters, weights.statistics, new_statistics, inputs, output,
                    memory_.data(), pass_});
  return output;
}

MatrixMap Workspace::OutputGradient() {
  return {output_gradient_.data(), network_.outputs(), batch_};
}

BackwardPass Workspace::PassBack(const WeightsView& weights, Scalar* gradient,
                                 Scalar* input_gradient) {
  return {weights.parameters,
          weights.statistics,
          ConstMatrixMap(inputs_, network_.inputs(), batch_),
          ConstMatrixMap(output_.data(), network_.outputs(), batch_),
          memory_.data(),
          OutputGradient(),
          MatrixMap(input_gradient, network_.inputs(), batch_),
          gradient,
          pass_};
}

void Workspace::Backward(const WeightsView& weights, Scalar* gradient, Scalar* input_gradient) {
  network_.Backward(PassBack(weights, gradient, input_gradient),
                    kept_.size() > 0 ? kept_.data() : nullptr);
}

bool Workspace::Slopes(const WeightsView& weights, std::size_t layer, MatrixMap slopes) {
  return network_.Slopes(PassBack(weights, nullptr, nullptr), layer, slopes);
}

ConstMatrixMap Workspace::OutputGradient(std::size_t layer) const {
  const Network::Place& place = network_.places()[layer];
  return {kept_.data() + place.outputs_before * batch_, place.output.size(), batch_};
}

ConstMatrixMap Workspace::Output(std::size_t layer) const {
  if (layer + 1 == network_.places().size()) {
    return {output_.data(), network_.outputs(), batch_};
  }
  return network_.Output(memory_.data(), layer, batch_);
}

}  // namespace downhill
