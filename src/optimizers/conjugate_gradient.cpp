// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/kernels/norms.h"
#include "optimizers/wolfe.h"

namespace downhill {
namespace {

/// d = -g + beta d_previous, beta = max(0, gᵀ(g - g_previous) / |g_previous|²);  w += t d, where t
/// fulfils the strong Wolfe conditions. It starts again with d = -g after n steps, where d would
/// not descend, and where a search found nothing lower. The first length tried is learning_rate;
/// later t_previous slope_previous / slope, as if the loss fell as much as the last time.
class ConjugateGradient final : public Optimizer {
 public:
  void Declare(Visitor& visitor) override {
    DeclareLearningRate(visitor, 0.1);
    visitor.Real({.label = {"curvature",
                            {"Curvature condition", "曲率条件"},
                            {"The line search ends where the slope has fallen to this share.",
                             "斜率降到此比例时线搜索结束。"},
                            "Nocedal & Wright 2006, Numerical Optimization, eq. 3.7b"},
                  .fallback = 0.1,
                  .minimum = 1e-6,
                  .maximum = 0.5,
                  .scale = Scale::kLog},
                 curvature_);
    visitor.Integer({.label = {"max_evaluations",
                               {"Evaluations a step", "每步求值数"},
                               {"The line search ends after so many evaluations of the loss.",
                                "线搜索最多对损失求值的次数。"}},
                     .fallback = 25,
                     .minimum = 1,
                     .maximum = 1000},
                    max_evaluations_);
  }
  bool needs_objective() const override { return true; }
  double buffers() const override { return 2 + WolfeSearch::kBuffers; }
  std::unique_ptr<OptimizerState> Begin(const Problem& problem) const override {
    return std::make_unique<State>(*this, problem);
  }

 private:
  class State final : public OptimizerState {
   public:
    State(const ConjugateGradient& settings, const Problem& problem)
        : settings_(settings),
          search_(problem.size),
          direction_(Vector::Zero(problem.size)),
          previous_(Vector::Zero(problem.size)) {}
    void Serialize(Archive& archive) override {
      archive.Numbers(direction_);
      archive.Numbers(previous_);
      archive.Bits(previous_square_);
      archive.Bits(since_restart_);
      archive.Flag(has_moved_);
      archive.Bits(last_t_);
      archive.Bits(last_fall_);
      search_.Serialize(archive);
    }
    void Step(const Update& update) override {
      const Index n = update.size;
      const double square = kernels::SumOfSquares(update.gradient, n);
      if (square == 0) return;
      double beta = 0;
      if (since_restart_ > 0 && since_restart_ < n) {
        const double change = square - kernels::Dot(update.gradient, previous_.data(), n);
        beta = std::max(0.0, change / previous_square_);
      }
      double slope = SetDirection(update, beta);
      if (!(slope < 0)) {
        beta = 0;
        slope = SetDirection(update, 0);
      }
      if (beta == 0) since_restart_ = 0;
      double t = update.learning_rate;
      if (has_moved_ && update.number > 1) t = std::min(last_fall_ / -slope, 10 * last_t_);
      std::copy(update.gradient, update.gradient + n, previous_.data());
      previous_square_ = square;
      search_.Begin(LineOf(update), t, {0, update.loss, slope}, update.gradient);
    }
    std::optional<Query> query() override { return search_.query(); }
    void Tell(const Update& update, double loss) override {
      const Line line = LineOf(update);
      search_.Tell(line, loss);
      if (search_.query()) return;
      const double t = search_.reached().t;
      has_moved_ = t > 0;
      if (has_moved_) MoveAlong(line, t, update.parameters, update.size);
      last_t_ = t;
      last_fall_ = t * -search_.start().slope;
      since_restart_ = has_moved_ ? since_restart_ + 1 : 0;
    }

   private:
    Line LineOf(const Update& update) const {
      return {update.parameters,
              direction_.data(),
              {.curvature = settings_.curvature_,
               .evaluations = static_cast<int>(settings_.max_evaluations_)}};
    }
    /// Returns the slope along it.
    double SetDirection(const Update& update, double beta) {
      const auto kept = static_cast<Scalar>(beta);
      const Scalar* g = update.gradient;
      Scalar* d = direction_.data();
      for (Index i = 0; i < update.size; ++i) d[i] = Flushed(kept * d[i] - g[i]);
      return kernels::Dot(g, d, update.size);
    }

    const ConjugateGradient& settings_;
    WolfeSearch search_;
    Vector direction_;
    Vector previous_;
    double previous_square_ = 0;
    Index since_restart_ = 0;
    bool has_moved_ = false;
    double last_t_ = 0;
    double last_fall_ = 0;
  };

  double curvature_ = 0;
  std::int64_t max_evaluations_ = 0;
};

}  // namespace

Entry<Optimizer> ConjugateGradientEntry() {
  return {"conjugate_gradient",
          {"Conjugate gradient", "共轭梯度"},
          {"Directions that do not undo each other's progress; made for full batches.",
           "各方向互不抵消进展；适用于全批量。"},
          "Polak & Ribière 1969; Nocedal & Wright 2006, Numerical Optimization, algorithm 5.4, eq. "
          "5.45",
          Make<ConjugateGradient>};
}

}  // namespace downhill
