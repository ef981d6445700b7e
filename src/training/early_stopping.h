// SPDX-License-Identifier: Apache-2.0
// Early stopping: the rule, and the best point that a run under it remembers.
#pragma once

#include <cstdint>
#include <optional>

#include "core/archive.h"
#include "core/declaration.h"
#include "core/text.h"
#include "training/history.h"
#include "training/network.h"

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

/// The recorded point with the lowest loss, its weights where they are to be restored, and how many
/// points there were since. Made anew for every run.
class BestPoint {
 public:
  /// The rule must outlive it.
  explicit BestPoint(const EarlyStopping& rule) : rule_(rule) {}

  /// The next point that the record rule asks for, after at least one update, with its weights.
  void Notice(const HistoryRow& point, const Weights& weights);
  /// Why the run ends, where patience is over.
  std::optional<Text> Ending() const;
  /// Whether a run that ends at `last` is to go back to the best point; also where that is `last`
  /// itself, if its weights are others by now.
  bool IsToBeRestored(const HistoryRow& last, bool has_others) const;
  /// The best point and its weights take the place of these; once more: back.
  void Swap(HistoryRow& point, Weights& weights);
  /// Its weights, where they are to be restored; after a swap those that have given way.
  const Weights& weights() const { return weights_; }

  /// `like`: weights of the size that the best ones have.
  void Serialize(Archive& archive, const Weights& like);
  /// Of a run that is gone on with: begins the search here where the saved run did not look for
  /// what the rule asks for. True where it does.
  bool BeginsAnew();

 private:
  /// That are believed of a saved run.
  static constexpr std::int64_t kMostSteps = 9'000'000'000'000'000;

  bool IsKnown() const;
  /// Whether the point is better than the best by as much as the rule wants.
  bool IsBeatenBy(const HistoryRow& point) const;

  const EarlyStopping& rule_;
  HistoryRow point_;
  /// The point's as it was trained: its weights may have been set by hand since.
  double loss_ = HistoryRow::kNone;
  Weights weights_;
  std::int64_t points_since_ = 0;
};

}  // namespace downhill
