// SPDX-License-Identifier: Apache-2.0
#include "bindings/module_binding.h"

#include "experiment/training_run.h"
#include "training/data.h"
#include "training/history.h"

namespace downhill {

const char* ModuleBinding::Build(std::string_view version, bool relaxed, bool threads) noexcept {
  return answers_.Text([&] {
    return Json{{"version", version},
                {"relaxed", relaxed},
                {"threads", threads},
                {"history_columns", kHistoryColumns},
                {"parts", kPartNames}};
  });
}

const char* ModuleBinding::Validate(std::string_view document, const TableStore& tables) noexcept {
  return answers_.Text([&] { return TrainingRun(document, &tables).Describe(); });
}

}  // namespace downhill
