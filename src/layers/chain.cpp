// SPDX-License-Identifier: Apache-2.0
#include "layers/chain.h"

#include <algorithm>
#include <utility>

#include "core/error.h"

namespace downhill {
namespace {

MemorySize Sum(const MemorySize& a, const MemorySize& b) {
  return {a.a_sample + b.a_sample, a.fixed + b.fixed};
}

MemorySize Larger(const MemorySize& a, const MemorySize& b) {
  return {std::max(a.a_sample, b.a_sample), std::max(a.fixed, b.fixed)};
}

/// Refuses layer `place` where the network with it has too many of something.
void CheckFits(Count count, std::size_t place, Words fault) {
  if (!count.fits()) throw Error(Fill("[{}]", place), Say(fault, kMostNumbers));
}

template <class BlocksOf>
std::vector<ParameterBlock> Named(const std::vector<Chain::Place>& places, BlocksOf blocks_of) {
  std::vector<ParameterBlock> all;
  for (std::size_t i = 0; i < places.size(); ++i) {
    for (ParameterBlock& block : blocks_of(*places[i].layer)) {
      block.name = Fill("layers[{}].{}", i, block.name);
      block.frozen |= places[i].layer->frozen();
      all.push_back(std::move(block));
    }
  }
  return all;
}

}  // namespace

Chain::Chain(std::span<const Slot<Layer>> layers, const Shape& input) : input_(input) {
  Shape shape = input;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    auto& layer = *layers[i];
    Place place{.layer = &layer,
                .input = shape,
                .output = shape,
                .inputs = shape.size(),
                .outputs = 0,
                .offset = parameter_count_,
                .parameters = 0,
                .statistics_offset = statistics_count_,
                .statistics = 0,
                .outputs_before = outputs_of_all()};
    try {
      shape = place.output = layer.Connect(shape);
      layer.CheckStart();
    } catch (const Error& error) {
      throw error.Under(Fill("[{}]", i));
    }
    const Count parameters = layer.parameter_count();
    const Count statistics = layer.statistics_count();
    CheckFits(
        shape.count() + outputs_of_all(), i,
        {"makes more than {} numbers of a sample, with the layers before it. Use fewer units or "
         "channels.",
         "连同前面各层，每个样本的输出超过 {} 个数。请减少单元数或通道数。"});
    CheckFits(parameters + statistics + parameter_count_ + statistics_count_, i,
              {"is where the network gets more than {} parameters. Use fewer layers, units or "
               "channels.",
               "使网络的参数超过 {} 个。请减少层数、单元数或通道数。"});
    place.outputs = shape.size();
    place.parameters = parameters.index();
    place.statistics = statistics.index();
    parameter_count_ += place.parameters;
    statistics_count_ += place.statistics;
    places_.push_back(place);
  }
  LayOutTraining();
  LayOutForwardOnly();
}

Interval Chain::OutputRange(Interval input) const {
  for (const Place& place : places_) input = place.layer->OutputRange(input);
  return input;
}

std::vector<Warning> Chain::warnings() const {
  std::vector<Warning> all;
  for (std::size_t i = 0; i < places_.size(); ++i) {
    for (Warning& warning : WarningsUnder(Fill("[{}]", i), places_[i].layer->warnings())) {
      all.push_back(std::move(warning));
    }
  }
  return all;
}

/// Everything side by side: output, memory and gradient of each layer. The last output and its
/// gradient lie outside.
void Chain::LayOutTraining() {
  MemorySize next;
  const auto take = [&next](const MemorySize& size) {
    const Offset begin(next);
    next = Sum(next, size);
    return begin;
  };
  for (std::size_t i = 0; i < places_.size(); ++i) {
    const bool last = i + 1 == places_.size();
    const MemorySize output{last ? Count() : places_[i].output.count(), 0};
    Memory memory;
    memory.output = take(output);
    memory.inner = take(places_[i].layer->memory_size(Use::kTraining));
    memory.gradient = take(output);
    CheckFits(next.CountFor(1), i,
              {"is where a sample takes more than {} numbers on its way through the network. Use "
               "fewer layers, units or channels, or a smaller kernel.",
               "使一个样本在网络中占用的数超过 {} 个。请减少层数、单元数或通道数，或减小窗口。"});
    training_.layers.push_back(memory);
  }
  training_.total = next;
}

/// Two outputs in turn, and one memory for all.
void Chain::LayOutForwardOnly() {
  MemorySize output;
  MemorySize inner;
  for (std::size_t i = 0; i < places_.size(); ++i) {
    if (i + 1 < places_.size()) output = Larger(output, {places_[i].output.count(), 0});
    inner = Larger(inner, places_[i].layer->memory_size(Use::kForwardOnly));
  }
  const MemorySize both = Sum(output, output);
  for (std::size_t i = 0; i < places_.size(); ++i) {
    forward_only_.layers.push_back({i % 2 == 0 ? Offset() : Offset(output), Offset(both), {}});
  }
  forward_only_.total = Sum(both, inner);
}

