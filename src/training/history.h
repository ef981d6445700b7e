// SPDX-License-Identifier: Apache-2.0
// The recorded points of a run, as flat rows of numbers.
#pragma once

#include <array>
#include <cstddef>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

#include "core/archive.h"

namespace downhill {

/// One recorded point; NaN where a column does not apply.
struct HistoryRow {
  static constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

  double step = 0;
  double epoch = 0;
  double learning_rate = 0;
  double train_loss = kNone;
  double validation_loss = kNone;
  double train_accuracy = kNone;
  double validation_accuracy = kNone;
  double gradient_norm = kNone;
};

/// The columns of a row, in order: what the page and --history call them.
inline constexpr std::array<std::string_view, 8> kHistoryColumns{"step",
                                                                 "epoch",
                                                                 "learning_rate",
                                                                 "train_loss",
                                                                 "validation_loss",
                                                                 "train_accuracy",
                                                                 "validation_accuracy",
                                                                 "gradient_norm"};
static_assert(sizeof(HistoryRow) == kHistoryColumns.size() * sizeof(double));

/// A run may go on for millions of epochs; this many rows are kept. When they are full every second
/// one is dropped, and from then on every second one is skipped: which rows are kept depends on
/// the experiment alone, never on the machine.
class History {
 public:
  static constexpr std::size_t kMostRows = 20000;

  /// A point that the record rule has asked for.
  void Add(const HistoryRow& row);
  /// Whether the next point is kept: where it is thinned away nobody need measure it.
  bool KeepsNext() const { return offered_ % stride_ == 0; }
  /// A point that the record rule has asked for, and that is not kept.
  void Skip() { ++offered_; }
  /// The point of this step anew, where it is the last one.
  void Replace(const HistoryRow& row);
  /// Where the run stands at its end, also where no rule asked for it. It is shown, but does not
  /// stay: a run that is gone on with has the rows that it would have without this end.
  void End(const HistoryRow& row);
  /// How often every second row was dropped: readers of a growing history then begin anew.
  int thinnings() const { return thinnings_; }
  const std::vector<HistoryRow>& rows() const { return rows_; }

  /// Without the end.
  void Serialize(Archive& archive);

 private:
  std::vector<HistoryRow> rows_;
  std::size_t stride_ = 1;
  std::size_t offered_ = 0;
  int thinnings_ = 0;
  /// True where the last row is the end, and no other.
  bool ended_ = false;
};

/// Every point of a run for one reader, also those that the history thins away. Nothing is kept for
/// a reader that never comes, and no more than kMostRows for one that stays away.
class PointFeed {
 public:
  /// 16 MB; far more than a run records between two looks of a reader that is there.
  static constexpr std::size_t kMostRows = 262'144;

  /// Whether somebody reads.
  bool is_read() const { return fresh_.has_value(); }
  /// A point of a later step than the last one; another is the same point measured again.
  void Add(const HistoryRow& row);
  /// Every point since the last call. The first call, and one after the reader was away for long,
  /// give the rows of the history that were not taken, as they are.
  const std::vector<HistoryRow>& Take(const History& history);
  /// The run is another one now: forgets what was not taken.
  void Clear();
  /// The run stands at another step, where `recorded` is its last point: what came after it will
  /// come once more, and points that were made on another way, and never added, are in the history.
  void StandAt(double step, double recorded);

 private:
  double last_step() const {
    return fresh_ && !fresh_->empty() ? fresh_->back().step : taken_step_;
  }

  std::optional<std::vector<HistoryRow>> fresh_;
  std::vector<HistoryRow> taken_;
  /// Of the last row that was taken.
  double taken_step_ = -1;
};

}  // namespace downhill
