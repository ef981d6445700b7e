// SPDX-License-Identifier: Apache-2.0
// What every schedule is: the learning rate of a step.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>

#include "core/archive.h"
#include "core/component.h"

namespace downhill {

/// How long a run is, in steps.
struct RunLength {
  std::int64_t steps = 1;
  std::int64_t steps_per_epoch = 1;
};

/// What a schedule is told of the run that begins.
struct ScheduledRun {
  RunLength length = {};
  /// lr0, the rate that it varies.
  double initial_rate = 0;
};

class ScheduleState;

/// The hyper-parameters, as the document gives them.
class Schedule : public Component {
 public:
  /// The state of a run that has made no step yet. The schedule must outlive it.
  virtual std::unique_ptr<ScheduleState> Begin(const ScheduledRun& run) const;
  /// Whether its rates depend on how long the run is, because a length is left empty.
  virtual bool follows_length() const { return false; }

 protected:
  friend class ScheduleState;

  /// The schedule's own rate of step t = 0, 1, .. after the warm-up: lr0 where it has no formula.
  virtual double RateAt(std::int64_t /*t*/, const ScheduledRun& run) const {
    return run.initial_rate;
  }
  /// The momentum of that step, where the schedule cycles it; empty leaves the optimizer's own.
  virtual std::optional<double> MomentumAt(std::int64_t /*t*/, const ScheduledRun&) const {
    return std::nullopt;
  }
  /// warmup_steps and start_factor, which every schedule has, written once.
  void DeclareWarmUp(Visitor& visitor, std::int64_t steps = 0);
  /// A length in steps as the document gives it; what the warm-up leaves of the run where it gives
  /// none.
  std::int64_t LengthOr(const std::optional<std::int64_t>& given, const ScheduledRun& run,
                        std::int64_t minimum = 1) const {
    return given ? *given : std::max(run.length.steps - warmup_steps_, minimum);
  }

  /// One of so many equal shares of what the warm-up leaves of the run, in steps, rounded up: so
  /// many of them are no shorter than it.
  std::int64_t ShareOf(const ScheduledRun& run, std::int64_t shares) const {
    const std::int64_t length = LengthOr(std::nullopt, run);
    return length / shares + (length % shares > 0 ? 1 : 0);
  }

  std::int64_t warmup_steps_ = 0;
  double start_factor_ = 0;
};

/// A schedule on its way through a run, with what it has learnt from the losses: a run begins a
/// state of its own, and a reset begins another.
class ScheduleState {
 public:
  ScheduleState(const Schedule& schedule, const ScheduledRun& run)
      : schedule_(schedule), run_(run) {}
  virtual ~ScheduleState() = default;

  /// The rate of step t = 0, 1, ..: while t < warmup_steps it rises linearly to the schedule's own
  /// first rate, start_factor + (1 - start_factor) t / warmup_steps of it; after that it is the
  /// schedule's own rate of t - warmup_steps.
  double Rate(std::int64_t t) const;
  /// The momentum of step t, where the schedule cycles it; empty leaves the optimizer's own.
  std::optional<double> Momentum(std::int64_t t) const;
  /// Whether Observe does anything with it: then it is told to the last digit.
  virtual bool observes() const { return false; }
  /// After each update: the loss of its batch.
  virtual void Observe(double /*loss*/) {}
  /// What is remembered from step to step.
  virtual void Serialize(Archive&) {}

 protected:
  virtual double RateAt(std::int64_t t) const { return schedule_.RateAt(t, run_); }
  const ScheduledRun& run() const { return run_; }

 private:
  const Schedule& schedule_;
  const ScheduledRun run_;
};

/// What a length that is left empty says.
inline constexpr CatalogText kWholeRun{"whole run", "整个训练"};
/// What several schedules share, written once: gamma and eta_min.
RealDeclaration DecayFactor(double fallback);
RealDeclaration LowestRate();

/// All schedules, in menu order.
const Registry<Schedule>& Schedules();

}  // namespace downhill
