// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "functions/function.h"

namespace downhill {

#define FUNCTION(Name) Entry Name##Entry();
#include "functions/functions.def"
#undef FUNCTION

const Registry& Functions() {
  static const std::array entries{
#define FUNCTION(Name) Name##Entry(),
#include "functions/functions.def"
#undef FUNCTION
  };
  static const Registry registry{"test_function", entries};
  return registry;
}

}  // namespace downhill
