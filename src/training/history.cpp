// SPDX-License-Identifier: Apache-2.0
#include "training/history.h"

#include <bit>

namespace downhill {

void History::Clear() {
  rows_.clear();
  stride_ = 1;
  offered_ = 0;
  thinnings_ = 0;
  if (fresh_) fresh_->clear();
}

const std::vector<HistoryRow>& History::TakeRecorded() {
  if (fresh_) {
    taken_.swap(*fresh_);
    fresh_->clear();
  } else {
    taken_ = rows_;
    fresh_.emplace();
  }
  return taken_;
}

void History::Keep(Archive& archive) {
  // One more than is thinned: AddLast.
  archive.Counted(rows_, kMostRows + 1);
  archive.Bits(stride_);
  archive.Bits(offered_);
  archive.Bits(thinnings_);
  archive.Require(std::has_single_bit(stride_) && stride_ <= (std::size_t{1} << 24));
  if (fresh_ && archive.reading()) fresh_->clear();
}

void History::AddLast(const HistoryRow& row) {
  if (rows_.empty() || rows_.back().step != row.step) rows_.push_back(row);
}

void History::Add(const HistoryRow& row) {
  if (fresh_) fresh_->push_back(row);
  if (offered_++ % stride_ != 0) return;
  if (rows_.size() >= kMostRows) {
    for (std::size_t i = 0; 2 * i < rows_.size(); ++i) rows_[i] = rows_[2 * i];
    rows_.resize((rows_.size() + 1) / 2);
    stride_ *= 2;
    ++thinnings_;
    if ((offered_ - 1) % stride_ != 0) return;
  }
  rows_.push_back(row);
}

}  // namespace downhill
