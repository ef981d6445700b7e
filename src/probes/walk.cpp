// SPDX-License-Identifier: Apache-2.0
#include "probes/walk.h"

namespace downhill {

Walk::Walk(const Network& network, const Weights& weights, const Matrix& inputs, Pass pass)
    : network_(network), weights_(weights), pass_(pass), inputs_(inputs) {
  pass_.mode = Mode::kTraining;
  pass_.use = Use::kTraining;
  const Index n = inputs.cols();
  for (std::size_t i = 0; i < network.places().size(); ++i) {
    const Network::Place& place = network.places()[i];
    outputs_.emplace_back(place.output.size(), n);
    memories_.emplace_back(place.layer->memory_size(Use::kTraining).For(n));
    Pass own = pass_;
    own.noise = Chain::NoiseOf(pass_.noise, i);
    place.layer->Forward({weights_.parameters.data() + place.offset,
                          weights_.statistics.data() + place.statistics_offset, nullptr,
                          View(InputOf(i)), MatrixMap(outputs_[i].data(), outputs_[i].rows(), n),
                          memories_[i].data(), own});
  }
}

BackwardPass Walk::PassOf(std::size_t i, Matrix& output_gradient, Matrix& input_gradient) {
  const Network::Place& place = network_.places()[i];
  Pass own = pass_;
  own.noise = Chain::NoiseOf(pass_.noise, i);
  return {weights_.parameters.data() + place.offset,
          weights_.statistics.data() + place.statistics_offset,
          View(InputOf(i)),
          View(outputs_[i]),
          memories_[i].data(),
          MatrixMap(output_gradient.data(), output_gradient.rows(), output_gradient.cols()),
          MatrixMap(input_gradient.data(), input_gradient.rows(), input_gradient.cols()),
          parameter_gradient_.data() + place.offset,
          own};
}

void Walk::Backward(const Matrix& output_gradient) {
  const std::size_t layers = outputs_.size();
  parameter_gradient_.setZero(network_.parameter_count());
  output_gradients_.assign(layers, {});
  output_gradients_.back() = output_gradient;
  for (std::size_t i = layers; i-- > 0;) {
    // Layers may overwrite theirs.
    Matrix own = output_gradients_[i];
    Matrix below(InputOf(i).rows(), InputOf(i).cols());
    network_.places()[i].layer->Backward(PassOf(i, own, below));
    (i == 0 ? input_gradient_ : output_gradients_[i - 1]) = std::move(below);
  }
}

Matrix Walk::Slopes(std::size_t i) {
  Matrix slopes(outputs_[i].rows(), outputs_[i].cols());
  Matrix none;
  parameter_gradient_.resize(network_.parameter_count());
  const bool has = network_.places()[i].layer->Slopes(
      PassOf(i, none, none), MatrixMap(slopes.data(), slopes.rows(), slopes.cols()));
  return has ? slopes : Matrix();
}

}  // namespace downhill
