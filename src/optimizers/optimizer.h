// SPDX-License-Identifier: Apache-2.0
// What every optimizer is: an update of one flat vector of parameters by one of gradients. It knows
// nothing of layers, batches or epochs.
#pragma once

#include <cstdint>
#include <limits>

#include "core/component.h"
#include "core/scalar.h"

namespace downhill {

/// One update.   Shapes: parameters (n), gradient (n).
struct Update {
  Scalar* parameters;
  const Scalar* gradient;
  Index size;
  /// The scheduled rate of this step.
  double learning_rate;
  /// t = 1, 2, .. the number of the update since Reset.
  std::int64_t number;
};

class Optimizer : public Component {
 public:
  /// Forgets everything and gets ready for this many parameters. Allocates; Step does not.
  virtual void Reset(Index parameters) = 0;
  virtual void Step(const Update& update) = 0;

  double learning_rate() const { return learning_rate_; }
  void set_learning_rate(double rate) { learning_rate_ = rate; }

 protected:
  /// The two hyper-parameters that (nearly) all have, written once.
  void DeclareLearningRate(Visitor& visitor, double fallback);
  void DeclareWeightDecay(Visitor& visitor, double fallback = 0);
  /// Zero for what is too small to have all its digits. Such numbers cost a hundred cycles each,
  /// and they stay: 0.9 times the smallest one rounds to itself. Memories of the gradient fall
  /// there as soon as a unit is dead.
  static Scalar Flushed(Scalar x) {
    constexpr Scalar kSmallest = std::numeric_limits<Scalar>::min();
    return x < kSmallest && x > -kSmallest ? Scalar{0} : x;
  }
  /// g + d w: coupled weight decay, as the gradient of (d/2) |w|².
  static Scalar Decayed(Scalar g, Scalar w, Scalar decay) { return g + decay * w; }

  double learning_rate_ = 0;
  double weight_decay_ = 0;
};

/// Decay rates and floors that several optimizers share, written once.
RealDeclaration DecayRate(Label label, double fallback);
RealDeclaration Epsilon(double fallback);
RealDeclaration Momentum(double fallback);

/// All optimizers, in menu order (optimizers.def).
const Registry& Optimizers();

}  // namespace downhill
