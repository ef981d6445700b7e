// SPDX-License-Identifier: Apache-2.0
// A question that is answered in one call.
#pragma once

#include <string_view>

#include "probes/probe.h"

namespace downhill::test {

inline Json Ask(TrainingRun& run, std::string_view question) {
  NextStep next_step;
  return downhill::Ask(run, question, next_step, 0);
}

}  // namespace downhill::test
