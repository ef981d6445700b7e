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

// No job has so many pieces.
constexpr std::uint32_t kEnd = ~0u;

}  // namespace

ThreadPool::ThreadPool(int threads) {
  const int extra = std::max(threads, 1) - 1;
  workers_.reserve(static_cast<std::size_t>(extra));
  for (int i = 0; i < extra; ++i) workers_.emplace_back([this] { Work(); });
}

ThreadPool::~ThreadPool() {
  untaken_ = kEnd;
  NotifyAll(untaken_);
  for (std::thread& worker : workers_) worker.join();
}

void ThreadPool::RunJob(ThreadPool* pool, const Job& job) {
  if (pool != nullptr && !pool->workers_.empty() && job.pieces > 1) return pool->WakeAllFor(job);
  for (Index piece = 0; piece < job.pieces; ++piece) job.call(job.context, piece);
}

void ThreadPool::WakeAllFor(const Job& job) {
  job_ = job;
  const auto pieces = static_cast<std::uint32_t>(job.pieces);
  unfinished_ = pieces;
  untaken_ = pieces;
  NotifyAll(untaken_);
  TakePieces();
  for (std::uint32_t left = unfinished_.load(); left != 0; left = unfinished_.load()) {
    Wait(unfinished_, left);
  }
}

void ThreadPool::TakePieces() {
  std::uint32_t untaken = untaken_.load();
  while (untaken != 0 && untaken != kEnd) {
    // Where it fails, `untaken` is what another thread left, be it of a later job.
    if (!untaken_.compare_exchange_weak(untaken, untaken - 1)) continue;
    job_.call(job_.context, job_.pieces - static_cast<Index>(untaken));
    if (unfinished_.fetch_sub(1) == 1) NotifyAll(unfinished_);
    untaken = untaken_.load();
  }
}

void ThreadPool::Work() {
  while (untaken_.load() != kEnd) {
    TakePieces();
    Wait(untaken_, 0);
  }
}

}  // namespace downhill
