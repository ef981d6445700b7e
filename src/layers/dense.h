// SPDX-License-Identifier: Apache-2.0
// The fully connected layer. It has a header of its own because the last one's units are derived
// from data and loss when the document leaves them out.
#pragma once

#include <cstdint>
#include <optional>

#include "layers/weighted_layer.h"

namespace downhill {

/// a = f(W x + b).
///
/// Shapes: x (I, B), W (O, I), b (O), a (O, B).      B = samples, I = inputs, O = outputs.
/// Backward: dz = da f'(z),  dW = dz xᵀ,  db = Σ_B dz,  dx = Wᵀ dz.
/// An image is taken as the row of its numbers: dense includes flatten.
class Dense final : public WeightedLayer {
 public:
  static constexpr std::int64_t kMostUnits = 4096;

  void Declare(Visitor& visitor) override;
  Shape Connect(const Shape& input) override;
  MemorySize memory_size(Use use) const override;
  void Forward(ForwardPass pass) const override;
  void Backward(BackwardPass pass) const override;
  bool Slopes(const BackwardPass& pass, MatrixMap slopes) const override {
    return activation().Slopes(pass.memory, pass.output, slopes);
  }

  Dense* dense() override { return this; }
  const std::optional<std::int64_t>& units() const { return units_; }
  /// Fills in what the document left out, and what it may leave out.
  void DeriveUnits(std::int64_t units) {
    derived_units_ = units;
    if (!units_.has_value()) units_ = units;
  }

 private:
  std::optional<std::int64_t> units_;
  std::optional<std::int64_t> derived_units_;
};

}  // namespace downhill
