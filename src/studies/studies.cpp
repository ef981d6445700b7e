// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "studies/study.h"

namespace downhill {

#define STUDY(Name) Entry Name##Entry();
#include "studies/studies.def"
#undef STUDY

const Registry& Studies() {
  static const std::array entries{
#define STUDY(Name) Name##Entry(),
#include "studies/studies.def"
#undef STUDY
  };
  static const Registry registry{"study", entries};
  return registry;
}

}  // namespace downhill
