// SPDX-License-Identifier: Apache-2.0
// When a point of the curves is due, and the point while it is measured.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "core/declaration.h"
#include "training/batches.h"
#include "training/data.h"
#include "training/evaluation.h"
#include "training/history.h"

namespace downhill {

/// How often a point of the history is recorded.
struct RecordRule final : Declared {
  void Declare(Visitor& visitor) override;
  /// Whether a point is due after so many updates.
  bool IsDue(std::int64_t steps, const BatchCount& batches) const;

  std::int64_t every = 1;
  std::string unit;  // "epoch" or "step"
};

/// A point under way: the losses of a large table take seconds, so they are measured in pieces.
class Recording {
 public:
  /// `known`: what is known of the point without measuring. The data must outlive it.
  Recording(const HistoryRow& known, const Data& data);

  /// One piece, always with the same weights; the whole point with the last one.
  std::optional<HistoryRow> Advance(Evaluator& evaluator, const WeightsView& weights);

 private:
  HistoryRow point_;
  Evaluator::Partial train_;
  Evaluator::Partial validation_;
};

}  // namespace downhill
