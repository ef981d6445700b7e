// SPDX-License-Identifier: Apache-2.0
#include "studies/study.h"

namespace downhill {

// The studies, in menu order. A new one is one file and one line here.
const Registry<Study>& Studies() {
  static const Registry<Study> registry("study", [](Registry<Study>& list) {
    LIST(Study, Race);
    LIST(Study, Restarts);
    LIST(Study, Search);
    LIST(Study, LearningRateFinder);
    LIST(Study, Landscape);
    LIST(Study, Descent);
  });
  return registry;
}

}  // namespace downhill
