// SPDX-License-Identifier: Apache-2.0
// The inputs of one part of the data, as a network is fed them.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "core/scalar.h"
#include "datasets/dataset.h"
#include "datasets/input_formulas.h"

namespace downhill {

/// Per row (x - mean) / scale, fitted on the training part only.
struct Standardization {
  Vector mean;
  Vector scale;

  static Standardization None(Index features);
  /// targets: real ones, of the training part. One that is constant there is moved and not scaled.
  static Standardization OfTargets(const Matrix& targets);
  void Apply(Matrix& values) const;
  /// From standardized values back to original units, in place.
  void Invert(MatrixMap values) const;
};

/// Samples as columns, standardized: numbers, or bytes that become the same numbers where a batch
/// is gathered. The digits do not depend on which.
class Inputs {
 public:
  Inputs() = default;
  /// These samples of all. What formulas give are numbers, also of bytes.
  Inputs(const Samples& all, std::vector<Index> members, const InputFormulas& formulas);

  /// At most once.
  void Standardize(const Standardization& standardization);

  Index rows() const { return rows_; }
  Index cols() const { return static_cast<Index>(members_.size()); }
  /// The samples of the part, by their place among all.
  std::span<const Index> members() const { return members_; }
  /// Numbers that are kept here.
  Index size() const { return numbers_.size(); }
  /// Whether Columns needs room.
  bool gathers() const { return bytes_ != nullptr; }

  /// Columns of the part, in this order, to (rows, samples.size()) numbers.
  void Gather(std::span<const Index> samples, Scalar* to) const;
  /// `count` columns from the first on. Valid while the inputs live and until `room` is used again,
  /// which is made larger where it is needed and too small.
  ConstMatrixMap Columns(Index first, Index count, Matrix& room) const;
  /// A copy of the same.
  Matrix Copy(Index first, Index count) const;

 private:
  void GatherBytes(Index column, Scalar* to) const;

  Index rows_ = 0;
  std::vector<Index> members_;
  Matrix numbers_;  // (rows, cols), standardized; empty where bytes are kept
  std::shared_ptr<const ByteFeatures> bytes_;
  Standardization standardization_;  // of the bytes; empty: none
};

}  // namespace downhill