std::vector<ParameterBlock> Chain::parameters() const {
  return Named(places_, [](const Layer& layer) { return layer.parameters(); });
}

std::vector<ParameterBlock> Chain::statistics() const {
  return Named(places_, [](const Layer& layer) { return layer.statistics(); });
}

void Chain::Initialize(Random& random, Scalar* parameters, Scalar* statistics) const {
  for (const Place& place : places_) {
    Scalar* own_parameters = parameters + place.offset;
    Scalar* own_statistics = statistics + place.statistics_offset;
    place.layer->Initialize(random, own_parameters, own_statistics);
    place.layer->ApplyStart(own_parameters, own_statistics);
  }
}

MemorySize Chain::memory_size(Use use) const { return LayoutFor(use).total; }

Index Chain::smallest_batch() const {
  Index smallest = 1;
  for (const Place& place : places_) smallest = std::max(smallest, place.layer->smallest_batch());
  return smallest;
}

double Chain::work() const {
  double sum = 0;
  for (const Place& place : places_) sum += place.layer->work();
  return sum;
}

void Chain::Forward(ForwardPass all) const {
  const Layout& layout = LayoutFor(all.pass.use);
  const Index n = all.input.cols();
  const Scalar* input = all.input.data();
  for (std::size_t i = 0; i < places_.size(); ++i) {
    const Place& place = places_[i];
    const Memory& memory = layout.layers[i];
    const bool last = i + 1 == places_.size();
    Scalar* output = last ? all.output.data() : all.memory + memory.output.For(n);
    const bool frozen = place.layer->frozen();
    Scalar* new_statistics = all.new_statistics == nullptr || frozen
                                 ? nullptr
                                 : all.new_statistics + place.statistics_offset;
    Pass pass = all.pass;
    pass.noise = NoiseOf(pass.noise, i);
    place.layer->Forward({all.parameters + place.offset, all.statistics + place.statistics_offset,
                          new_statistics, ConstMatrixMap(input, place.inputs, n),
                          MatrixMap(output, place.outputs, n), all.memory + memory.inner.For(n),
                          pass});
    input = output;
  }
}

inline BackwardPass Chain::PartOf(const BackwardPass& all, std::size_t i) const {
  const Index n = all.input.cols();
  const Place& place = places_[i];
  const Memory& memory = training_.layers[i];
  const bool first = i == 0;
  const bool last = i + 1 == places_.size();
  const Scalar* input =
      first ? all.input.data() : all.memory + training_.layers[i - 1].output.For(n);
  const Scalar* output = last ? all.output.data() : all.memory + memory.output.For(n);
  // Copies: a map that is const has no way to what may be changed.
  MatrixMap last_gradient = all.output_gradient;
  MatrixMap first_gradient = all.input_gradient;
  Scalar* gradient = last ? last_gradient.data() : all.memory + memory.gradient.For(n);
  Scalar* input_gradient =
      first ? first_gradient.data() : all.memory + training_.layers[i - 1].gradient.For(n);
  Scalar* parameter_gradient =
      all.parameter_gradient == nullptr ? nullptr : all.parameter_gradient + place.offset;
  Pass pass = all.pass;
  pass.noise = NoiseOf(pass.noise, i);
  return {all.parameters + place.offset,
          all.statistics + place.statistics_offset,
          ConstMatrixMap(input, place.inputs, n),
          ConstMatrixMap(output, place.outputs, n),
          all.memory + memory.inner.For(n),
          MatrixMap(gradient, place.outputs, n),
          MatrixMap(input_gradient, place.inputs, n),
          parameter_gradient,
          pass};
}

void Chain::Backward(const BackwardPass& all, Scalar* kept) const {
  for (std::size_t i = places_.size(); i-- > 0;) {
    if (kept != nullptr) {
      const MatrixMap gradient = PartOf(all, i).output_gradient;
      std::copy_n(gradient.data(), gradient.size(),
                  kept + places_[i].outputs_before * all.input.cols());
    }
    // Made where the layer takes it: a copy of it costs as much as a small layer.
    places_[i].layer->Backward(PartOf(all, i));
  }
}

bool Chain::Slopes(const BackwardPass& pass, std::size_t i, MatrixMap slopes) const {
  return places_[i].layer->Slopes(PartOf(pass, i), slopes);
}

Index Chain::outputs_of_all() const {
  return places_.empty() ? 0 : places_.back().outputs_before + output().size();
}

ConstMatrixMap Chain::Output(const Scalar* memory, std::size_t i, Index samples) const {
  return {memory + training_.layers[i].output.For(samples), places_[i].outputs, samples};
}

}  // namespace downhill
