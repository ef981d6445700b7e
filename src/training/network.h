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
#include "layers/layer.h"

namespace downhill {

class Network {
 public:
  /// Where a layer lies: its shapes and its part of the block.
  struct Place {
    const Layer* layer;
    Shape input;
    Shape output;
    Index offset;
    Index parameters;
  };
  /// A stretch of the block.
  struct Range {
    Index offset;
    Index size;
  };

  /// Connects the layers. They stay the caller's and must outlive the network.
  /// Throws Error with a path below "layers", e.g. "[2].units".
  Network(std::span<const Slot> layers, const Shape& input);

  const std::vector<Place>& places() const { return places_; }
  Index inputs() const { return inputs_; }
  Index outputs() const { return places_.back().output.size(); }
  Index parameter_count() const { return parameter_count_; }
  /// The weights of dense and convolution layers: what penalties apply to by default.
  const std::vector<Range>& weights() const { return weights_; }

  /// Draws all parameters (parameter_count()).
  void Initialize(Random& random, Vector& parameters) const;

 private:
  std::vector<Place> places_;
  std::vector<Range> weights_;
  Index inputs_;
  Index parameter_count_ = 0;
};

/// Room for one batch on its way through a network and back. Several may share a network, one a
/// thread. Allocates when it is made, and never again.
class Workspace {
 public:
  /// kForwardOnly keeps two outputs, the last and the one before, and has no Backward or Output.
  enum class Use { kForwardOnly, kTraining };

  Workspace(const Network& network, Index largest_batch, Use use);

  /// Runs the batch inputs (features, n) through the network; returns its outputs (outputs, n),
  /// which stay valid until the next pass.
  MatrixMap Forward(const Scalar* parameters, ConstMatrixMap inputs, Mode mode, ThreadPool* pool);

  /// Where to put d loss / d outputs (outputs, n) before Backward.
  MatrixMap OutputGradient();
  /// Sets gradient (parameter_count()), for the last Forward.
  void Backward(const Scalar* parameters, Scalar* gradient, ThreadPool* pool);

  /// The outputs of a layer in the last Forward.
  ConstMatrixMap Output(std::size_t layer) const;

  /// Bytes that a workspace of this size takes, to refuse what does not fit.
  static double Bytes(const Network& network, Index largest_batch, Use use);

 private:
  Vector& OutputBlock(std::size_t layer) {
    return outputs_[use_ == Use::kTraining ? layer : layer % 2];
  }
  Scalar* Memory(std::size_t layer) { return memories_[use_ == Use::kTraining ? layer : 0].data(); }

  const Network& network_;
  Use use_;
  Index batch_ = 0;
  const Scalar* inputs_ = nullptr;
  std::vector<Vector> outputs_;
  std::vector<Vector> gradients_;
  std::vector<Vector> memories_;
};

}  // namespace downhill
