// SPDX-License-Identifier: Apache-2.0
// How many threads this build can have.
#pragma once

#include <array>

namespace downhill::test {

#ifdef DOWNHILL_THREADS
inline constexpr std::array kThreadCounts{1, 2, 3, 4};
#else
inline constexpr std::array kThreadCounts{1};
#endif

}  // namespace downhill::test
