// SPDX-License-Identifier: Apache-2.0
#include "training/batches.h"

#include <algorithm>
#include <numeric>
#include <span>

namespace downhill {

BatchCount::BatchCount(Index samples, std::int64_t batch_size)
    : size(batch_size == 0 ? samples
                           : static_cast<Index>(std::min<std::int64_t>(batch_size, samples))),
      per_epoch((samples + size - 1) / size) {}

Batches::Batches(const Table& table, std::int64_t batch_size, std::uint64_t seed)
    : table_(table), count_(table.samples(), batch_size), seed_(seed) {
  order_.resize(static_cast<std::size_t>(table.samples()));
  if (count_.per_epoch > 1) {
    inputs_.resize(table.inputs.rows(), count_.size);
    targets_.resize(table.targets.rows(), count_.size);
  } else {
    // Of bytes the one batch is gathered once.
    table.inputs.Columns(0, table.samples(), inputs_);
  }
  Reset();
}

std::int64_t Batches::SamplesSeen(std::int64_t steps) const {
  const std::int64_t whole = steps / count_.per_epoch;
  const std::int64_t rest = steps % count_.per_epoch;
  return whole * table_.samples() + rest * count_.size;
}

void Batches::Reset() {
  random_.emplace(seed_, "batches");
  std::iota(order_.begin(), order_.end(), Index{0});
}

void Batches::Serialize(Archive& archive) {
  random_->Serialize(archive);
  archive.Fixed(order_);
  if (!archive.reading()) return;
  std::vector<Index> sorted = order_;
  std::sort(sorted.begin(), sorted.end());
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    archive.Require(sorted[i] == static_cast<Index>(i));
  }
}

Batch Batches::Next(std::int64_t step) {
  if (count_.per_epoch > 1 && step % count_.per_epoch == 0) random_->Shuffle(std::span(order_));
  return Again(step);
}

Batch Batches::Again(std::int64_t step) {
  if (count_.per_epoch == 1) {
    if (table_.inputs.gathers()) return {View(inputs_), View(table_.targets)};
    return {table_.inputs.Columns(0, table_.samples(), inputs_), View(table_.targets)};
  }
  const Index place = static_cast<Index>(step % count_.per_epoch) * count_.size;
  const Index n = std::min(count_.size, table_.samples() - place);
  const std::span<const Index> samples(order_.data() + place, static_cast<std::size_t>(n));
  table_.inputs.Gather(samples, inputs_.data());
  for (Index i = 0; i < n; ++i) {
    targets_.col(i) = table_.targets.col(samples[static_cast<std::size_t>(i)]);
  }
  return {{inputs_.data(), inputs_.rows(), n}, {targets_.data(), targets_.rows(), n}};
}

}  // namespace downhill
