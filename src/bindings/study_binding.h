// SPDX-License-Identifier: Apache-2.0
// A study as the wall shows it: JSON text in, JSON text out, nothing thrown.
#pragma once

#include <memory>
#include <string>

#include "core/thread_pool.h"
#include "studies/study_document.h"

namespace downhill {

/// When the document was refused there is none: every call then gives the refusal.
class StudyBinding {
 public:
  /// tables: those at hand. pool may be null; it must outlive the study.
  StudyBinding(const std::string& document, const TableStore& tables, ThreadPool* pool);

  std::string Describe() const { return description_; }
  /// {"finished", "progress"} after about so many milliseconds of work.
  std::string Advance(double budget_ms);
  /// What is known so far.
  std::string Result() const;

 private:
  std::string description_;
  std::unique_ptr<StudyDocument> study_;
};

}  // namespace downhill
