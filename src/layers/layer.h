// SPDX-License-Identifier: Apache-2.0
// What every layer is: a pure function of its parameters and its input, with its derivative.
#pragma once

#include <string_view>
#include <vector>

#include "core/component.h"
#include "core/random.h"
#include "core/scalar.h"
#include "core/shape.h"
#include "core/thread_pool.h"

namespace downhill {

/// The named parts of a layer's parameters, in the order in which they lie in the block.
struct ParameterBlock {
  std::string_view name;
  Index rows;
  Index columns;
  /// True for what penalties apply to by default: the weights of dense and convolution layers.
  bool is_weight;
  Index size() const { return rows * columns; }
};

/// Dropout and batch norm behave differently in training and in evaluation.
enum class Mode { kTraining, kEvaluation };

/// One forward pass of one layer.   n samples are the n columns.
struct ForwardPass {
  const Scalar* parameters;
  ConstMatrixMap input;  // (features in, n)
  MatrixMap output;      // (features out, n)
  Scalar* memory;        // memory_size(n) Scalars, kept until the backward pass
  Mode mode;
  ThreadPool* pool;  // may be null
};

/// The backward pass that belongs to it.
struct BackwardPass {
  const Scalar* parameters;
  ConstMatrixMap input;
  ConstMatrixMap output;
  Scalar* memory;
  MatrixMap output_gradient;   // d loss / d output (features out, n); may be overwritten
  MatrixMap input_gradient;    // to be set; its data is null where nobody needs it
  Scalar* parameter_gradient;  // to be set, not added to
  ThreadPool* pool;
};

class Layer : public Component {
 public:
  /// Fixes the shapes: returns the output's. Throws Error where the input does not fit.
  virtual Shape Connect(const Shape& input) = 0;
  virtual std::vector<ParameterBlock> parameters() const { return {}; }
  virtual void Initialize(Random&, Scalar* /*parameters*/) const {}
  /// True when every output lies between 0 and 1.
  virtual bool gives_probabilities() const { return false; }
  /// Scalars to keep between the passes for n samples.
  virtual Index memory_size(Index /*samples*/) const { return 0; }
  virtual void Forward(ForwardPass pass) const = 0;
  virtual void Backward(BackwardPass pass) const = 0;

  Index parameter_count() const;
};

/// All layers, in menu order (layers.def).
const Registry& Layers();

}  // namespace downhill
