// SPDX-License-Identifier: Apache-2.0
// Sine and cosine of a double with the same bits on every machine: those of the system's library
// differ from one to the next.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>

namespace downhill::kernels {

struct SineAndCosine {
  double sine;
  double cosine;
};

/// sin x and cos x, within 3e-16 for |x| <= 1e6; beyond, those of a number as close to x as the
/// next double. NaN where x is not finite.
/// Method: x = n pi/2 + r, |r| <= pi/4, with pi/2 in two parts of which n times the first is exact,
/// and a polynomial of r.  Source: FreeBSD msun, k_sin.c, k_cos.c and e_rem_pio2.c (Sun
/// Microsystems 1993).
inline SineAndCosine SinCos(double x) {
  constexpr double kTwoPi = 6.28318530717958647693;
  constexpr double kTwoOverPi = 6.36619772367581382433e-01;
  constexpr double kHalfPiHigh = 1.57079632673412561417;     // 33 bits
  constexpr double kHalfPiLow = 6.07710050650619224932e-11;  // the next 53
  constexpr double kMostExact = 1e6;                         // n has 20 bits there
  if (!std::isfinite(x)) {
    constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
    return {kNaN, kNaN};
  }
  // The remainder is exact, so it is the same everywhere.
  if (std::abs(x) > kMostExact) x = std::fmod(x, kTwoPi);
  const double n = std::floor(x * kTwoOverPi + 0.5);
  const double r = (x - n * kHalfPiHigh) - n * kHalfPiLow;
  const double z = r * r;
  double s = 1.58969099521155010221e-10;
  s = s * z - 2.50507602534068634195e-08;
  s = s * z + 2.75573137070700676789e-06;
  s = s * z - 1.98412698298579493134e-04;
  s = s * z + 8.33333333332248946124e-03;
  s = s * z - 1.66666666666666324348e-01;
  s = r + r * z * s;
  double c = -1.13596475577881948265e-11;
  c = c * z + 2.08757232129817482790e-09;
  c = c * z - 2.75573143513906633035e-07;
  c = c * z + 2.48015872894767294178e-05;
  c = c * z - 1.38888888888741095749e-03;
  c = c * z + 4.16666666666666019037e-02;
  c = 1 - z / 2 + z * z * c;
  switch (static_cast<std::int64_t>(n) & 3) {
    case 0:
      return {s, c};
    case 1:
      return {c, -s};
    case 2:
      return {-s, -c};
    default:
      return {-c, s};
  }
}

}  // namespace downhill::kernels
