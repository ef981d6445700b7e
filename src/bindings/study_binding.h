// SPDX-License-Identifier: Apache-2.0
// A study as the wall shows it: JSON text in, JSON text out, nothing thrown (bindings/answers.h).
#pragma once

#include <memory>
#include <string_view>

#include "bindings/answers.h"
#include "core/thread_pool.h"
#include "datasets/stored_table.h"
#include "studies/study_document.h"

namespace downhill {

/// Until Open has accepted a document, and after memory has run out in the middle of a piece of
/// work, there is no study: every call then gives a refusal.
class StudyBinding {
 public:
  /// {"kind", "title", "document"}. tables: those at hand.
  /// pool may be null; it must outlive the study.
  const char* Open(std::string_view document, const TableStore& tables, ThreadPool* pool) noexcept;
  /// {"finished", "progress"} after about so many milliseconds of work.
  const char* Advance(double budget_ms) noexcept;
  /// What is known so far.
  const char* Result() noexcept;

 private:
  Answers answers_;
  std::unique_ptr<StudyDocument> study_;
};

}  // namespace downhill
