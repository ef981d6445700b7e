// SPDX-License-Identifier: Apache-2.0
// What dense and convolution have in common: a weight matrix, a bias, an initializer and an
// activation.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "initializers/initializer.h"
#include "layers/activations/activation.h"
#include "layers/layer.h"

namespace downhill {

/// Parameters: weight (outputs, inputs) as Connect has set them, then bias (outputs).
class WeightedLayer : public Layer {
 public:
  std::vector<ParameterBlock> parameters() const final {
    std::vector<ParameterBlock> blocks{{"weight", outputs_, inputs_, true}};
    if (has_bias_) blocks.push_back({"bias", outputs_, 1});
    return blocks;
  }
  void Initialize(Random& random, Scalar* parameters, Scalar*) const final {
    MatrixMap weight(parameters, outputs_, inputs_);
    initializer_->Fill(random, fans_, weight);
    if (has_bias_) std::fill_n(parameters + weight.size(), outputs_, Scalar{0});
  }
  Interval OutputRange(const Interval&) const final { return activation().range(); }
  std::string_view activation_id() const final { return activation_.id(); }

 protected:
  /// Of one layer: what training keeps of them still fits into the memory of a module.
  static constexpr std::int64_t kMostWeights = 16'000'000;

  /// Sets the sides of the weight matrix. Throws Error `path` where it has too many numbers; fault
  /// says so of outputs, inputs and kMostWeights.
  void SetWeights(Count inputs, Count outputs, std::string_view path, Words fault);
  /// activation, initializer, bias, frozen.
  void DeclareWeights(Visitor& visitor);

  const Activation& activation() const { return *activation_; }
  const Scalar* Bias(const Scalar* parameters) const {
    return has_bias_ ? parameters + outputs_ * inputs_ : nullptr;
  }
  /// Numbers a sample that z = W x + b takes in memory beside the output: only the derivatives of
  /// some activations want it.
  bool keeps_z(Use use) const { return use == Use::kTraining && activation().needs_input(); }

  // Numbers of a row and of a column of the weight matrix.
  Index inputs_ = 0;
  Index outputs_ = 0;
  Fans fans_{1, 1};
  bool has_bias_ = true;

 private:
  Slot<Activation> activation_{Activations()};
  Slot<Initializer> initializer_{Initializers()};
};

}  // namespace downhill
