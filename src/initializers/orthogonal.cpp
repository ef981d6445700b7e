// SPDX-License-Identifier: Apache-2.0
#include <Eigen/QR>
#include <algorithm>

#include "initializers/fill.h"
#include "initializers/initializer.h"

namespace downhill {
namespace {

/// W = gain Q, Q uniformly distributed over the matrices with orthonormal rows (wide) or columns
/// (tall): W keeps the length of every vector, times gain, in the smaller of the two spaces.
///
/// Method: QR of a normal matrix. The factorisation is unique only up to the signs of R's diagonal,
/// and Householder's choice of them is not uniform: making R's diagonal positive is what makes Q so
/// (Mezzadri 2007, section 5).
class Orthogonal final : public Initializer {
 public:
  void Declare(Visitor& visitor) override {
    visitor.Real({.label = {"gain",
                            {"Gain", "增益"},
                            {"Multiplies the orthogonal matrix: 1 keeps lengths.",
                             "与正交矩阵相乘的系数：取 1 时长度不变。"}},
                  .fallback = 1,
                  .minimum = 0,
                  .maximum = 100,
                  .minimum_excluded = true,
                  .scale = Scale::kLog},
                 gain_);
  }

  void Fill(Random& random, Fans, MatrixMap weights) const override {
    const Index tall = std::max(weights.rows(), weights.cols());
    const Index narrow = std::min(weights.rows(), weights.cols());
    if (narrow == 0) return;
    Matrix drawn(tall, narrow);
    FillNormal(random, 0, 1, MatrixMap(drawn.data(), tall, narrow));
    const Eigen::HouseholderQR<Eigen::Ref<Matrix>> qr(drawn);  // in place: layers may be large
    const auto gain = static_cast<Scalar>(gain_);
    const Vector signs =
        (qr.matrixQR().diagonal().array() < 0).select(-gain, Vector::Constant(narrow, gain));
    const Matrix q = qr.householderQ() * Matrix::Identity(tall, narrow);
    if (weights.rows() == tall) {
      weights = q * signs.asDiagonal();
    } else {
      weights = signs.asDiagonal() * q.transpose();
    }
  }

 private:
  double gain_ = 1;
};

}  // namespace

Entry OrthogonalEntry() {
  return {"orthogonal",
          {"Orthogonal", "正交"},
          {"A random rotation: signals keep their length through many layers.",
           "随机旋转矩阵：信号穿过许多层后长度不变。"},
          "Saxe, McClelland & Ganguli 2014, arXiv:1312.6120; Mezzadri 2007, arXiv:math-ph/0609050",
          Make<Orthogonal>};
}

}  // namespace downhill
