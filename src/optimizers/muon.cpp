// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <vector>

#include "core/kernels/norms.h"
#include "core/kernels/product.h"
#include "optimizers/optimizer.h"

namespace downhill {
namespace {

/// For each weight matrix: B = momentum B + g;  G = g + momentum B with nesterov, else B;
/// X = G / (|G| + 1e-7), then five times A = X Xᵀ, X = 3.4445 X + (-4.7750 A + 2.0315 A²) X, which
/// brings its singular values near 1;  w = (1 - lr weight_decay) w - lr sqrt(max(1, rows/columns))
/// X. Biases, and matrices of one row or column, by AdamW with a rate of its own, which follows the
/// schedule in the same proportion.
class Muon final : public Optimizer {
 public:
  void Declare(Visitor& visitor) override {
    DeclareLearningRate(visitor, 0.02);
    visitor.Real(Momentum(0.95), momentum_);
    visitor.Boolean(
        {.label = {"nesterov",
                   {"Nesterov", "Nesterov"},
                   {"Looks ahead to where the momentum will carry it.", "先看动量将到达之处。"}},
         .fallback = true},
        nesterov_);
    visitor.Real({.label = {"adamw_learning_rate",
                            {"Learning rate of the rest", "其余参数的学习率"},
                            {"For biases and single rows, which AdamW updates.",
                             "用于偏置和单行参数，由 AdamW 更新。"}},
                  .fallback = 0.01,
                  .minimum = 0,
                  .maximum = 100,
                  .minimum_excluded = true,
                  .scale = Scale::kLog},
                 adamw_learning_rate_);
    visitor.Real(DecayRate({"adamw_beta1",
                            {"Beta 1 of the rest", "其余参数的 Beta 1"},
                            {"Memory of the mean gradient.", "梯度均值的记忆系数。"}},
                           0.9),
                 beta1_);
    visitor.Real(DecayRate({"adamw_beta2",
                            {"Beta 2 of the rest", "其余参数的 Beta 2"},
                            {"Memory of the mean squared gradient.", "梯度平方均值的记忆系数。"}},
                           0.999),
                 beta2_);
    visitor.Real(Epsilon(1e-8), eps_);
    DeclareWeightDecay(visitor);
  }
  /// The momentum or the two moments, and four places to work in that a single matrix may fill.
  double buffers() const override { return 6; }
  std::unique_ptr<OptimizerState> Begin(const Problem& problem) const override {
    return std::make_unique<State>(*this, problem);
  }

 private:
  class State final : public OptimizerState {
   public:
    State(const Muon& settings, const Problem& problem)
        : settings_(settings),
          mean_(Vector::Zero(problem.size)),
          squares_(Vector::Zero(problem.size)) {
      Divide(problem);
      Index largest = 0, side = 0;
      for (const MatrixRange& range : matrices_) {
        largest = std::max(largest, range.rows * range.columns);
        side = std::max(side, std::min(range.rows, range.columns));
      }
      wide_.setZero(largest);
      product_.setZero(largest);
      gram_.setZero(side * side);
      polynomial_.setZero(side * side);
    }
    void Buffers(const VisitBuffer& visit) override {
      visit("momentum_buffer", mean_);
      visit("exp_avg_sq", squares_);
    }
    void Step(const Update& update) override {
      for (const MatrixRange& range : matrices_) StepMatrix(update, range);
      for (const Stretch& rest : rest_) StepRest(update, rest.begin, rest.end);
    }

   private:
    /// Parameters begin .. end-1 that lie in none of the matrices.
    struct Stretch {
      Index begin;
      Index end;
    };

    void Divide(const Problem& problem) {
      matrices_.clear();
      rest_.clear();
      for (const MatrixRange& range : problem.matrices) {
        if (range.rows <= 1 || range.columns <= 1) continue;
        const auto is_before = [](const MatrixRange& a, const MatrixRange& b) {
          return a.offset < b.offset;
        };
        matrices_.insert(std::upper_bound(matrices_.begin(), matrices_.end(), range, is_before),
                         range);
      }
      Index begin = 0;
      for (const MatrixRange& range : matrices_) {
        if (begin < range.offset) rest_.push_back({begin, range.offset});
        begin = range.offset + range.rows * range.columns;
      }
      if (begin < problem.size) rest_.push_back({begin, problem.size});
    }

