// SPDX-License-Identifier: Apache-2.0
// When a run ends.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

#include "core/declaration.h"
#include "core/text.h"
#include "training/batches.h"
#include "training/early_stopping.h"
#include "training/history.h"

namespace downhill {

/// Which rule ends a run ("epochs", "loss_below", ..), and how that is told.
struct Ending {
  std::string_view reason;
  Text message;
};

/// The rules that look at the points of a run, as numbers: the larger a threshold, the sooner it
/// ends a run.
struct PointRules {
  double loss_below = 0;
  double gradient_norm_below = 0;
  double loss_change_below = 0;
  double divergence_factor = 0;
  std::int64_t patience = 0;
  double minimum_improvement = 0;
  std::uint64_t restores_best = 0;

  /// Whether they let go on whatever `before` has let go on.
  bool AreNoStricterThan(const PointRules& before) const;
};

struct StopRules final : Declared {
  static constexpr std::int64_t kNoEnd = std::numeric_limits<std::int64_t>::max();

  void Declare(Visitor& visitor) override;

  /// The step after which the run ends if no other rule ends it before.
  std::int64_t LastStep(const BatchCount& batches) const;
  /// By its length.
  std::optional<Ending> EndingAfter(std::int64_t steps_done, const BatchCount& batches) const;
  /// By what a point of the curves says; previous_loss: the training loss of the point before.
  std::optional<Ending> EndingAt(const HistoryRow& point, double previous_loss) const;
  PointRules of_points() const;
  /// Whether a rule looks at every point, beside the divergence factor, which every batch is held
  /// to.
  bool LooksAtPoints() const {
    return loss_below || gradient_norm_below || loss_change_below || early_stopping.patience;
  }

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
