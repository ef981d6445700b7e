// SPDX-License-Identifier: Apache-2.0
#include "datasets/generator.h"
#include "datasets/spiral_arms.h"

namespace downhill {
namespace {

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

Entry<Dataset> SpiralsEntry() {
  return {"spirals",
          {"Many spirals", "多臂螺旋"},
          {"Three to six intertwined arms, a class each.", "三到六条缠绕的旋臂，每条是一个类别。"},
          "Karpathy, Stanford CS231n notes, Putting it together: Minimal Neural Network Case Study",
          Make<Spirals>};
}

}  // namespace downhill
