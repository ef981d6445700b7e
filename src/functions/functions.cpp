// SPDX-License-Identifier: Apache-2.0
#include "functions/function.h"

namespace downhill {

// The test functions, in menu order. A new one is one file and one line here.
const Registry<TestFunction>& Functions() {
  static const Registry<TestFunction> registry("test_function", [](Registry<TestFunction>& list) {
    LIST(TestFunction, QuadraticBowl);
    LIST(TestFunction, Ravine);
    LIST(TestFunction, Saddle);
    LIST(TestFunction, Rosenbrock);
    LIST(TestFunction, Beale);
    LIST(TestFunction, Himmelblau);
  });
  return registry;
}

}  // namespace downhill
