// SPDX-License-Identifier: Apache-2.0
// exp, tanh and the logistic function without branches, so that the compiler turns loops over them
// into SIMD. One element gives the same bits in every lane and at every position.
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <type_traits>

#include "core/scalar.h"

namespace downhill::kernels {

/// e^x.  float: error <= 2 ULP for x in [-87.3, 88.3]; below it gives about 1e-38 and above about
/// 2e38 instead of 0 and infinity. NaN stays NaN.
/// Method: x = n ln 2 + r, polynomial of degree 6 for e^r.  Source: Cephes expf, S. Moshier.
inline float Exp(float x) {
  constexpr float kLowest = -87.33654f;
  constexpr float kHighest = 88.37626f;
  x = x < kLowest ? kLowest : x;
  x = x > kHighest ? kHighest : x;
  // Adding 1.5 * 2^23 rounds to the nearest whole number and leaves it in the low bits.
  constexpr float kRounder = 12582912.0f;
  const float shifted = x * 1.44269504088896341f + kRounder;
  const float n = shifted - kRounder;
  // ln 2 in two parts: n * 0.693359375 is exact.
  const float r = (x - n * 0.693359375f) - n * -2.12194440e-4f;
  float p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * (r * r) + r + 1.0f;
  const auto power = (std::bit_cast<std::uint32_t>(shifted) << 23) + (127u << 23);
  return p * std::bit_cast<float>(power);
}

/// tanh x.  float: error <= 4 ULP for every x. NaN stays NaN.
/// Method: odd rational approximation of degrees 13 and 6 on [-7.9, 7.9].  Source: Eigen's ptanh_float.
inline float Tanh(float x) {
  constexpr float kClip = 7.90531110763549805f;
  const float c = x < -kClip ? -kClip : (x > kClip ? kClip : x);
  const float s = c * c;
  float p = -2.76076847742355e-16f;
  p = p * s + 2.00018790482477e-13f;
  p = p * s + -8.60467152213735e-11f;
  p = p * s + 5.12229709037114e-08f;
  p = p * s + 1.48572235717979e-05f;
  p = p * s + 6.37261928875436e-04f;
  p = p * s + 4.89352455891786e-03f;
  float q = 1.19825839466702e-06f;
  q = q * s + 1.18534705686654e-04f;
  q = q * s + 2.26843463243900e-03f;
  q = q * s + 4.89352518554385e-03f;
  return c * p / q;
}

/// 1 / (1 + e^-x).  float: error <= 4 ULP for x >= -87. NaN stays NaN.
inline float Sigmoid(float x) { return 1.0f / (1.0f + Exp(-x)); }

inline double Exp(double x) { return std::exp(x); }
inline double Tanh(double x) { return std::tanh(x); }
inline double Sigmoid(double x) { return 1.0 / (1.0 + std::exp(-x)); }

/// log(1 + e^x), without overflow and without cancellation.
inline Scalar Softplus(Scalar x) {
  return (x > 0 ? x : Scalar{0}) + std::log1p(Exp(x > 0 ? -x : x));
}

}  // namespace downhill::kernels
