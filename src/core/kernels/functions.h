// SPDX-License-Identifier: Apache-2.0
// exp, tanh and the logistic function without branches, so that the compiler turns loops over them
// into SIMD. One element gives the same bits in every lane and at every position.
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "core/scalar.h"

namespace downhill::kernels {

/// e^x.  float: error <= 1 ULP for x in [-87.3, 88.3], 0 below and infinity above. NaN stays NaN.
/// Exactly 0: numbers below 1e-38 would slow every product they enter a hundred times, and the
/// gradient of a sample that is certain would be one.
/// Method: x = n ln 2 + r, polynomial of degree 6 for e^r.  Source: Cephes expf, S. Moshier.
inline float Exp(float exponent) {
  constexpr float kLowest = -87.33654f;
  constexpr float kHighest = 88.37626f;
  float x = exponent < kLowest ? kLowest : exponent;
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
  const float inside = p * std::bit_cast<float>(power);
  const float below = exponent < kLowest ? 0.0f : inside;
  return exponent > kHighest ? std::numeric_limits<float>::infinity() : below;
}

/// tanh x.  float: error <= 3 ULP for |x| <= 1 and 7 ULP (4e-7) beyond, and |tanh x| <= 1. NaN
/// stays NaN.
/// Method: odd rational approximation of degrees 9 and 8, which reaches 1 at the clip.
/// Source: Eigen 5, ptanh_float (rminimax, Filip et al. 2018).
inline float Tanh(float x) {
  constexpr float kClip = 7.90738964080810547f;
  const float c = x < -kClip ? -kClip : (x > kClip ? kClip : x);
  const float s = c * c;
  float p = 1.394553628e-8f;
  p = p * s + 2.102733560e-5f;
  p = p * s + 3.520756727e-3f;
  p = p * s + 1.340216100e-1f;
  float q = 8.015776984e-7f;
  q = q * s + 3.326951409e-4f;
  q = q * s + 2.597254514e-2f;
  q = q * s + 4.673548340e-1f;
  q = q * s + 1.0f;
  return ((s * c) * p + c) / q;
}

/// 1 / (1 + e^-x).  float: error <= 3 ULP for x >= -87. NaN stays NaN.
inline float Sigmoid(float x) { return 1.0f / (1.0f + Exp(-x)); }

inline double Exp(double x) { return std::exp(x); }
inline double Tanh(double x) { return std::tanh(x); }
inline double Sigmoid(double x) { return 1.0 / (1.0 + std::exp(-x)); }

/// log(1 + e^x), without overflow and without cancellation. float: error <= 2 ULP for x >= -87.
inline Scalar Softplus(Scalar x) {
  return (x > 0 ? x : Scalar{0}) + std::log1p(Exp(x > 0 ? -x : x));
}

}  // namespace downhill::kernels
