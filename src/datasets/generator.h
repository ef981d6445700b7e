// SPDX-License-Identifier: Apache-2.0
// What the generators share: how samples, noise and classes are declared, how samples are named,
// and labelled points of the plane.
//
// Generated coordinates lie in about [-6, 6], as in TensorFlow Playground, so that one picture
// frame serves every dataset. Class c has the samples c, c + classes, c + 2 classes, ..: the
// classes are balanced to within one sample, and so is every beginning of the data.
#pragma once

#include <cstdint>

#include "datasets/dataset.h"

namespace downhill {

/// How far the points reach from the origin before noise moves them.
inline constexpr double kReach = 5;

void DeclareSamples(Visitor& visitor, std::int64_t fallback, std::int64_t& samples);

/// The deviation of a normal number that is drawn even when it is 0: more noise moves the points of
/// the same seed further, and does not draw others.
struct Noise {
  double fallback;
  double maximum;
  CatalogText help;
};
void DeclareNoise(Visitor& visitor, const Noise& noise, double& value);
/// Of points in the plane.
void DeclareShift(Visitor& visitor, double fallback, double& noise);

/// For the generators of 3 to 6 classes.
void DeclareClasses(Visitor& visitor, std::int64_t& classes);

/// Room for samples of `features` features named x1, x2, ..; classes 0: regression, target y.
/// Throws Error when a class would be without a sample.
Samples MakeSamples(Index features, Index samples, Index classes);

struct Point {
  double x1;
  double x2;
};

/// One sample among those of its class.
struct Member {
  Index class_number;
  Index position;  // 0 .. count-1
  Index count;     // samples of this class
};

/// Points at place(member), each shifted by normal noise.
template <class Place>
Samples PlaceClasses(Random& random, Samples samples, double noise, Place place) {
  const Index count = samples.features.cols();
  const Index classes = samples.classes;
  for (Index i = 0; i < count; ++i) {
    const Index c = i % classes;
    const Point point = place(Member{c, i / classes, (count - c + classes - 1) / classes});
    samples.features(0, i) = static_cast<Scalar>(point.x1 + noise * random.Normal());
    samples.features(1, i) = static_cast<Scalar>(point.x2 + noise * random.Normal());
    samples.targets(0, i) = static_cast<Scalar>(c);
  }
  return samples;
}

}  // namespace downhill
