// SPDX-License-Identifier: Apache-2.0
// What every initializer is: a way to draw the first values of a weight matrix.
#pragma once

#include "core/component.h"
#include "core/random.h"
#include "core/scalar.h"

namespace downhill {

/// fan_in = inputs (times kernel area), fan_out = outputs (times kernel area).
struct Fans {
  Index in;
  Index out;
};

class Initializer : public Component {
 public:
  /// Sets weights (outputs, inputs).
  virtual void Fill(Random& random, Fans fans, MatrixMap weights) const = 0;
};

/// All initializers, in menu order.
const Registry<Initializer>& Initializers();

}  // namespace downhill
