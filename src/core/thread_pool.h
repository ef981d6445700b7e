// SPDX-License-Identifier: Apache-2.0
// A few threads that wait for work. The caller works too, so a pool of one thread starts none.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <thread>
#include <vector>

#include "core/scalar.h"

namespace downhill {

/// Runs pieces of work that do not depend on each other. What a piece computes never depends on
/// which thread runs it or on how many there are: that is what keeps runs reproducible.
class ThreadPool {
 public:
  /// threads >= 1, the caller included. Under Emscripten they must be in its pool already.
  explicit ThreadPool(int threads);
  ~ThreadPool();
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  int threads() const { return static_cast<int>(workers_.size()) + 1; }

  /// Calls work(0) .. work(pieces - 1), each once, and returns when all are done. Without a pool
  /// the caller works alone. Allocates nothing. Not to be called from inside a piece.
  template <class Work>
  static void Run(ThreadPool* pool, Index pieces, const Work& work) {
    // Through a pointer also where it is called here: `work` is then compiled once.
    RunJob(pool,
           {[](const void* context, Index piece) { (*static_cast<const Work*>(context))(piece); },
            &work, pieces});
  }

 private:
  struct Job {
    void (*call)(const void* context, Index piece) = nullptr;
    const void* context = nullptr;
    Index pieces = 0;
  };

  static void RunJob(ThreadPool* pool, const Job& job);
  void WakeAllFor(const Job& job);
  void TakePieces();
  void Work();

  /// Read only by who has taken a piece, and not written before all pieces are done.
  Job job_;
  /// Pieces that nobody has taken; threads without work wait for it to change.
  std::atomic<std::uint32_t> untaken_{0};
  /// Pieces that are not done; the caller waits for 0. A thread that comes too late for a piece is
  /// not waited for: on a busy machine that may be long.
  std::atomic<std::uint32_t> unfinished_{0};
  std::vector<std::thread> workers_;
};

/// Whether work of so many multiply-adds, or of what takes as long, is done sooner by several
/// threads. Everything that splits a step asks here.
///
/// Alone it takes T = multiply_adds / r; on t threads T / t + W. Measured: r = 20 to 30
/// multiply-adds a nanosecond (products and convolutions), W = 4 to 6 us to wake the others and to
/// wait for the last. So the limit, 42 us at r = 25, is about eight times what is paid for it: with
/// W = 5 us it takes 26 us on two threads (1.6 x), 15 on four (2.7 x) and 10 on eight (4.1 x); half
/// as much would gain 1.3 x on two, a quarter nothing. Work of 1 ms gains 2.0, 3.9 and 7.7 x.
inline bool GainsFromThreads(double multiply_adds) {
  constexpr double kLeast = 1 << 20;
  return multiply_adds >= kLeast;
}

/// Calls work(first, last) for parts of [0, count): two a thread, so that an uneven machine still
/// ends together, of `least` or more; or once for all, where that is done sooner. pool may be null.
template <class Work>
void Share(ThreadPool* pool, Index count, Index least, double multiply_adds, const Work& work) {
  const Index threads = pool != nullptr ? pool->threads() : 1;
  const bool is_split = threads > 1 && GainsFromThreads(multiply_adds);
  const Index parts = is_split ? std::clamp(count / least, Index{1}, Index{2} * threads) : 1;
  // Where part `part` begins; times count it may be more than an Index of wasm holds.
  const auto begin = [=](Index part) {
    return static_cast<Index>(std::int64_t{count} * part / parts);
  };
  ThreadPool::Run(pool, parts, [&](Index part) { work(begin(part), begin(part + 1)); });
}

}  // namespace downhill
