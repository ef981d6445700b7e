// SPDX-License-Identifier: Apache-2.0
// A network: layers in a row over one block of parameters. A pure function; what a pass leaves
// behind lies in a Workspace.
#pragma once

#include <span>
#include <vector>

#include "core/component.h"
#include "core/random.h"
#include "core/scalar.h"
#include "core/shape.h"
#include "layers/chain.h"
#include "layers/layer.h"
#include "optimizers/optimizer.h"

namespace downhill {

/// What training changes: the parameters, which are learnt, and the statistics, which are measured
/// (running means and variances of batch norm).
struct Weights {
  Vector parameters;
  Vector statistics;
};

/// The same, to look at.
struct WeightsView {
  const Scalar* parameters;
  const Scalar* statistics;

  // NOLINTNEXTLINE(google-explicit-constructor): a view of something is no other thing.
  WeightsView(const Weights& weights)
      : parameters(weights.parameters.data()), statistics(weights.statistics.data()) {}
  WeightsView(const Scalar* of_parameters, const Scalar* of_statistics)
      : parameters(of_parameters), statistics(of_statistics) {}
};

/// A chain of layers, and what training asks of its parameters.
class Network final : public Chain {
 public:
  /// A stretch of the block of parameters.
  struct Range {
    Index offset;
    Index size;
  };

  /// Connects the layers. They stay the caller's and must outlive the network.
  /// Throws Error with a path below "layers", e.g. "[2].units".
  Network(std::span<const Slot<Layer>> layers, const Shape& input);

  /// Numbers of a sample.
  Index inputs() const { return inputs_; }
  Index outputs() const { return outputs_; }
  /// The weights of dense and convolution layers: what penalties apply to by default.
  const std::vector<Range>& weights() const { return weights_; }
  /// The same as matrices.
  std::span<const MatrixRange> matrices() const { return matrices_; }
  /// What frozen layers keep.
  const std::vector<Range>& frozen() const { return frozen_; }

  /// Draws all parameters and sets the statistics to their start. Allocates the first time only.
  void Initialize(Random& random, Weights& weights) const;

 private:
  Index inputs_;
  Index outputs_;
  std::vector<Range> weights_;
  std::vector<MatrixRange> matrices_;
  std::vector<Range> frozen_;
};

/// What a Workspace keeps of a backward pass beside the gradient of the parameters.
enum class Keep { kNothing, kOutputGradients };

/// Room for one batch on its way through a network and back. Several may share a network, one a
/// thread. Allocates when it is made, and never again.
class Workspace {
 public:
  /// With Use::kForwardOnly there is no Backward and no Output. Throws Error "batch_size" where the
  /// batch takes more than kMostNumbers.
  Workspace(const Network& network, Index largest_batch, Use use, Keep keep = Keep::kNothing);

  /// Runs the batch inputs (features, n) through the network; returns its outputs (outputs, n),
  /// which stay valid until the next pass. pass.use is the workspace's own. new_statistics: those
  /// of `weights` where they are to be updated, else null.
  MatrixMap Forward(const WeightsView& weights, ConstMatrixMap inputs, Pass pass,
                    Scalar* new_statistics = nullptr);

  /// Where to put d loss / d outputs (outputs, n) before Backward.
  MatrixMap OutputGradient();
  /// Sets gradient (parameter_count()) for the last Forward, once, and, unless it is null,
  /// input_gradient (features, n).
  void Backward(const WeightsView& weights, Scalar* gradient, Scalar* input_gradient = nullptr);

  /// The outputs of a layer in the last Forward.
  ConstMatrixMap Output(std::size_t layer) const;
  /// d loss / d output of a layer in the last Backward. Only with Keep::kOutputGradients.
  ConstMatrixMap OutputGradient(std::size_t layer) const;
  /// f'(z) of a layer in the last Forward, where it ends in an activation (Layer::Slopes). Before
  /// Backward, which may take the room of what it needs.
  bool Slopes(const WeightsView& weights, std::size_t layer, MatrixMap slopes);

  /// Bytes that a workspace of this size takes, to refuse what does not fit.
  static double Bytes(const Network& network, Index largest_batch, Use use);

 private:
  BackwardPass PassBack(const WeightsView& weights, Scalar* gradient, Scalar* input_gradient);

  const Network& network_;
  Pass pass_;
  Index batch_ = 0;
  const Scalar* inputs_ = nullptr;
  Vector memory_;
  Vector output_;
  Vector output_gradient_;
  /// Of all layers; empty where nothing is kept.
  Vector kept_;
};

}  // namespace downhill
