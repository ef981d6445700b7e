// SPDX-License-Identifier: Apache-2.0
#include "core/thread_pool.h"

#include <algorithm>
#include <limits>

#ifdef __EMSCRIPTEN_PTHREADS__
// As <emscripten/threading.h> declares it, which only the bindings include.
extern "C" int emscripten_futex_wait(volatile void* address, std::uint32_t value,
                                     double milliseconds);
#endif

namespace downhill {
namespace {

// Under Emscripten std::atomic::wait polls with a growing sleep, up to 8 ms; the machine's own
// instructions wake in 4 to 6 us (measured). Elsewhere the standard library has a futex.
#ifdef __EMSCRIPTEN_PTHREADS__
static_assert(sizeof(std::atomic<std::uint32_t>) == sizeof(std::uint32_t));

void Wait(std::atomic<std::uint32_t>& value, std::uint32_t old) {
  // Not the builtin itself: V8's baseline compiler of Node 20 gets a loop around it wrong, and
  // hangs.
  emscripten_futex_wait(&value, old, std::numeric_limits<double>::infinity());
}

void NotifyAll(std::atomic<std::uint32_t>& value) {
  constexpr unsigned kEverybody = ~0u;
  __builtin_wasm_memory_atomic_notify(reinterpret_cast<int*>(&value), kEverybody);
}
#else
void Wait(std::atomic<std::uint32_t>& value, std::uint32_t old) { value.wait(old); }
void NotifyAll(std::atomic<std::uint32_t>& value) { value.notify_all(); }
#endif

}  // namespace

ThreadPool::ThreadPool(int threads) {
  const int extra = std::max(threads, 1) - 1;
  workers_.reserve(static_cast<std::size_t>(extra));
  for (int i = 0; i < extra; ++i) workers_.emplace_back([this] { Work(); });
}

ThreadPool::~ThreadPool() {
  ending_ = true;
  generation_.fetch_add(1);
  NotifyAll(generation_);
  for (std::thread& worker : workers_) worker.join();
}

void ThreadPool::RunJob(const Job& job) {
  job_ = job;
  next_piece_ = 0;
  busy_ = static_cast<std::uint32_t>(workers_.size());
  generation_.fetch_add(1);
  NotifyAll(generation_);
  TakePieces();
  for (std::uint32_t busy = busy_.load(); busy != 0; busy = busy_.load()) Wait(busy_, busy);
}

void ThreadPool::TakePieces() {
  for (Index piece = next_piece_.fetch_add(1); piece < job_.pieces;
       piece = next_piece_.fetch_add(1)) {
    job_.call(job_.context, piece);
  }
}

void ThreadPool::Work() {
  // The pool starts at generation 0 and no job has that number, so a job that comes before this
  // thread runs is not missed.
  std::uint32_t seen = 0;
  while (true) {
    Wait(generation_, seen);
    const std::uint32_t current = generation_.load();
    if (current == seen) continue;
    seen = current;
    if (ending_) return;
    TakePieces();
    if (busy_.fetch_sub(1) == 1) NotifyAll(busy_);
  }
}

}  // namespace downhill
