// SPDX-License-Identifier: Apache-2.0
// Two runs that have come to the same end, bit for bit.
#pragma once

#include <gtest/gtest.h>

#include <cstddef>
#include <cstring>

#include "experiment/training_run.h"

namespace downhill::test {

/// Its bits are meant, and nothing but numbers is in it.
inline bool IsSameRow(const HistoryRow& a, const HistoryRow& b) {
  // NOLINTNEXTLINE(bugprone-suspicious-memory-comparison)
  return std::memcmp(&a, &b, sizeof a) == 0;
}

inline void ExpectSameRun(TrainingRun& a, TrainingRun& b) {
  EXPECT_EQ(a.session().steps(), b.session().steps());
  EXPECT_EQ(a.session().parameters(), b.session().parameters());
  EXPECT_EQ(a.session().weights().statistics, b.session().weights().statistics);
  EXPECT_EQ(a.session().progress().status, b.session().progress().status);
  EXPECT_EQ(a.session().progress().reason, b.session().progress().reason);
  EXPECT_EQ(a.session().progress().message.en, b.session().progress().message.en);
  EXPECT_TRUE(IsSameRow(a.session().latest(), b.session().latest()))
      << "the points of step " << a.session().latest().step << " and " << b.session().latest().step;
  const auto& rows = a.session().history().rows();
  const auto& others = b.session().history().rows();
  ASSERT_EQ(rows.size(), others.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    ASSERT_TRUE(IsSameRow(rows[i], others[i]))
        << "the rows " << i << ", of step " << rows[i].step << " and " << others[i].step;
  }
}

}  // namespace downhill::test
