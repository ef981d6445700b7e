// SPDX-License-Identifier: Apache-2.0
// The arms of a spiral, for two classes and for many.
#pragma once

#include <cmath>
#include <numbers>

#include "datasets/generator.h"

namespace downhill {

inline void DeclareTurns(Visitor& visitor, double fallback, double& turns) {
  visitor.Real({.label = {"turns",
                          {"Turns", "圈数"},
                          {"How often an arm winds around the centre: more is harder.",
                           "旋臂绕中心多少圈：圈数越多越难。"}},
                .fallback = fallback,
                .minimum = 0.25,
                .maximum = 4},
               turns);
}

/// Archimedean arms from the centre to the reach, turned against each other. The samples of an arm
/// have equal shares of it, each at a random place within its share: no holes, and no two seeds
/// alike.
inline auto SpiralArms(Random& random, std::int64_t arms, double turns) {
  return [&random, arms, turns](Member member) {
    const double along = (static_cast<double>(member.position) + random.Uniform()) /
                         static_cast<double>(member.count);
    const double start = static_cast<double>(member.class_number) / static_cast<double>(arms);
    const double angle = 2 * std::numbers::pi * (turns * along + start);
    const double radius = kReach * along;
    return Point{radius * std::sin(angle), radius * std::cos(angle)};
  };
}

}  // namespace downhill