    void StepMatrix(const Update& update, const MatrixRange& range) {
      const Index rows = range.rows, columns = range.columns, size = rows * columns;
      const double current_momentum = update.momentum.value_or(settings_.momentum_);
      const auto momentum = static_cast<Scalar>(current_momentum);
      // G = fresh g + kept B.
      const auto fresh = static_cast<Scalar>(settings_.nesterov_ ? 1 : 0);
      const auto kept = static_cast<Scalar>(settings_.nesterov_ ? current_momentum : 1);
      const Scalar* g = update.gradient + range.offset;
      Scalar* w = update.parameters + range.offset;
      Scalar* b = mean_.data() + range.offset;
      Scalar* direction = product_.data();
      for (Index i = 0; i < size; ++i) {
        b[i] = Flushed(momentum * b[i] + g[i]);
        direction[i] = fresh * g[i] + kept * b[i];
      }
      const double norm = std::sqrt(kernels::SumOfSquares(direction, size));
      const auto scale = static_cast<Scalar>(1 / (norm + 1e-7));
      // Wide: the products are as small as the shorter side.
      const bool tall = rows > columns;
      Scalar* x = wide_.data();
      for (Index j = 0; j < columns; ++j) {
        for (Index i = 0; i < rows; ++i) {
          x[tall ? i * columns + j : j * rows + i] = direction[j * rows + i] * scale;
        }
      }
      Orthogonalize(std::min(rows, columns), std::max(rows, columns));
      const double stretch =
          std::sqrt(std::max(1.0, static_cast<double>(rows) / static_cast<double>(columns)));
      const auto rate = static_cast<Scalar>(update.learning_rate * stretch);
      const auto shrunk = static_cast<Scalar>(1 - update.learning_rate * settings_.weight_decay_);
      for (Index j = 0; j < columns; ++j) {
        for (Index i = 0; i < rows; ++i) {
          Scalar& weight = w[j * rows + i];
          weight = shrunk * weight - rate * x[tall ? i * columns + j : j * rows + i];
        }
      }
    }

    /// wide_ (side, length), side <= length, towards the nearest matrix of orthonormal rows.
    /// Method: five Newton-Schulz steps with Jordan's coefficients: singular values come near 1,
    /// not to it.
    void Orthogonalize(Index side, Index length) {
      using kernels::AsIs;
      constexpr auto kFirst = static_cast<Scalar>(3.4445);
      constexpr auto kThird = static_cast<Scalar>(-4.7750);
      constexpr auto kFifth = static_cast<Scalar>(2.0315);
      Scalar* x = wide_.data();
      Scalar* a = gram_.data();
      Scalar* p = polynomial_.data();
      Scalar* y = product_.data();
      for (int step = 0; step < 5; ++step) {
        kernels::Product(side, side, length, AsIs(x, side), kernels::Transposed(x, side), nullptr,
                         a, side, nullptr);
        kernels::Product(side, side, side, AsIs(a, side), AsIs(a, side), nullptr, p, side, nullptr);
        for (Index i = 0; i < side * side; ++i) p[i] = kThird * a[i] + kFifth * p[i];
        kernels::Product(side, length, side, AsIs(p, side), AsIs(x, side), nullptr, y, side,
                         nullptr);
        for (Index i = 0; i < side * length; ++i) x[i] = kFirst * x[i] + y[i];
      }
    }

    void StepRest(const Update& update, Index begin, Index end) {
      const auto t = static_cast<double>(update.number);
      const double initial_rate = update.initial_rate.value_or(settings_.learning_rate_);
      const double rate = settings_.adamw_learning_rate_ * update.learning_rate / initial_rate;
      const auto step = static_cast<Scalar>(rate / (1 - std::pow(settings_.beta1_, t)));
      const auto correction = static_cast<Scalar>(1 / std::sqrt(1 - std::pow(settings_.beta2_, t)));
      const auto shrunk = static_cast<Scalar>(1 - rate * settings_.weight_decay_);
      const auto beta1 = static_cast<Scalar>(settings_.beta1_);
      const auto fresh1 = static_cast<Scalar>(1 - settings_.beta1_);
      const auto beta2 = static_cast<Scalar>(settings_.beta2_);
      const auto fresh2 = static_cast<Scalar>(1 - settings_.beta2_);
      const auto eps = static_cast<Scalar>(settings_.eps_);
      const Scalar* gradient = update.gradient;
      Scalar* w = update.parameters;
      Scalar* m = mean_.data();
      Scalar* v = squares_.data();
      for (Index i = begin; i < end; ++i) {
        const Scalar g = gradient[i];
        m[i] = Flushed(beta1 * m[i] + fresh1 * g);
        v[i] = Flushed(beta2 * v[i] + fresh2 * g * g);
        w[i] = shrunk * w[i] - step * m[i] / (std::sqrt(v[i]) * correction + eps);
      }
    }

    const Muon& settings_;
    std::vector<MatrixRange> matrices_;
    std::vector<Stretch> rest_;
    Vector mean_;  // the momentum of the matrices, the mean gradient of the rest
    Vector squares_;
    Vector wide_;
    Vector product_;
    Vector gram_;
    Vector polynomial_;
  };

  double momentum_ = 0;
  bool nesterov_ = true;
  double adamw_learning_rate_ = 0;
  double beta1_ = 0;
  double beta2_ = 0;
  double eps_ = 0;
};

}  // namespace

Entry<Optimizer> MuonEntry() {
  return {"muon",
          {"Muon", "Muon"},
          {"Turns the momentum of each weight matrix into a nearby orthogonal matrix.",
           "把每个权重矩阵的动量变为相近的正交矩阵。"},
          "Jordan et al. 2024, Muon: An optimizer for hidden layers in neural networks",
          Make<Muon>};
}

}  // namespace downhill
