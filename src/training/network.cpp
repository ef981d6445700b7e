// SPDX-License-Identifier: Apache-2.0
#include "training/network.h"

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
    : network_(network), largest_batch_(largest_batch) {
  for (const Network::Place& place : network.places()) {
    outputs_.emplace_back(place.output.size() * largest_batch);
    memories_.emplace_back(place.layer->memory_size(largest_batch));
    if (use == Use::kTraining) gradients_.emplace_back(place.output.size() * largest_batch);
  }
}

double Workspace::Bytes(const Network& network, Index largest_batch, Use use) {
  double scalars = 0;
  for (const Network::Place& place : network.places()) {
    const auto outputs =
        static_cast<double>(place.output.size()) * static_cast<double>(largest_batch);
    scalars += (use == Use::kTraining ? 2 : 1) * outputs;
    scalars +=
        static_cast<double>(place.layer->memory_size(1)) * static_cast<double>(largest_batch);
  }
  return scalars * sizeof(Scalar);
}

MatrixMap Workspace::Forward(const Scalar* parameters, ConstMatrixMap inputs, Mode mode,
                             ThreadPool* pool) {
  batch_ = inputs.cols();
  inputs_ = inputs.data();
  const auto& places = network_.places();
  for (std::size_t i = 0; i < places.size(); ++i) {
    const Network::Place& place = places[i];
    const Scalar* input = i == 0 ? inputs_ : outputs_[i - 1].data();
    place.layer->Forward({parameters + place.offset,
                          ConstMatrixMap(input, place.input.size(), batch_),
                          MatrixMap(outputs_[i].data(), place.output.size(), batch_),
                          memories_[i].data(), mode, pool});
  }
  return {outputs_.back().data(), network_.outputs(), batch_};
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
