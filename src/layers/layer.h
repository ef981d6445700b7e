// SPDX-License-Identifier: Apache-2.0
// What every layer is: a pure function of its parameters and its input, with its derivative.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/component.h"
#include "core/count.h"
#include "core/interval.h"
#include "core/random.h"
#include "core/scalar.h"
#include "core/shape.h"
#include "core/thread_pool.h"
#include "core/warning.h"

namespace downhill {

class Dense;

/// A named part of a layer's numbers, in the order in which they lie in the block: a matrix,
/// column-major.
struct ParameterBlock {
  std::string name;
  Index rows;
  Index columns;
  /// True for what penalties apply to by default: the weights of dense and convolution layers.
  bool is_weight = false;
  /// True where a frozen layer keeps it as it is.
  bool frozen = false;
  Count count() const { return Count(rows) * columns; }
  Index size() const { return count().index(); }
};

/// Dropout and batch norm behave differently in training and in evaluation.
enum class Mode { kTraining, kEvaluation };

/// What a pass must leave behind: nothing, or all that a backward pass needs.
enum class Use { kForwardOnly, kTraining };

/// How many Scalars of memory n samples take: a_sample n + fixed.
struct MemorySize {
  Count a_sample;
  Count fixed;
  Count CountFor(Index samples) const { return a_sample * samples + fixed; }
  /// Where that fits, as in every Workspace.
  Index For(Index samples) const { return a_sample.index() * samples + fixed.index(); }
};

/// What all layers of a pass have in common.
struct Pass {
  Mode mode = Mode::kEvaluation;
  Use use = Use::kForwardOnly;
  /// The same number drops the same units; each step of training has its own.
  std::uint64_t noise = 0;
  ThreadPool* pool = nullptr;  // may be null
};

/// One forward pass of one layer.   n samples are the n columns.
struct ForwardPass {
  const Scalar* parameters;
  /// Numbers that the layer measures instead of learning (batch norm).
  const Scalar* statistics;
  /// The same place where they are to be updated, or null: then they stay as they are.
  Scalar* new_statistics;
  ConstMatrixMap input;  // (features in, n)
  MatrixMap output;      // (features out, n); never the input
  Scalar* memory;        // memory_size(use).For(n) Scalars, kept until the backward pass
  Pass pass;
};

/// The backward pass that belongs to it.
struct BackwardPass {
  const Scalar* parameters;
  const Scalar* statistics;
  ConstMatrixMap input;
  ConstMatrixMap output;
  Scalar* memory;
  MatrixMap output_gradient;   // d loss / d output (features out, n); may be overwritten
  MatrixMap input_gradient;    // to be set; its data is null where nobody needs it
  Scalar* parameter_gradient;  // to be set, not added to
  Pass pass;
};

class Layer : public Component {
 public:
  /// Fixes the shapes: returns the output's. Throws Error where the input does not fit.
  virtual Shape Connect(const Shape& input) = 0;
  /// What is learnt, and what is measured.
  virtual std::vector<ParameterBlock> parameters() const { return {}; }
  virtual std::vector<ParameterBlock> statistics() const { return {}; }
  virtual void Initialize(Random&, Scalar* /*parameters*/, Scalar* /*statistics*/) const {}
  /// Where its outputs lie, in training and in evaluation, when its inputs lie in `input`.
  virtual Interval OutputRange(const Interval& /*input*/) const { return {}; }
  /// The id of the activation that it ends in; empty without one.
  virtual std::string_view activation_id() const { return {}; }
  /// Of the connected layer, with paths below it.
  virtual std::vector<Warning> warnings() const { return {}; }
  /// Scalars to keep between the passes.
  virtual MemorySize memory_size(Use) const { return {}; }
  /// Samples without which a batch of training teaches the layers before nothing.
  virtual Index smallest_batch() const { return 1; }
  /// Multiply-adds of a sample's forward pass, or what takes as long, roughly: to share out work.
  virtual double work() const;
  virtual void Forward(ForwardPass pass) const = 0;
  virtual void Backward(BackwardPass pass) const = 0;
  /// f'(z) for every output of the last forward pass, where the layer ends in an activation that is
  /// not the identity; false where it does not. Looks at what Backward would be given, and changes
  /// nothing.
  virtual bool Slopes(const BackwardPass& /*pass*/, MatrixMap /*slopes*/) const { return false; }

  /// Itself where it is dense: the units of the last dense layer may follow from data and loss.
  virtual Dense* dense() { return nullptr; }

  /// A frozen layer keeps its parameters and statistics as they are.
  bool frozen() const { return frozen_; }
  Count parameter_count() const;
  Count statistics_count() const;
  /// Throws Error where the document gives numbers to start from, and not as many as there are.
  void CheckStart() const;
  /// Numbers to start from that come beside the document, because they are many: they take the
  /// place of those in it. Of the connected layer; throws Error where they do not fit.
  void StartWith(std::vector<float> numbers);
  /// Puts them in the place of what Initialize has made.
  void ApplyStart(Scalar* parameters, Scalar* statistics) const;

 protected:
  /// "frozen" and "start", which every layer with parameters has, written once.
  void DeclareTransfer(Visitor& visitor);

 private:
  bool frozen_ = false;
  /// Parameters, then statistics, of a trained layer; empty: they are drawn.
  std::vector<float> start_;
  std::vector<float> start_beside_;
};

/// All layers, in menu order.
const Registry<Layer>& Layers();

}  // namespace downhill
