// SPDX-License-Identifier: Apache-2.0
// A few threads that wait for work. The caller works too, so a pool of one thread starts none.
#pragma once

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

  /// Calls work(0) .. work(pieces - 1), each once, and returns when all are done. Allocates
  /// nothing. Not to be called from inside a piece.
  template <class Work>
  void Run(Index pieces, const Work& work) {
    if (workers_.empty() || pieces <= 1) {
      for (Index piece = 0; piece < pieces; ++piece) work(piece);
      return;
    }
    RunJob({[](const void* context, Index piece) { (*static_cast<const Work*>(context))(piece); },
            &work, pieces});
  }

 private:
  struct Job {
    void (*call)(const void* context, Index piece) = nullptr;
    const void* context = nullptr;
    Index pieces = 0;
  };

  void RunJob(const Job& job);
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

}  // namespace downhill
