// SPDX-License-Identifier: Apache-2.0
#include "schedules/schedule.h"

namespace downhill {

// The schedules, in menu order. A new one is one file and one line here.
const Registry<Schedule>& Schedules() {
  static const Registry<Schedule> registry("schedule", [](Registry<Schedule>& list) {
    LIST(Schedule, ConstantRate);
    LIST(Schedule, StepDecay);
    LIST(Schedule, MultistepDecay);
    LIST(Schedule, ExponentialDecay);
    LIST(Schedule, PolynomialDecay);
    LIST(Schedule, CosineAnnealing);
    LIST(Schedule, CosineWarmRestarts);
    LIST(Schedule, OneCycle);
    LIST(Schedule, LinearWarmup);
    LIST(Schedule, ReduceOnPlateau);
  });
  return registry;
}

std::unique_ptr<ScheduleState> Schedule::Begin(const ScheduledRun& run) const {
  return std::make_unique<ScheduleState>(*this, run);
}

double ScheduleState::Rate(std::int64_t t) const {
  const std::int64_t warmup = schedule_.warmup_steps_;
  if (t >= warmup) return RateAt(t - warmup);
  const double first = schedule_.start_factor_;
  const double share = static_cast<double>(t) / static_cast<double>(warmup);
  return RateAt(0) * (first + (1 - first) * share);
}

std::optional<double> ScheduleState::Momentum(std::int64_t t) const {
  return schedule_.MomentumAt(std::max<std::int64_t>(t - schedule_.warmup_steps_, 0), run_);
}

RealDeclaration DecayFactor(double fallback) {
  return {.label = {"gamma",
                    {"Factor", "衰减倍数"},
                    {"The rate is multiplied by this at each drop.", "每次下降时学习率乘以此值。"}},
          .fallback = fallback,
          .minimum = 0,
          .maximum = 1,
          .minimum_excluded = true};
}

RealDeclaration LowestRate() {
  return {.label = {.id = "eta_min",
                    .label = {"Lowest rate", "最低学习率"},
                    .help = {"Where the cosine wave ends.", "余弦波终点处的学习率。"},
                    .alias = "minimum"},
          .fallback = 0,
          .minimum = 0,
          .maximum = 100,
          .scale = Scale::kLog};
}

void Schedule::DeclareWarmUp(Visitor& visitor, std::int64_t steps) {
  visitor.Integer({.label = {"warmup_steps",
                             {"Warm-up steps", "预热步数"},
                             {"Steps over which the learning rate first rises; 0: none.",
                              "学习率先逐步升高的步数；0 表示不预热。"},
                             "Goyal et al. 2017, arXiv:1706.02677, section 2.2"},
                   .fallback = steps,
                   .minimum = 0,
                   .maximum = 1'000'000'000},
                  warmup_steps_);
  visitor.Real({.label = {"start_factor",
                          {"Warm-up start", "预热起点"},
                          {"Share of the learning rate at the first step of the warm-up.",
                           "预热第一步时学习率所占的比例。"}},
                .fallback = 0.1,
                .minimum = 0,
                .maximum = 1},
               start_factor_);
}

}  // namespace downhill
