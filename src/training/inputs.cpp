// SPDX-License-Identifier: Apache-2.0
#include "training/inputs.h"

#include <utility>

#include "core/kernels/gather.h"

namespace downhill {

Standardization Standardization::None(Index features) {
  return {Vector::Zero(features), Vector::Ones(features)};
}

void Standardization::Apply(Matrix& values) const {
  values.colwise() -= mean;
  values.array().colwise() /= scale.array();
}

void Standardization::Invert(MatrixMap values) const {
  values.array().colwise() *= scale.array();
  values.colwise() += mean;
}

Inputs::Inputs(const Samples& all, std::vector<Index> members, const InputFormulas& formulas)
    : rows_(formulas.empty() ? all.width() : formulas.size()),
      members_(std::move(members)),
      bytes_(formulas.empty() ? all.bytes : nullptr) {
  if (!gathers()) numbers_ = formulas.Of(all.Columns(members_));
}

void Inputs::Standardize(const Standardization& standardization) {
  if (gathers()) {
    standardization_ = standardization;
  } else {
    standardization.Apply(numbers_);
  }
}

void Inputs::GatherBytes(Index column, Scalar* to) const {
  const std::uint8_t* from = bytes_->Column(members_[static_cast<std::size_t>(column)]);
  const auto& numbers = bytes_->numbers();
  for (Index f = 0; f < rows_; ++f) to[f] = numbers[from[f]];
  if (standardization_.mean.size() == 0) return;
  // The same two operations as on numbers, one after the other, so the same digits.
  VectorMap inputs(to, rows_);
  inputs -= standardization_.mean;
  inputs.array() /= standardization_.scale.array();
}

void Inputs::Gather(std::span<const Index> samples, Scalar* to) const {
  if (!gathers()) return kernels::Gather(numbers_.data(), rows_, samples, to);
  for (const Index sample : samples) {
    GatherBytes(sample, to);
    to += rows_;
  }
}

ConstMatrixMap Inputs::Columns(Index first, Index count, Matrix& room) const {
  if (!gathers()) return {numbers_.data() + first * rows_, rows_, count};
  if (room.rows() != rows_ || room.cols() < count) room.resize(rows_, count);
  for (Index i = 0; i < count; ++i) GatherBytes(first + i, room.data() + i * rows_);
  return {room.data(), rows_, count};
}

Matrix Inputs::Copy(Index first, Index count) const {
  Matrix room;
  return Columns(first, count, room);
}

}  // namespace downhill
