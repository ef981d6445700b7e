// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <numbers>

#include "datasets/generator.h"

namespace downhill {
namespace {

/// Class 1 within half the reach, class 0 in a ring around it, from 0.7 of the reach on.
class Circle final : public Dataset {
 public:
  void Declare(Visitor& visitor) override {
    DeclareSamples(visitor, 500, samples_);
    DeclareShift(visitor, 0.2, noise_);
  }

  Samples Generate(Random& random) const override {
    return PlaceClasses(
        random, MakeSamples(2, static_cast<Index>(samples_), 2), noise_, [&](Member member) {
          const double radius = member.class_number == 1 ? random.Uniform(0, 0.5 * kReach)
                                                         : random.Uniform(0.7 * kReach, kReach);
          const double angle = random.Uniform(0, 2 * std::numbers::pi);
          return Point{radius * std::cos(angle), radius * std::sin(angle)};
        });
  }

 private:
  std::int64_t samples_ = 0;
  double noise_ = 0;
};

}  // namespace

Entry<Dataset> CircleEntry() {
  return {"circle",
          {"Circle", "圆环"},
          {"A disc inside a ring: no straight line parts them.",
           "圆盘外套着圆环：没有一条直线能把它们分开。"},
          "Smilkov et al. 2017, Direct-Manipulation Visualization of Deep Networks, "
          "arXiv:1708.03788 (TensorFlow Playground)",
          Make<Circle>};
}

}  // namespace downhill
