// SPDX-License-Identifier: Apache-2.0
// Tolerances of statistical tests: seeded, so they pass always or never.
#pragma once

namespace downhill::test {

/// How far an estimate may be from what is expected, in its standard errors. Of 1.7 million seeds
/// one would be further, so a failure is a fault and not bad luck.
inline constexpr double kStandardErrors = 5;

/// Standard error of the standard deviation of n numbers, in deviations over sqrt(n)
/// (golden/README.md, Initialisers).
inline constexpr double kDeviationErrorNormal = 0.70710678;
inline constexpr double kDeviationErrorUniform = 0.447;

}  // namespace downhill::test
