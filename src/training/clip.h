// SPDX-License-Identifier: Apache-2.0
// Gradient clipping: none, by the norm of the whole gradient, or by the value of each entry.
#pragma once

#include "core/component.h"
#include "core/scalar.h"

namespace downhill {

class Clip : public Component {
 public:
  /// False when Apply does nothing; otherwise the norm is taken first, for Apply and for the
  /// history.
  virtual bool active() const { return true; }
  /// Limits gradient (n) in place; norm is its L2 norm.
  virtual void Apply(Scalar* gradient, Index n, double norm) const = 0;
};

const Registry<Clip>& Clips();

}  // namespace downhill
