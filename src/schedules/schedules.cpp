// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "schedules/schedule.h"

namespace downhill {

#define SCHEDULE(Name) Entry Name##Entry();
#include "schedules/schedules.def"
#undef SCHEDULE

const Registry& Schedules() {
  static const std::array entries{
#define SCHEDULE(Name) Name##Entry(),
#include "schedules/schedules.def"
#undef SCHEDULE
  };
  static const Registry registry{"schedule", entries};
  return registry;
}

}  // namespace downhill
