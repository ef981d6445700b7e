// SPDX-License-Identifier: Apache-2.0
// The training samples cut into batches: which samples each update sees, in which order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/archive.h"
#include "core/random.h"
#include "core/scalar.h"
#include "training/data.h"

namespace downhill {

/// Samples an update, and updates an epoch. The last batch of an epoch may be smaller. A run may
/// have begun with batches of another size: the rest of the epoch in which it changed is cut into
/// those of the new one.
struct BatchCount {
  /// batch_size 0: all samples at once; it never exceeds the samples there are.
  BatchCount(Index samples, std::int64_t batch_size);

  /// Samples that the first `steps` updates have seen; not of steps before the size changed.
  std::int64_t SamplesSeen(std::int64_t steps) const;
  /// Updates until so many epochs are over; those until the size changed where they were over then.
  std::int64_t StepAfter(std::int64_t epochs) const;
  /// Epochs that are over after so many updates.
  std::int64_t EpochsAfter(std::int64_t steps) const { return SamplesSeen(steps) / samples; }
  bool EndsEpoch(std::int64_t steps) const { return SeenOfEpoch(steps) == 0; }
  /// Samples of the epoch under way that the first `steps` updates have seen.
  std::int64_t SeenOfEpoch(std::int64_t steps) const;

  Index samples;
  Index size;
  std::int64_t per_epoch;
  /// Where the size changed last: updates, and the samples they had seen.
  std::int64_t since_step = 0;
  std::int64_t since_samples = 0;

 private:
  /// Samples that were left of the epoch in which the size changed, and updates for them. Asked for
  /// in every step, and nothing where the size never changed.
  std::int64_t rest() const {
    return since_samples == 0 ? 0 : (samples - since_samples % samples) % samples;
  }
  std::int64_t rest_steps() const { return (rest() + size - 1) / size; }
};

/// One batch as columns: inputs (features, n), targets as the loss wants them.
struct Batch {
  ConstMatrixMap inputs;
  ConstMatrixMap targets;
  /// Their places in the table; empty where these are its first ones, in its order.
  std::span<const Index> samples = {};

  Index SampleAt(Index column) const {
    return samples.empty() ? column : samples[static_cast<std::size_t>(column)];
  }
};

class Batches {
 public:
  /// The table must outlive the batches. The order is drawn anew for every epoch from the seed;
  /// a batch of everything keeps the order of the table.
  Batches(const Table& table, std::int64_t batch_size, std::uint64_t seed);

  const BatchCount& count() const { return count_; }

  /// Back to the first batch of the first epoch.
  void Reset();
  /// The order of the epoch under way after so many updates, which may have been made with batches
  /// of another size.
  void Serialize(Archive& archive, std::int64_t steps);
  /// The batch of update `step` = 0, 1, 2, .., asked for in this order. Valid until the next one.
  /// Allocates nothing.
  Batch Next(std::int64_t step);
  /// The same once more, of an order that was read.
  Batch Again(std::int64_t step);

 private:
  /// Room for what a batch of everything is gathered to.
  void TakeRoom();

  const Table& table_;
  BatchCount count_;
  std::uint64_t seed_;
  std::optional<Random> random_;
  std::vector<Index> order_;
  Matrix inputs_;
  Matrix targets_;
  /// Of bytes the one batch of everything is gathered once.
  bool holds_all_ = false;
};

}  // namespace downhill
