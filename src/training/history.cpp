// SPDX-License-Identifier: Apache-2.0
#include "training/history.h"

#include <algorithm>
#include <bit>
#include <iterator>

namespace downhill {

void History::Add(const HistoryRow& row) {
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

void History::Replace(const HistoryRow& row) {
  if (!rows_.empty() && rows_.back().step == row.step) rows_.back() = row;
}

void History::End(const HistoryRow& row) {
  if (!rows_.empty() && rows_.back().step == row.step) return;
  rows_.push_back(row);
  ended_ = true;
}

void History::Serialize(Archive& archive) {
  std::optional<HistoryRow> end;
  if (ended_) {
    end = rows_.back();
    rows_.pop_back();
  }
  archive.Counted(rows_, kMostRows);
  archive.Bits(stride_);
  archive.Bits(offered_);
  archive.Bits(thinnings_);
  archive.Require(std::has_single_bit(stride_) && stride_ <= (std::size_t{1} << 24));
  if (archive.reading()) {
    ended_ = false;
  } else if (end) {
    rows_.push_back(*end);
  }
}

void PointFeed::Add(const HistoryRow& row) {
  if (!fresh_ || row.step <= last_step()) return;
  // Before one more makes it double its room.
  if (fresh_->size() == kMostRows) return fresh_.reset();
  fresh_->push_back(row);
}

const std::vector<HistoryRow>& PointFeed::Take(const History& history) {
  if (fresh_) {
    taken_.swap(*fresh_);
    fresh_->clear();
  } else {
    const auto is_new = [this](const HistoryRow& row) { return row.step > taken_step_; };
    taken_.clear();
    std::copy_if(history.rows().begin(), history.rows().end(), std::back_inserter(taken_), is_new);
    fresh_.emplace();
  }
  if (!taken_.empty()) taken_step_ = taken_.back().step;
  return taken_;
}

void PointFeed::Clear() {
  if (fresh_) fresh_->clear();
  taken_step_ = -1;
}

void PointFeed::StandAt(double step, double recorded) {
  if (recorded > last_step()) fresh_.reset();
  if (fresh_) std::erase_if(*fresh_, [step](const HistoryRow& row) { return row.step > step; });
  taken_step_ = std::min(taken_step_, step);
}

}  // namespace downhill
