// SPDX-License-Identifier: Apache-2.0
// Stands in for malloc, to count and to fail: only glibc without sanitizers allows it
// (DOWNHILL_STANDS_IN_FOR_MALLOC).
#pragma once

#include <cstdlib>

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__)
#define DOWNHILL_STANDS_IN_FOR_MALLOC

namespace downhill::test {

/// Allocations of all threads so far.
long Allocations();

/// While it lives, the k-th allocation of this thread from now on fails; k counts from 1.
class FailingAllocation {
 public:
  explicit FailingAllocation(long k);
  ~FailingAllocation();
  FailingAllocation(const FailingAllocation&) = delete;
  FailingAllocation& operator=(const FailingAllocation&) = delete;

  /// Whether there were so many.
  bool has_failed() const;
};

}  // namespace downhill::test

#endif
