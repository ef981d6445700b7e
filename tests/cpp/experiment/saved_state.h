// SPDX-License-Identifier: Apache-2.0
// The state of a run as one block of bytes.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/archive.h"
#include "experiment/training_run.h"

namespace downhill::test {

inline std::vector<std::uint8_t> SavedState(TrainingRun& run) {
  std::vector<std::uint8_t> bytes;
  run.Save([&](std::span<const std::uint8_t> piece) {
    bytes.insert(bytes.end(), piece.begin(), piece.end());
  });
  return bytes;
}

inline void ResumeFrom(TrainingRun& run, std::span<const std::uint8_t> state) {
  run.Resume(SourceOf(state));
}

}  // namespace downhill::test
