// SPDX-License-Identifier: Apache-2.0
#include "bindings/study_binding.h"

#include <utility>

namespace downhill {

const char* StudyBinding::Open(std::string_view document, const TableStore& tables,
                               ThreadPool* pool) noexcept {
  return answers_.Text([&] {
    study_.reset();
    auto study = std::make_unique<StudyDocument>(document, pool, tables);
    Json description = study->Describe();
    study_ = std::move(study);
    return description;
  });
}

const char* StudyBinding::Advance(double budget_ms) noexcept {
  if (!study_) return kOutOfMemory;
  const char* refusal = answers_.Refusal([&] { study_->run().Advance(budget_ms); });
  if (refusal != nullptr) {
    // What a piece of work was in the middle of cannot be gone on with.
    study_.reset();
    return refusal;
  }
  return answers_.Text([&] {
    const StudyRun& run = study_->run();
    return Json{{"finished", run.finished()}, {"progress", run.progress()}};
  });
}

const char* StudyBinding::Result() noexcept {
  if (!study_) return kOutOfMemory;
  return answers_.Text([&] { return study_->run().Result(); });
}

}  // namespace downhill
