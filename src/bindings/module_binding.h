// SPDX-License-Identifier: Apache-2.0
// What the module says without a run: JSON text, nothing thrown (bindings/answers.h).
#pragma once

#include <string_view>

#include "bindings/answers.h"
#include "datasets/stored_table.h"

namespace downhill {

class ModuleBinding {
 public:
  /// {"version", "relaxed", "threads", "history_columns", "parts"}.
  const char* Build(std::string_view version, bool relaxed, bool threads) noexcept;
  /// The description of a document, or the refusal. Trains nothing.
  const char* Validate(std::string_view document, const TableStore& tables) noexcept;

 private:
  Answers answers_;
};

}  // namespace downhill
