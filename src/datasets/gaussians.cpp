// SPDX-License-Identifier: Apache-2.0
#include "datasets/generator.h"

namespace downhill {
namespace {

/// Two clouds: class 0 around (-2, -2), class 1 around (2, 2); the noise is their spread.
class Gaussians final : public Dataset {
 public:
  void Declare(Visitor& visitor) override {
    DeclareSamples(visitor, 500, samples_);
    DeclareShift(visitor, 1, noise_);
  }

  Samples Generate(Random& random) const override {
    return PlaceClasses(random, MakeSamples(2, static_cast<Index>(samples_), 2), noise_,
                        [](Member member) {
                          return member.class_number == 1 ? Point{2, 2} : Point{-2, -2};
                        });
  }

 private:
  std::int64_t samples_ = 0;
  double noise_ = 0;
};

}  // namespace

Entry<Dataset> GaussiansEntry() {
  return {
      "gaussians",
      {"Two clouds", "双高斯簇"},
      {"Two normal clouds, which a straight line parts.", "两团正态分布的点，一条直线就能分开。"},
      "Smilkov et al. 2017, Direct-Manipulation Visualization of Deep Networks, arXiv:1708.03788 "
      "(TensorFlow Playground)",
      Make<Gaussians>};
}

}  // namespace downhill
