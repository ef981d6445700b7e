// SPDX-License-Identifier: Apache-2.0
// Spirals of two arms and of many.
#include <cmath>
#include <numbers>

#include "datasets/generator.h"

namespace downhill {
namespace {

void DeclareTurns(Visitor& visitor, double fallback, double& turns) {
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
auto SpiralArms(Random& random, std::int64_t arms, double turns) {
  return [&random, arms, turns](Member member) {
    const double along = (static_cast<double>(member.position) + random.Uniform()) /
                         static_cast<double>(member.count);
    const double start = static_cast<double>(member.class_number) / static_cast<double>(arms);
    const double angle = 2 * std::numbers::pi * (turns * along + start);
    const double radius = kReach * along;
    return Point{radius * std::sin(angle), radius * std::cos(angle)};
  };
}

/// Two arms, half a turn apart.
class Spiral final : public Dataset {
 public:
  void Declare(Visitor& visitor) override {
    DeclareSamples(visitor, 500, samples_);
    DeclareShift(visitor, 0.1, noise_);
    DeclareTurns(visitor, 1.75, turns_);
  }

  Samples Generate(Random& random) const override {
    return PlaceClasses(random, MakeSamples(2, static_cast<Index>(samples_), 2), noise_,
                        SpiralArms(random, 2, turns_));
  }

 private:
  std::int64_t samples_ = 0;
  double noise_ = 0;
  double turns_ = 0;
};

/// Three to six arms, evenly apart.
class Spirals final : public Dataset {
 public:
  void Declare(Visitor& visitor) override {
    DeclareSamples(visitor, 500, samples_);
    DeclareShift(visitor, 0.1, noise_);
    DeclareClasses(visitor, classes_);
    DeclareTurns(visitor, 0.75, turns_);
  }

  Samples Generate(Random& random) const override {
    return PlaceClasses(random,
                        MakeSamples(2, static_cast<Index>(samples_), static_cast<Index>(classes_)),
                        noise_, SpiralArms(random, classes_, turns_));
  }

 private:
  std::int64_t samples_ = 0;
  double noise_ = 0;
  std::int64_t classes_ = 0;
  double turns_ = 0;
};

}  // namespace

Entry<Dataset> SpiralEntry() {
  return {"spiral",
          {"Spiral", "螺旋"},
          {"Two intertwined arms: the hardest of the plane, it needs depth and patience.",
           "两条缠绕的旋臂：平面数据中最难的一个，需要深度和耐心。"},
          "Lang & Witbrock 1988, Learning to Tell Two Spirals Apart; shape as in TensorFlow "
          "Playground, arXiv:1708.03788",
          Make<Spiral>};
}

Entry<Dataset> SpiralsEntry() {
  return {"spirals",
          {"Many spirals", "多臂螺旋"},
          {"Three to six intertwined arms, a class each.", "三到六条缠绕的旋臂，每条是一个类别。"},
          "Karpathy, Stanford CS231n notes, Putting it together: Minimal Neural Network Case Study",
          Make<Spirals>};
}

}  // namespace downhill
