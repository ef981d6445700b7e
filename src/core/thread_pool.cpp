// SPDX-License-Identifier: Apache-2.0
#include "core/thread_pool.h"

#include <algorithm>

namespace downhill {

ThreadPool::ThreadPool(int threads) {
  const int extra = std::max(threads, 1) - 1;
  workers_.reserve(static_cast<std::size_t>(extra));
  for (int i = 0; i < extra; ++i) workers_.emplace_back([this] { Work(); });
}

ThreadPool::~ThreadPool() {
  ending_ = true;
  generation_.fetch_add(1);
  generation_.notify_all();
  for (std::thread& worker : workers_) worker.join();
}

void ThreadPool::RunJob(const Job& job) {
  job_ = job;
  next_piece_ = 0;
  busy_ = static_cast<std::uint32_t>(workers_.size());
  generation_.fetch_add(1);
  generation_.notify_all();
  TakePieces();
  for (std::uint32_t busy = busy_.load(); busy != 0; busy = busy_.load()) busy_.wait(busy);
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
    generation_.wait(seen);
    const std::uint32_t current = generation_.load();
    if (current == seen) continue;
    seen = current;
    if (ending_) return;
    TakePieces();
    if (busy_.fetch_sub(1) == 1) busy_.notify_all();
  }
}

}  // namespace downhill
