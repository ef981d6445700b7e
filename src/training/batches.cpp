// SPDX-License-Identifier: Apache-2.0
#include "training/batches.h"

#include <algorithm>
#include <numeric>
#include <span>

#include "core/kernels/gather.h"

namespace downhill {
namespace {

/// That are believed of a saved run.
constexpr std::int64_t kMostSamples = 9'000'000'000'000'000;

}  // namespace

BatchCount::BatchCount(Index all, std::int64_t batch_size)
    : samples(all),
      size(batch_size == 0 ? all : static_cast<Index>(std::min<std::int64_t>(batch_size, all))),
      per_epoch((samples + size - 1) / size) {}

std::int64_t BatchCount::SamplesSeen(std::int64_t steps) const {
  std::int64_t made = steps - since_step;
  if (made < rest_steps()) return since_samples + made * size;
  made -= rest_steps();
  return since_samples + rest() + made / per_epoch * samples + made % per_epoch * size;
}

// A division of 64 bits costs as much as a small layer.
std::int64_t BatchCount::SeenOfEpoch(std::int64_t steps) const {
  const std::int64_t made = steps - since_step - rest_steps();
  return made < 0 ? SamplesSeen(steps) % samples : made % per_epoch * size;
}

std::int64_t BatchCount::StepAfter(std::int64_t epochs) const {
  const std::int64_t whole = since_samples == 0 ? 0 : (since_samples + rest()) / samples;
  if (epochs < whole) return since_step;
  return since_step + rest_steps() + (epochs - whole) * per_epoch;
}

Batches::Batches(const Table& table, std::int64_t batch_size, std::uint64_t seed)
    : table_(table), count_(table.samples(), batch_size), seed_(seed) {
  order_.resize(static_cast<std::size_t>(table.samples()));
  if (count_.per_epoch > 1) {
    inputs_.resize(table.inputs.rows(), count_.size);
    targets_.resize(table.targets.rows(), count_.size);
  }
  Reset();
}

void Batches::Reset() {
  random_.emplace(seed_, "batches");
  std::iota(order_.begin(), order_.end(), Index{0});
  count_.since_step = 0;
  count_.since_samples = 0;
  TakeRoom();
}

void Batches::TakeRoom() {
  if (count_.per_epoch > 1) return;
  if (count_.since_samples % count_.samples != 0) {
    // The rest of an epoch of smaller batches comes before everything.
    holds_all_ = false;
    inputs_.resize(table_.inputs.rows(), count_.samples);
    targets_.resize(table_.targets.rows(), count_.samples);
  } else if (!holds_all_) {
    table_.inputs.Columns(0, count_.samples, inputs_);
    holds_all_ = true;
  }
}

void Batches::Serialize(Archive& archive, std::int64_t steps) {
  random_->Serialize(archive);
  archive.Fixed(order_);
  BatchCount saved = count_;
  archive.Bits(saved.size);
  archive.Bits(saved.since_step);
  archive.Bits(saved.since_samples);
  if (!archive.reading()) return;
  std::vector<Index> sorted = order_;
  std::sort(sorted.begin(), sorted.end());
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    archive.Require(sorted[i] == static_cast<Index>(i));
  }
  archive.Require(saved.size > 0 && saved.size <= saved.samples && saved.since_step >= 0 &&
                  saved.since_step <= steps && saved.since_samples >= 0 &&
                  saved.since_samples <= kMostSamples &&
                  steps - saved.since_step <= kMostSamples / saved.size);
  if (saved.size == count_.size) {
    count_ = saved;
  } else {
    saved.per_epoch = BatchCount(saved.samples, saved.size).per_epoch;
    count_.since_step = steps;
    count_.since_samples = saved.SamplesSeen(steps);
  }
  TakeRoom();
}

Batch Batches::Next(std::int64_t step) {
  if (count_.per_epoch > 1 && count_.EndsEpoch(step)) random_->Shuffle(std::span(order_));
  return Again(step);
}

Batch Batches::Again(std::int64_t step) {
  const auto place = static_cast<Index>(count_.SeenOfEpoch(step));
  const Index n = std::min(count_.size, count_.samples - place);
  if (n == count_.samples) {
    if (!table_.inputs.gathers()) {
      return {table_.inputs.Columns(0, n, inputs_), View(table_.targets)};
    }
    if (!holds_all_) table_.inputs.Columns(0, n, inputs_);
    holds_all_ = true;
    return {View(inputs_), View(table_.targets)};
  }
  const std::span<const Index> samples(order_.data() + place, static_cast<std::size_t>(n));
  table_.inputs.Gather(samples, inputs_.data());
  kernels::Gather(table_.targets.data(), targets_.rows(), samples, targets_.data());
  return {{inputs_.data(), inputs_.rows(), n}, {targets_.data(), targets_.rows(), n}, samples};
}

}  // namespace downhill
