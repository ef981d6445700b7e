// SPDX-License-Identifier: Apache-2.0
#include "training/network.h"

#include <algorithm>

#include "core/error.h"

namespace downhill {

Network::Network(std::span<const Slot> layers, const Shape& input) : inputs_(input.size()) {
  Shape shape = input;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    auto& layer = layers[i].as<Layer>();
    Place place{&layer, shape, shape, parameter_count_, 0};
    try {
      shape = place.output = layer.Connect(shape);
    } catch (const Error& error) {
      throw error.Under("[" + std::to_string(i) + "]");
    }
    for (const ParameterBlock& block : layer.parameters()) {
      if (block.is_weight) weights_.push_back({parameter_count_, block.size()});
      parameter_count_ += block.size();
    }
    place.parameters = parameter_count_ - place.offset;
    places_.push_back(place);
  }
}

void Network::Initialize(Random& random, Vector& parameters) const {
  parameters.resize(parameter_count_);
  for (const Place& place : places_) {
    place.layer->Initialize(random, parameters.data() + place.offset);
  }
}

Workspace::Workspace(const Network& network, Index largest_batch, Use use)
    : network_(network), use_(use) {
  if (use == Use::kForwardOnly) {
    Index output = 0;
    Index memory = 0;
    for (const Network::Place& place : network.places()) {
      output = std::max(output, place.output.size());
      memory = std::max(memory, place.layer->memory_size(largest_batch));
    }
    outputs_.assign(2, Vector(output * largest_batch));
    memories_.assign(1, Vector(memory));
    return;
  }
  for (const Network::Place& place : network.places()) {
    outputs_.emplace_back(place.output.size() * largest_batch);
    memories_.emplace_back(place.layer->memory_size(largest_batch));
    gradients_.emplace_back(place.output.size() * largest_batch);
  }
}

double Workspace::Bytes(const Network& network, Index largest_batch, Use use) {
  // Counted in double, and for one sample: on wasm an Index has 32 bits.
  double sum = 0;
  double largest_output = 0;
  double largest_memory = 0;
  for (const Network::Place& place : network.places()) {
    const auto output = static_cast<double>(place.output.size());
    const auto memory = static_cast<double>(place.layer->memory_size(1));
    sum += 2 * output + memory;
    largest_output = std::max(largest_output, output);
    largest_memory = std::max(largest_memory, memory);
  }
  const double a_sample = use == Use::kTraining ? sum : 2 * largest_output + largest_memory;
  return a_sample * static_cast<double>(largest_batch) * sizeof(Scalar);
}

MatrixMap Workspace::Forward(const Scalar* parameters, ConstMatrixMap inputs, Mode mode,
                             ThreadPool* pool) {
  batch_ = inputs.cols();
  inputs_ = inputs.data();
  const auto& places = network_.places();
  for (std::size_t i = 0; i < places.size(); ++i) {
    const Network::Place& place = places[i];
    const Scalar* input = i == 0 ? inputs_ : OutputBlock(i - 1).data();
    place.layer->Forward(
        {parameters + place.offset, ConstMatrixMap(input, place.input.size(), batch_),
         MatrixMap(OutputBlock(i).data(), place.output.size(), batch_), Memory(i), mode, pool});
  }
  return {OutputBlock(places.size() - 1).data(), network_.outputs(), batch_};
}

MatrixMap Workspace::OutputGradient() {
  return {gradients_.back().data(), network_.outputs(), batch_};
}

void Workspace::Backward(const Scalar* parameters, Scalar* gradient, ThreadPool* pool) {
  const auto& places = network_.places();
  for (std::size_t i = places.size(); i-- > 0;) {
    const Network::Place& place = places[i];
    const Scalar* input = i == 0 ? inputs_ : outputs_[i - 1].data();
    // Nobody asks how the loss depends on the data, so the first layer need not tell.
    Scalar* input_gradient = i == 0 ? nullptr : gradients_[i - 1].data();
    place.layer->Backward(
        {parameters + place.offset, ConstMatrixMap(input, place.input.size(), batch_),
         ConstMatrixMap(outputs_[i].data(), place.output.size(), batch_), memories_[i].data(),
         MatrixMap(gradients_[i].data(), place.output.size(), batch_),
         MatrixMap(input_gradient, place.input.size(), batch_), gradient + place.offset, pool});
  }
}

ConstMatrixMap Workspace::Output(std::size_t layer) const {
  return {outputs_[layer].data(), network_.places()[layer].output.size(), batch_};
}

}  // namespace downhill
