// SPDX-License-Identifier: Apache-2.0
// Layers in a row over one block of parameters: what a network and a residual block are made of.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/component.h"
#include "core/random.h"
#include "layers/layer.h"

namespace downhill {

class Chain {
 public:
  /// Where a layer lies: its shapes and its parts of the blocks.
  struct Place {
    const Layer* layer;
    Shape input;
    Shape output;
    /// Numbers of a sample of both: a step asks for them many times.
    Index inputs;
    Index outputs;
    Index offset;
    Index parameters;
    Index statistics_offset;
    Index statistics;
    /// Numbers of a sample that the layers before it make in all.
    Index outputs_before;
  };

  Chain() = default;
  /// Connects the layers. They stay the caller's and must outlive the chain.
  /// Throws Error with a path like "[2].units".
  Chain(std::span<const Slot<Layer>> layers, const Shape& input);

  const std::vector<Place>& places() const { return places_; }
  const Shape& input() const { return input_; }
  const Shape& output() const { return places_.empty() ? input_ : places_.back().output; }
  Index parameter_count() const { return parameter_count_; }
  Index statistics_count() const { return statistics_count_; }
  /// Every layer's blocks, named like "layers[2].weight".
  std::vector<ParameterBlock> parameters() const;
  std::vector<ParameterBlock> statistics() const;

  /// As of a layer.
  Interval OutputRange(Interval input) const;
  /// With paths like "[2]" and "[3].layers[0]".
  std::vector<Warning> warnings() const;

  void Initialize(Random& random, Scalar* parameters, Scalar* statistics) const;

  MemorySize memory_size(Use use) const;
  Index smallest_batch() const;
  double work() const;
  void Forward(ForwardPass pass) const;
  /// kept: null, or room for d loss / d output of every layer, (features, n) one after another:
  /// what the layers overwrite otherwise.
  void Backward(const BackwardPass& pass, Scalar* kept = nullptr) const;
  /// Of layer i, as Layer::Slopes; `pass` is that of Backward, without gradients.
  bool Slopes(const BackwardPass& pass, std::size_t i, MatrixMap slopes) const;
  /// Numbers of a sample that all layers make.
  Index outputs_of_all() const;

  /// The noise of layer i in a pass with this noise.
  static std::uint64_t NoiseOf(std::uint64_t noise, std::size_t i) {
    return Scramble(noise + static_cast<std::uint64_t>(i));
  }

  /// The output (features, n) of layer i in the memory of a training pass; not of the last one,
  /// which lies where the pass was told to put it.
  ConstMatrixMap Output(const Scalar* memory, std::size_t i, Index samples) const;

 private:
  /// A place in the memory of n samples: a MemorySize that fits.
  struct Offset {
    Offset() = default;
    explicit Offset(const MemorySize& size)
        : a_sample(size.a_sample.index()), fixed(size.fixed.index()) {}
    Index For(Index samples) const { return a_sample * samples + fixed; }
    Index a_sample = 0;
    Index fixed = 0;
  };
  /// Where the things of a layer begin.
  struct Memory {
    Offset output;
    Offset inner;
    Offset gradient;
  };
  struct Layout {
    std::vector<Memory> layers;
    MemorySize total;
  };
  /// Layer i's part of the pass.
  BackwardPass PartOf(const BackwardPass& all, std::size_t i) const;
  void LayOutTraining();
  void LayOutForwardOnly();
  const Layout& LayoutFor(Use use) const {
    return use == Use::kTraining ? training_ : forward_only_;
  }

  Shape input_;
  std::vector<Place> places_;
  Index parameter_count_ = 0;
  Index statistics_count_ = 0;
  Layout training_;
  Layout forward_only_;
};

}  // namespace downhill
