// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/gather.h"

#include <gtest/gtest.h>

#include <array>
#include <numeric>
#include <vector>

namespace downhill::kernels {
namespace {

TEST(Gather, PutsColumnsOfEveryLengthInTheirNewOrder) {
  constexpr std::array<Index, 5> kColumns{3, 0, 3, 4, 1};
  for (Index rows = 1; rows <= 20; ++rows) {
    std::vector<Scalar> from(static_cast<std::size_t>(rows * 5));
    std::iota(from.begin(), from.end(), Scalar{0});
    std::vector<Scalar> to(static_cast<std::size_t>(rows * 5 + 1), -1);
    Gather(from.data(), rows, kColumns, to.data());
    for (Index i = 0; i < rows * 5; ++i) {
      const Index column = kColumns[static_cast<std::size_t>(i / rows)];
      EXPECT_EQ(to[static_cast<std::size_t>(i)], static_cast<Scalar>(column * rows + i % rows))
          << "rows: " << rows;
    }
    EXPECT_EQ(to.back(), -1);
  }
}

}  // namespace
}  // namespace downhill::kernels
