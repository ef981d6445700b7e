// SPDX-License-Identifier: Apache-2.0
#include "datasets/generator.h"

namespace downhill {
namespace {

/// Class 1 where exactly one coordinate is positive; every quadrant has its share of the samples,
/// and a gap along the axes keeps the classes apart.
class Xor final : public Dataset {
 public:
  void Declare(Visitor& visitor) override {
    DeclareSamples(visitor, 500, samples_);
    DeclareShift(visitor, 0.2, noise_);
  }

  Samples Generate(Random& random) const override {
    return PlaceClasses(random, MakeSamples(2, static_cast<Index>(samples_), 2), noise_,
                        [&](Member member) {
                          const double x1 = random.Uniform(kGap, kReach);
                          const double x2 = random.Uniform(kGap, kReach);
                          const double side = member.position % 2 == 0 ? 1 : -1;
                          const double same = member.class_number == 0 ? 1 : -1;
                          return Point{side * x1, side * same * x2};
                        });
  }

 private:
  std::int64_t samples_ = 0;
  double noise_ = 0;
  static constexpr double kGap = 0.3;
};

}  // namespace

Entry<Dataset> XorEntry() {
  return {"xor",
          {"XOR", "异或"},
          {"Four quadrants, opposite ones alike: the classic that one layer cannot learn.",
           "四个象限，对角的两个属于同一类：单层网络学不会的经典问题。"},
          "Minsky & Papert 1969, Perceptrons",
          Make<Xor>};
}

}  // namespace downhill
