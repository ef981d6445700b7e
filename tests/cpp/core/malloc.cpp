// SPDX-License-Identifier: Apache-2.0
#include "core/malloc.h"

#ifdef DOWNHILL_STANDS_IN_FOR_MALLOC

#include <atomic>
#include <cstddef>

namespace {
std::atomic<long> allocations{0};
/// Allocations of this thread until one fails, that one included; none fails at 0.
thread_local long until_failure = 0;
thread_local bool failed = false;

bool Fails() {
  allocations.fetch_add(1, std::memory_order_relaxed);
  if (until_failure == 0 || --until_failure > 0) return false;
  failed = true;
  return true;
}
}  // namespace

// NOLINTBEGIN(readability-identifier-naming,readability-inconsistent-declaration-parameter-name)
extern "C" void* __libc_malloc(std::size_t size);
extern "C" void* __libc_realloc(void* block, std::size_t size);
extern "C" void* __libc_calloc(std::size_t count, std::size_t size);
extern "C" void* malloc(std::size_t size) { return Fails() ? nullptr : __libc_malloc(size); }
extern "C" void* realloc(void* block, std::size_t size) {
  return Fails() ? nullptr : __libc_realloc(block, size);
}
extern "C" void* calloc(std::size_t count, std::size_t size) {
  return Fails() ? nullptr : __libc_calloc(count, size);
}
// NOLINTEND(readability-identifier-naming,readability-inconsistent-declaration-parameter-name)

namespace downhill::test {

long Allocations() { return allocations.load(); }

FailingAllocation::FailingAllocation(long k) {
  failed = false;
  until_failure = k;
}
FailingAllocation::~FailingAllocation() { until_failure = 0; }
bool FailingAllocation::has_failed() const { return failed; }

}  // namespace downhill::test

#endif
