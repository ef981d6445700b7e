// SPDX-License-Identifier: Apache-2.0
// From samples to what a network is fed: split, standardized and with targets as the loss wants
// them.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/declaration.h"
#include "core/scalar.h"
#include "datasets/dataset.h"
#include "datasets/input_formulas.h"
#include "losses/loss.h"
#include "training/inputs.h"

namespace downhill {

enum class Part { kTrain, kValidation, kTest };
inline constexpr std::array<std::string_view, 3> kPartNames{"train", "validation", "test"};
inline constexpr std::size_t kParts = kPartNames.size();

/// Shares of the samples; they add up to 1.
struct Split final : Declared {
  void Declare(Visitor& visitor) override;

  double train = 0;
  double validation = 0;
  double test = 0;
};

/// inputs: of the training part, in original units; samples: all of them. A column with a name that
/// is constant in all samples has no scale: Error "standardize" names it and the cure; where a
/// formula has made it, Error "inputs". One that is constant in the training part only is moved and
/// not scaled.
Standardization FitStandardization(const Inputs& inputs, const Samples& samples,
                                   const InputFormulas& formulas);

/// One part, ready for the network.
struct Table {
  Inputs inputs;    // (features, samples)
  Matrix targets;   // as the loss wants them: (outputs, samples) or class numbers (1, samples)
  Matrix original;  // as the dataset gave them: values, or class numbers (1, samples)
  Index samples() const { return inputs.cols(); }
};

struct Data {
  Samples samples;                 // everything, original units, in the dataset's order
  std::vector<std::uint8_t> part;  // Part of each sample
  InputFormulas formulas;
  /// Of what the formulas give.
  Standardization standardization;
  /// Of real targets, where the loss sees them with mean 0 and deviation 1: what the network gives
  /// is then turned back, so that predictions are in original units.
  std::optional<Standardization> target_standardization;
  std::array<Table, kParts> tables;

  /// Of one sample as the network is fed it.
  Shape input_shape() const {
    return formulas.empty() ? samples.shape : Shape::Flat(formulas.size());
  }
  /// Features (features, n) in original units, as the network is fed them: by the formulas, then
  /// standardized.
  Matrix InputsOf(Matrix features) const;

  const Table& table(Part p) const { return tables[static_cast<std::size_t>(p)]; }
};

/// Splits by seed, makes the inputs that are chosen (InputFormulas) and standardizes; targets are
/// still missing. Throws Error below "data".
Data Prepare(Samples samples, const Split& split, bool standardize, std::uint64_t seed,
             std::span<const std::string> inputs = {});

/// Measures the real targets of the training part, for EncodeTargets; classes stay as they are.
void StandardizeTargets(Data& data);

/// How many outputs the network must have. class_targets: auto, index or one_hot.
/// Throws Error where loss, data and encoding do not fit together.
Index RequiredOutputs(const Samples& samples, const Loss& loss, std::string_view loss_id,
                      std::string_view class_targets, Index units_given);

/// Writes the targets as the loss wants them, for this many outputs.
void EncodeTargets(Data& data, const Loss& loss, std::string_view class_targets, Index outputs);

}  // namespace downhill
