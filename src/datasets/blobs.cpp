// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <numbers>

#include "datasets/generator.h"

namespace downhill {
namespace {

/// Normal clouds around the corners of a regular polygon; the noise is their spread.
class Blobs final : public Dataset {
 public:
  void Declare(Visitor& visitor) override {
    DeclareSamples(visitor, 500, samples_);
    DeclareShift(visitor, 0.7, noise_);
    DeclareClasses(visitor, classes_);
  }

  Samples Generate(Random& random) const override {
    return PlaceClasses(random,
                        MakeSamples(2, static_cast<Index>(samples_), static_cast<Index>(classes_)),
                        noise_, [&](Member member) {
                          const double turn = static_cast<double>(member.class_number) /
                                              static_cast<double>(classes_);
                          const double angle = 2 * std::numbers::pi * turn;
                          return Point{kRadius * std::sin(angle), kRadius * std::cos(angle)};
                        });
  }

 private:
  std::int64_t samples_ = 0;
  double noise_ = 0;
  std::int64_t classes_ = 0;
  static constexpr double kRadius = 3.5;
};

}  // namespace

Entry<Dataset> BlobsEntry() {
  return {"blobs",
          {"Blobs", "多高斯簇"},
          {"Three to six normal clouds around a circle: for softmax.",
           "三到六团正态分布的点围成一圈：适合 softmax。"},
          "scikit-learn, sklearn.datasets.make_blobs (Pedregosa et al. 2011, JMLR 12)",
          Make<Blobs>};
}

}  // namespace downhill
