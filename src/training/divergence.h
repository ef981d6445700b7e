// SPDX-License-Identifier: Apache-2.0
// Divergence: when a loss says that a run is broken, and where its numbers broke.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>

#include "core/archive.h"
#include "core/text.h"
#include "training/network.h"

namespace downhill {

/// Which losses of a run are too large, by the one it began with. Made anew for every run.
class DivergenceLimit {
 public:
  /// factor: StopRules::divergence_factor.
  explicit DivergenceLimit(double factor) : factor_(factor) {}

  /// The training loss of the first point; until then no loss is too large.
  void Begin(double start_loss) { start_loss_ = start_loss; }
  bool IsPassedBy(double loss) const;
  void Serialize(Archive& archive) { archive.Bits(start_loss_); }

 private:
  double factor_;
  double start_loss_ = std::numeric_limits<double>::infinity();
};

/// The first layer whose outputs in the last pass are not finite; if all are, that with the
/// largest.
std::size_t BrokenLayer(const Network& network, const Workspace& workspace);

/// What happened, where, and the remedy. layer: from 0. other_cure: the end of the sentence, beside
/// a smaller learning rate.
Text DivergenceMessage(std::int64_t step, double loss, std::size_t layer, std::size_t layers,
                       double learning_rate, Words other_cure);

}  // namespace downhill
