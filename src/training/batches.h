// SPDX-License-Identifier: Apache-2.0
// The training samples cut into batches: which samples each update sees, in which order.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/archive.h"
#include "core/random.h"
#include "core/scalar.h"
#include "training/data.h"

namespace downhill {

/// Samples an update, and updates an epoch. The last batch of an epoch may be smaller.
struct BatchCount {
  /// batch_size 0: all samples at once; it never exceeds the samples there are.
  BatchCount(Index samples, std::int64_t batch_size);

  Index size;
  std::int64_t per_epoch;
};

/// One batch as columns: inputs (features, n), targets as the loss wants them.
struct Batch {
  ConstMatrixMap inputs;
  ConstMatrixMap targets;
};

class Batches {
 public:
  /// The table must outlive the batches. The order is drawn anew for every epoch from the seed;
  /// a batch of everything keeps the order of the table.
  Batches(const Table& table, std::int64_t batch_size, std::uint64_t seed);

  const BatchCount& count() const { return count_; }
  /// Samples that the first `steps` updates have seen.
  std::int64_t SamplesSeen(std::int64_t steps) const;

  /// Back to the first batch of the first epoch.
  void Reset();
  /// The order of the epoch under way.
  void Serialize(Archive& archive);
  /// The batch of update `step` = 0, 1, 2, .., asked for in this order. Valid until the next one.
  /// Allocates nothing.
  Batch Next(std::int64_t step);
  /// The same once more, of an order that was read.
  Batch Again(std::int64_t step);

 private:
  const Table& table_;
  BatchCount count_;
  std::uint64_t seed_;
  std::optional<Random> random_;
  std::vector<Index> order_;
  Matrix inputs_;
  Matrix targets_;
};

}  // namespace downhill
