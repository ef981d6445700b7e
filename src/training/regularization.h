// SPDX-License-Identifier: Apache-2.0
// L1 and L2 penalties on the weights, or on all parameters.
#pragma once

#include <string>

#include "core/declaration.h"
#include "core/scalar.h"
#include "training/network.h"

namespace downhill {

/// penalty = l1 Σ|w| + (l2/2) Σw²,  gradient l1 sign(w) + l2 w,  sign(0) = 0.
/// Not divided by the number of samples.   Source: golden/README.md, Penalties.
class Regularization final : public Declared {
 public:
  void Declare(Visitor& visitor) override;

  bool active() const { return l1_ > 0 || l2_ > 0; }
  double Penalty(const Network& network, const Scalar* parameters) const;
  /// Adds the penalty's gradient.
  void AddGradient(const Network& network, const Scalar* parameters, Scalar* gradient) const;

 private:
  template <class Visit>
  void ForEachRange(const Network& network, Visit visit) const;

  double l1_ = 0;
  double l2_ = 0;
  std::string applies_to_;
};

}  // namespace downhill
