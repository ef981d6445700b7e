// SPDX-License-Identifier: Apache-2.0
// When a point of the curves is due, and the point while it is measured.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/archive.h"
#include "core/declaration.h"
#include "core/scalar.h"
#include "training/batches.h"
#include "training/data.h"
#include "training/evaluation.h"
#include "training/history.h"

namespace downhill {

/// How often a point of the history is recorded, and what its training loss is.
struct RecordRule final : Declared {
  void Declare(Visitor& visitor) override;
  /// Whether a point is due after so many updates.
  bool IsDue(std::int64_t steps, const BatchCount& batches) const;

  std::int64_t every = 1;
  std::string unit;   // "epoch" or "step"
  std::string train;  // "evaluated" or "running"
};

/// Training loss and accuracy over the batches since the last point, from the very passes that the
/// updates have learnt from: each with the weights as they were before it, with dropout and with
/// the statistics of the batch. What most libraries print while they train.
class RunningMean {
 public:
  /// The first pass over a batch, of which so many samples are `right` (classes only). It counts
  /// when its update is made.
  void Begin(Index right) { under_way_ = right; }
  /// The update is made, or broken: the loss of its batch, which has so many samples. Of one whose
  /// first pass was not told nothing counts.
  void End(double loss, Index samples);
  /// Empty before the first batch.
  std::optional<Evaluation> Mean(bool has_classes) const;
  /// From here on anew; an update under way stays.
  void Clear() { loss_ = 0, right_ = 0, samples_ = 0; }
  void Serialize(Archive& archive);

 private:
  /// Sums over samples.
  double loss_ = 0;
  std::int64_t right_ = 0;
  std::int64_t samples_ = 0;
  std::optional<std::int64_t> under_way_;
};

/// A point under way: the losses of a large table take seconds, so they are measured in pieces.
class Recording {
 public:
  /// `known`: what is known of the point without measuring. `train`: its training loss, where it
  /// need not be evaluated. The data must outlive it.
  Recording(const HistoryRow& known, const Data& data, const std::optional<Evaluation>& train);

  /// One piece, always with the same weights; the whole point with the last one.
  std::optional<HistoryRow> Advance(Evaluator& evaluator, const WeightsView& weights);

 private:
  void Take(const Evaluation& train);

  HistoryRow point_;
  /// Of no table where there is nothing to evaluate.
  Evaluator::Partial train_;
  Evaluator::Partial validation_;
};

}  // namespace downhill
