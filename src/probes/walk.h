// SPDX-License-Identifier: Apache-2.0
// A pass forth and back with everything kept: slower than a Workspace, and nothing is overwritten.
#pragma once

#include <vector>

#include "core/scalar.h"
#include "training/network.h"

namespace downhill {

class Walk {
 public:
  /// Forward, in training mode, with the noise of the pass. The network must outlive the walk.
  Walk(const Network& network, const Weights& weights, const Matrix& inputs, Pass pass);

  /// From d loss / d outputs (outputs, n) back to the inputs.
  void Backward(const Matrix& output_gradient);

  const Matrix& inputs() const { return inputs_; }
  /// Of layer i (features, n); the last one's are those of the network.
  const Matrix& output(std::size_t i) const { return outputs_[i]; }
  /// d loss / d output of layer i.
  const Matrix& output_gradient(std::size_t i) const { return output_gradients_[i]; }
  const Matrix& input_gradient() const { return input_gradient_; }
  const Vector& parameter_gradient() const { return parameter_gradient_; }
  /// f'(z) of layer i; empty where it does not end in an activation.
  Matrix Slopes(std::size_t i);

 private:
  const Matrix& InputOf(std::size_t i) const { return i == 0 ? inputs_ : outputs_[i - 1]; }
  BackwardPass PassOf(std::size_t i, Matrix& output_gradient, Matrix& input_gradient);

  const Network& network_;
  Weights weights_;
  Pass pass_;
  Matrix inputs_;
  std::vector<Matrix> outputs_;
  std::vector<Vector> memories_;
  std::vector<Matrix> output_gradients_;
  Matrix input_gradient_;
  Vector parameter_gradient_;
};

}  // namespace downhill
