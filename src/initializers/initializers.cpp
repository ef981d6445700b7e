// SPDX-License-Identifier: Apache-2.0
#include "initializers/initializer.h"

namespace downhill {

// The initializers, in menu order. A new one is one line here and a file, which it shares with its
// family.
const Registry<Initializer>& Initializers() {
  static const Registry<Initializer> registry("initializer", [](Registry<Initializer>& list) {
    LIST(Initializer, GlorotUniform);
    LIST(Initializer, GlorotNormal);
    LIST(Initializer, HeUniform);
    LIST(Initializer, HeNormal);
    LIST(Initializer, LecunUniform);
    LIST(Initializer, LecunNormal);
    LIST(Initializer, Uniform);
    LIST(Initializer, Normal);
    LIST(Initializer, Orthogonal);
    LIST(Initializer, Zeros);
    LIST(Initializer, Constant);
  });
  return registry;
}

}  // namespace downhill
