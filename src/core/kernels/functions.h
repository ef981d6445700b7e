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

/// e^x = 2^n (1 + p), with x = n ln 2 + r and |r| <= ln 2 / 2: the parts of it, for x within
/// [-87.3, 88.3].  Source: Cephes expf, S. Moshier.
struct ExpParts {
  float power;  // 2^n
  float p;      // e^r - 1
};

inline ExpParts SplitExp(float x) {
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
  p = p * (r * r) + r;
  const auto bits = (std::bit_cast<std::uint32_t>(shifted) << 23) + (127u << 23);
  return {std::bit_cast<float>(bits), p};
}

inline constexpr float kLowestExponent = -87.33654f;
inline constexpr float kHighestExponent = 88.37626f;

inline float ClampExponent(float x) {
  const float low = x < kLowestExponent ? kLowestExponent : x;
  return low > kHighestExponent ? kHighestExponent : low;
}

/// e^x.  float: error <= 1 ULP for x in [-87.3, 88.3], 0 below and infinity above. NaN stays NaN.
/// Exactly 0: numbers below 1e-38 would slow every product they enter a hundred times, and the
/// gradient of a sample that is certain would be one.
inline float Exp(float x) {
  const auto [power, p] = SplitExp(ClampExponent(x));
  const float inside = (p + 1.0f) * power;
  const float below = x < kLowestExponent ? 0.0f : inside;
  return x > kHighestExponent ? std::numeric_limits<float>::infinity() : below;
}

/// e^x - 1 without cancellation near 0.  float: error <= 2 ULP for x <= 88.3, infinity above. NaN
/// stays NaN.
inline float Expm1(float x) {
  const auto [power, p] = SplitExp(ClampExponent(x));
  const float inside = power * p + (power - 1.0f);
  return x > kHighestExponent ? std::numeric_limits<float>::infinity() : inside;
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
inline double Expm1(double x) { return std::expm1(x); }
inline double Tanh(double x) { return std::tanh(x); }
inline double Sigmoid(double x) { return 1.0 / (1.0 + std::exp(-x)); }

/// log(1 + t) for t in [0, 1], without a branch.  float: error <= 3 ULP. NaN stays NaN.
/// Method: 2 atanh(u) with u = t / (2 + t) <= 1/3, by its series up to u^15.
inline float Log1pOfShare(float t) {
  const float u = t / (2.0f + t);
  const float s = u * u;
  float p = 2.0f / 15.0f;
  p = p * s + 2.0f / 13.0f;
  p = p * s + 2.0f / 11.0f;
  p = p * s + 2.0f / 9.0f;
  p = p * s + 2.0f / 7.0f;
  p = p * s + 2.0f / 5.0f;
  p = p * s + 2.0f / 3.0f;
  return p * s * u + 2.0f * u;
}
inline double Log1pOfShare(double t) { return std::log1p(t); }

/// log(1 + e^x), without overflow and without cancellation. float: error <= 2 ULP for x >= -87.
inline Scalar Softplus(Scalar x) {
  return (x > 0 ? x : Scalar{0}) + std::log1p(Exp(x > 0 ? -x : x));
}

}  // namespace downhill::kernels
