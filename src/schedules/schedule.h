// SPDX-License-Identifier: Apache-2.0
// What every schedule is: the learning rate of a step.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>

#include "core/archive.h"
#include "core/component.h"

namespace downhill {

/// How long the run is that a schedule belongs to, in steps.
struct RunLength {
  std::int64_t steps = 1;
  std::int64_t steps_per_epoch = 1;
};

class Schedule : public Component {
 public:
  /// Before Start.
  void SetRun(const RunLength& run) { run_ = run; }
  /// Starts anew from the optimizer's own rate.
  void Start(double learning_rate) {
    initial_rate_ = learning_rate;
    Forget();
  }
  /// What is remembered from step to step.
  void Keep(Archive& archive) {
    archive.Bits(initial_rate_);
    KeepObserved(archive);
  }
  /// The rate of step t = 0, 1, ..: while t < warmup_steps it rises linearly to the schedule's own
  /// first rate, start_factor + (1 - start_factor) t / warmup_steps of it; after that it is the
  /// schedule's own rate of t - warmup_steps.
  double Rate(std::int64_t t) const;
  /// The momentum of step t, where the schedule cycles it; empty leaves the optimizer's own.
  virtual std::optional<double> Momentum(std::int64_t) const { return std::nullopt; }
  /// After each update: the loss of its batch.
  virtual void Observe(double /*loss*/) {}

 protected:
  /// The schedule's own rate of step t = 0, 1, .. after the warm-up.
  virtual double RateAt(std::int64_t t) const = 0;
  /// Drops what was learnt from Observe.
  virtual void Forget() {}
  virtual void KeepObserved(Archive&) {}
  /// warmup_steps and start_factor, which every schedule has, written once.
  void DeclareWarmUp(Visitor& visitor, std::int64_t steps = 0);
  /// A length in steps as the document gives it; what the warm-up leaves of the run where it gives
  /// none.
  std::int64_t LengthOr(const std::optional<std::int64_t>& given, std::int64_t minimum = 1) const {
    return given ? *given : std::max(run_.steps - warmup_steps_, minimum);
  }

  RunLength run_;
  /// lr0.
  double initial_rate_ = 0;
  std::int64_t warmup_steps_ = 0;
  double start_factor_ = 0;
};

/// What a length that is left empty says.
inline constexpr Words kWholeRun{"whole run", "整个训练"};
/// What several schedules share, written once: gamma and eta_min.
RealDeclaration DecayFactor(double fallback);
RealDeclaration LowestRate();

/// All schedules, in menu order (schedules.def).
const Registry& Schedules();

}  // namespace downhill
