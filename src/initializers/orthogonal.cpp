// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "core/kernels/norms.h"
#include "core/kernels/product.h"
#include "initializers/fill.h"
#include "initializers/initializer.h"

namespace downhill {
namespace {

/// W = gain Q, Q uniformly distributed over the matrices with orthonormal rows (wide) or columns
/// (tall): W keeps the length of every vector, times gain, in the smaller of the two spaces.
///
/// Method: the Q of a normal matrix's QR with a positive diagonal of R, which is what makes Q
/// uniform (Mezzadri 2007, section 5) and what Gram and Schmidt give. Every column is made
/// orthogonal to those before it twice: once leaves what cancellation has spoilt, "twice is enough"
/// (Giraud, Langou & Rozložník 2005). All sums have one order, so that the same seed draws the same
/// weights on every machine; columns go in blocks, so that large layers are matrix products.
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
    Matrix q(tall, narrow);
    FillNormal(random, 0, 1, MatrixMap(q.data(), tall, narrow));
    Orthonormalize(q);
    const auto gain = static_cast<Scalar>(gain_);
    if (weights.rows() == tall) {
      weights = q * gain;
    } else {
      weights = q.transpose() * gain;
    }
  }

 private:
  static constexpr Index kBlock = 32;

  /// The columns of q (rows, columns), rows >= columns, in place.
  static void Orthonormalize(Matrix& q) {
    Matrix overlaps(q.cols(), kBlock);
    Matrix shadow(q.rows(), kBlock);
    for (Index first = 0; first < q.cols(); first += kBlock) {
      const Index count = std::min(kBlock, q.cols() - first);
      for (int time = 0; time < 2; ++time) {
        RemoveEarlier(q, first, count, overlaps, shadow);
        for (Index j = first; j < first + count; ++j) {
          Scalar* own = q.col(j).data();
          for (Index i = first; i < j; ++i) {
            const Scalar* other = q.col(i).data();
            const auto overlap = static_cast<Scalar>(kernels::Dot(other, own, q.rows()));
            for (Index row = 0; row < q.rows(); ++row) own[row] -= overlap * other[row];
          }
          const double length = std::sqrt(kernels::SumOfSquares(own, q.rows()));
          for (Index row = 0; row < q.rows(); ++row) own[row] *= static_cast<Scalar>(1 / length);
        }
      }
    }
  }

  /// block -= Q Qᵀ block, where Q are the columns before it.
  static void RemoveEarlier(Matrix& q, Index first, Index count, Matrix& overlaps, Matrix& shadow) {
    if (first == 0) return;
    const Index rows = q.rows();
    Scalar* block = q.col(first).data();
    kernels::Product(first, count, rows, kernels::Transposed(q.data(), rows),
                     kernels::AsIs(block, rows), nullptr, overlaps.data(), overlaps.rows(),
                     nullptr);
    kernels::Product(rows, count, first, kernels::AsIs(q.data(), rows),
                     kernels::AsIs(overlaps.data(), overlaps.rows()), nullptr, shadow.data(), rows,
                     nullptr);
    for (Index i = 0; i < rows * count; ++i) block[i] -= shadow.data()[i];
  }

  double gain_ = 1;
};

}  // namespace

Entry<Initializer> OrthogonalEntry() {
  return {"orthogonal",
          {"Orthogonal", "正交"},
          {"A random rotation: signals keep their length through many layers.",
           "随机旋转矩阵：信号穿过许多层后长度不变。"},
          "Saxe, McClelland & Ganguli 2014, arXiv:1312.6120; Mezzadri 2007, arXiv:math-ph/0609050",
          Make<Orthogonal>};
}

}  // namespace downhill
