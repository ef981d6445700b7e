// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <numbers>

#include "datasets/generator.h"

namespace downhill {
namespace {

/// Two interleaving half circles, of radius 3: class 0 bends up, class 1 bends down.
class Moons final : public Dataset {
 public:
  void Declare(Visitor& visitor) override {
    DeclareSamples(visitor, 500, samples_);
    DeclareShift(visitor, 0.3, noise_);
  }

  Samples Generate(Random& random) const override {
    return PlaceClasses(random, MakeSamples(2, static_cast<Index>(samples_), 2), noise_,
                        [&](Member member) {
                          const double angle = random.Uniform(0, std::numbers::pi);
                          const double side = member.class_number == 0 ? 1 : -1;
                          // The second moon is the first one turned by half a turn about the
                          // origin.
                          return Point{side * kRadius * (std::cos(angle) - 0.5),
                                       side * kRadius * (std::sin(angle) - 0.25)};
                        });
  }

 private:
  std::int64_t samples_ = 0;
  double noise_ = 0;
  static constexpr double kRadius = 3;
};

}  // namespace

Entry<Dataset> MoonsEntry() {
  return {"moons",
          {"Moons", "双月"},
          {"Two interleaving half circles: a gentle curve parts them.",
           "两个交错的半圆：一条柔和的曲线就能分开。"},
          "scikit-learn, sklearn.datasets.make_moons (Pedregosa et al. 2011, JMLR 12)",
          Make<Moons>};
}

}  // namespace downhill
