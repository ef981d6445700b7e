// SPDX-License-Identifier: Apache-2.0
#include "datasets/generator.h"
#include "datasets/spiral_arms.h"

namespace downhill {
namespace {

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

}  // namespace downhill
