// SPDX-License-Identifier: Apache-2.0
// When a run ends.
#pragma once

#include <cstdint>
#include <optional>

#include "core/declaration.h"

namespace downhill {

/// Ends a run that gets no better on data it does not learn from.   Source: Prechelt 1998, Early
/// Stopping - But When?
struct EarlyStopping final : Declared {
  void Declare(Visitor& visitor) override;

  /// Recorded points without a better loss; empty: off.
  std::optional<std::int64_t> patience;
  double minimum_improvement = 0;
  bool restore_best = true;
};

struct StopRules final : Declared {
  void Declare(Visitor& visitor) override;

  std::optional<std::int64_t> epochs;
  std::optional<std::int64_t> steps;
  std::optional<double> loss_below;
  std::optional<double> gradient_norm_below;
  std::optional<double> loss_change_below;
  /// A loss above this many times the larger of 1 and the loss at the start counts as divergence.
  double divergence_factor = 0;
  EarlyStopping early_stopping;
};

}  // namespace downhill
