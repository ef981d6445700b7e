// SPDX-License-Identifier: Apache-2.0
// A study's document, {"version": 1, "kind": "race", "experiment": {...}, ...}, and its run.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "core/component.h"
#include "core/thread_pool.h"
#include "experiment/json.h"
#include "studies/study.h"

namespace downhill {

class StudyDocument final : public Declared {
 public:
  /// Reads the document and the experiment in it, and begins. pool may be null; it must outlive
  /// the study. tables: those at hand, of which the study keeps what it may need. Throws Error with
  /// path and cure.
  StudyDocument(std::string_view text, ThreadPool* pool, TableStore tables = {});
  void Declare(Visitor& visitor) override;

  /// {"kind", "document": every field of the kind with its value, and the experiment}.
  Json Describe();
  StudyRun& run() { return *run_; }

 private:
  std::int64_t version_ = 1;
  Slot<Study> study_{Studies()};
  Json experiment_ = Json::object();
  TableStore tables_;
  std::unique_ptr<StudyRun> run_;
};

}  // namespace downhill
