// SPDX-License-Identifier: Apache-2.0
// How faults cross the wall: as {"error": ...}, never thrown.
#pragma once

#include <new>
#include <string>

#include "core/error.h"
#include "experiment/json.h"

namespace downhill {

/// What work() gives, or what was wrong, as an object with "error".
template <class Work>
std::string Described(Work work) {
  const auto refused = [](const Error& error) { return Dump({{"error", ToJson(error)}}); };
  try {
    return Dump(work());
  } catch (const Error& error) {
    return refused(error);
  } catch (const std::bad_alloc&) {
    // The document is well formed and was counted, but other runs hold the memory.
    return refused(Error("document", {"does not fit into the memory that is left. Close other "
                                      "runs, or use fewer samples or units.",
                                      "剩余内存不足。请关闭其他训练，或减少样本或单元数。"}));
  }
}

}  // namespace downhill
