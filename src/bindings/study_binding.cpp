// SPDX-License-Identifier: Apache-2.0
#include "bindings/study_binding.h"

#include "bindings/described.h"

namespace downhill {

StudyBinding::StudyBinding(const std::string& document, const TableStore& tables,
                           ThreadPool* pool) {
  description_ = Described([&] {
    auto study = std::make_unique<StudyDocument>(document, pool, tables);
    Json description = study->Describe();
    study_ = std::move(study);
    return description;
  });
}

std::string StudyBinding::Advance(double budget_ms) {
  if (!study_) return description_;
  return Described([&] {
    StudyRun& run = study_->run();
    run.Advance(budget_ms);
    return Json{{"finished", run.finished()}, {"progress", run.progress()}};
  });
}

std::string StudyBinding::Result() const {
  if (!study_) return description_;
  return Described([&] { return study_->run().Result(); });
}

}  // namespace downhill
