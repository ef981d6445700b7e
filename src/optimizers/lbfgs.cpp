// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "core/kernels/norms.h"
#include "optimizers/wolfe.h"

namespace downhill {
namespace {

constexpr std::array kLineSearches{Option{"strong_wolfe", {"Strong Wolfe", "强 Wolfe"}},
                                   Option{"none", {"None", "无"}}};

/// A step under way may have been begun with other limits than it has now, but not with more.
constexpr std::int64_t kMostDirections = 1000;
constexpr std::int64_t kMostOfAStep = 10'000;

/// Evaluations of one line search, at most.
constexpr int kOfASearch = 25;

/// s = w - w_previous, y = g - g_previous; of the last history_size pairs with yᵀs > 1e-10 the
/// two-loop recursion makes d = -H g, with H = (yᵀs / yᵀy) I before the first pair. Then w += t d:
/// t fulfils the strong Wolfe conditions, or is the learning rate where there is no line search.
/// One step is up to max_iterations of these; the pairs are kept from step to step. Follows
/// torch/optim/lbfgs.py, but that a search that finds nothing lower drops the pairs.
class Lbfgs final : public Optimizer {
 public:
  void Declare(Visitor& visitor) override {
    DeclareLearningRate(visitor, 1);
    visitor.Integer(
        {.label = {"max_iterations",
                   {"Iterations a step", "每步迭代数"},
                   {"Directions tried in one step, at most.", "每一步最多尝试的方向数。"}},
         .fallback = 20,
         .minimum = 1,
         .maximum = kMostDirections},
        max_iterations_);
    visitor.Integer({.label = {"max_evaluations",
                               {"Evaluations a step", "每步求值数"},
                               {"No new direction after so many evaluations of the loss.",
                                "损失求值达到此次数后不再尝试新方向。"}},
                     .fallback = 25,
                     .minimum = 1,
                     .maximum = kMostOfAStep},
                    max_evaluations_);
    visitor.Integer({.label = {.id = "history_size",
                               .label = {"History", "历史长度"},
                               .help = {"Pairs of steps and gradient changes that are remembered.",
                                        "记住的步长与梯度变化的对数。"},
                               .on_change = OnChange::kStartsOver},
                     .fallback = 10,
                     .minimum = 1,
                     .maximum = 100},
                    history_size_);
    visitor.Real(Tolerance({"tolerance_gradient",
                            {"Gradient tolerance", "梯度容差"},
                            {"Where no entry of the gradient is larger, nothing is done.",
                             "梯度各分量都不大于此值时不再更新。"}},
                           1e-7),
                 tolerance_gradient_);
    visitor.Real(Tolerance({"tolerance_change",
                            {"Change tolerance", "变化容差"},
                            {"A step ends when loss or parameters change by less.",
                             "损失或参数的变化小于此值时结束本步。"}},
                           1e-9),
                 tolerance_change_);
    visitor.Choice({.label = {.id = "line_search",
                              .label = {"Line search", "线搜索"},
                              .help = {"Looks for a good length along each direction, or takes "
                                       "the learning rate.",
                                       "沿每个方向寻找合适的长度，或直接使用学习率。"},
                              .on_change = OnChange::kStartsOver},
                    .fallback = "strong_wolfe",
                    .options = kLineSearches},
                   line_search_);
  }
  bool needs_objective() const override { return true; }
  double buffers() const override {
    return 2 * static_cast<double>(history_size_) + 4 + WolfeSearch::kBuffers;
  }
  std::unique_ptr<OptimizerState> Begin(const Problem& problem) const override {
    return std::make_unique<State>(*this, problem);
  }

 private:
  static RealDeclaration Tolerance(Label label, double fallback) {
    return {.label = label, .fallback = fallback, .minimum = 0, .maximum = 1, .scale = Scale::kLog};
  }

  class State final : public OptimizerState {
   public:
    State(const Lbfgs& settings, const Problem& problem)
        : settings_(settings),
          searches_(settings.line_search_ == "strong_wolfe"),
          search_(problem.size),
          pairs_(static_cast<std::size_t>(settings.history_size_)),
          shares_(pairs_.size()),
          direction_(Vector::Zero(problem.size)),
          place_(Vector::Zero(problem.size)),
          gradient_(Vector::Zero(problem.size)),
          previous_(Vector::Zero(problem.size)) {
      for (Pair& pair : pairs_) {
        pair.s.setZero(problem.size);
        pair.y.setZero(problem.size);
      }
    }
    void Serialize(Archive& archive) override {
      for (Pair& pair : pairs_) {
        archive.Numbers(pair.s);
        archive.Numbers(pair.y);
        archive.Bits(pair.curvature);
      }
      archive.Bits(count_);
      archive.Bits(newest_);
      archive.Require(count_ <= pairs_.size() && newest_ < pairs_.size());
      archive.Numbers(direction_);
      archive.Numbers(previous_);
      archive.Bits(scale_);
      archive.Bits(last_t_);
      archive.Flag(has_previous_);
      archive.Bits(iteration_);
      archive.Require(iteration_ >= 0 && iteration_ <= kMostDirections);
      if (iteration_ == 0) return;
      archive.Bits(evaluations_);
      archive.Require(evaluations_ >= 1 && evaluations_ <= kMostOfAStep + kOfASearch);
      archive.Bits(loss_);
      archive.Numbers(place_);
      archive.Numbers(gradient_);
      if (searches_) search_.Serialize(archive);
    }
    void Step(const Update& update) override {
      const Index n = update.size;
      std::copy(update.gradient, update.gradient + n, gradient_.data());
      if (IsFlat(n)) return;
      std::copy(update.parameters, update.parameters + n, place_.data());
      loss_ = update.loss;
      evaluations_ = 1;
      iteration_ = 0;
      BeginIteration(update);
    }
    std::optional<Query> query() override {
      if (iteration_ == 0) return std::nullopt;
      if (searches_) return search_.query();
      return Query{place_.data(), gradient_.data()};
    }
    void Tell(const Update& update, double loss) override {
      const Index n = update.size;
      const double before = loss_;
      if (searches_) {
        search_.Tell(TheLine(), loss);
        if (search_.query()) return;
        evaluations_ += search_.evaluations();
        last_t_ = search_.reached().t;
        loss_ = search_.reached().value;
        if (last_t_ == 0) {
          Forget();
          return Finish(update);
        }
        const Vector& gradient = search_.gradient();
        std::copy(gradient.data(), gradient.data() + n, gradient_.data());
        MoveAlong(TheLine(), last_t_, place_.data(), n);
      } else {
        loss_ = loss;
        ++evaluations_;
      }
      const double moved = last_t_ * kernels::LargestAbsolute(direction_.data(), n);
      const bool ends = iteration_ >= settings_.max_iterations_ ||
                        evaluations_ >= settings_.max_evaluations_ || IsFlat(n) ||
                        moved <= settings_.tolerance_change_ ||
                        !(std::abs(loss_ - before) >= settings_.tolerance_change_);
      if (ends) return Finish(update);
      BeginIteration(update);
    }

   private:
    struct Pair {
      Vector s;
      Vector y;
      double curvature = 0;  // yᵀs
    };

    /// Chooses a direction, and asks for the first loss along it.
    void BeginIteration(const Update& update) {
      const Index n = update.size;
      const Scalar* gradient = gradient_.data();
      ++iteration_;
      double t = update.learning_rate;
      if (has_previous_) {
        Remember(n);
      } else {
        t *= std::min(1.0, 1 / kernels::SumOfAbsolutes(gradient, n));
      }
      SetDirection(n);
      std::copy(gradient, gradient + n, previous_.data());
      has_previous_ = true;
      last_t_ = 0;
      const double slope = kernels::Dot(gradient, direction_.data(), n);
      // NaN ends it too.
      if (!(slope <= -settings_.tolerance_change_)) return Finish(update);
      if (searches_) return search_.Begin(TheLine(), t, {0, loss_, slope}, gradient);
      MoveAlong(TheLine(), t, place_.data(), n);
      last_t_ = t;
      // The next step begins with an evaluation here.
      if (iteration_ >= settings_.max_iterations_) Finish(update);
    }

    void Finish(const Update& update) {
      std::copy(place_.data(), place_.data() + update.size, update.parameters);
      iteration_ = 0;
    }

    Line TheLine() const {
      return {place_.data(),
              direction_.data(),
              {.evaluations = kOfASearch, .smallest_change = settings_.tolerance_change_}};
    }

    void Forget() {
      count_ = 0;
      newest_ = 0;
      scale_ = 1;
      last_t_ = 0;
      has_previous_ = false;
    }

    bool IsFlat(Index n) const {
      return kernels::LargestAbsolute(gradient_.data(), n) <= settings_.tolerance_gradient_;
    }

    /// The pair of the last move, in the place of the oldest.
    void Remember(Index n) {
      const std::size_t place = count_ == 0 ? 0 : (newest_ + 1) % pairs_.size();
      Pair& pair = pairs_[place];
      // The oldest pair is lost only where the new one is good: until then y stands in previous_.
      Scalar* y = previous_.data();
      const Scalar* g = gradient_.data();
      for (Index i = 0; i < n; ++i) y[i] = g[i] - y[i];
      const double curvature = last_t_ * kernels::Dot(y, direction_.data(), n);
      if (!(curvature > 1e-10)) return;
      const auto t = static_cast<Scalar>(last_t_);
      const Scalar* d = direction_.data();
      Scalar* s = pair.s.data();
      for (Index i = 0; i < n; ++i) s[i] = t * d[i];
      std::copy(y, y + n, pair.y.data());
      pair.curvature = curvature;
      scale_ = curvature / kernels::SumOfSquares(y, n);
      newest_ = place;
      count_ = std::min(count_ + 1, pairs_.size());
    }

    /// d = -H g.  Source: Nocedal & Wright 2006, Numerical Optimization, algorithm 7.4.
    void SetDirection(Index n) {
      Scalar* d = direction_.data();
      const Scalar* g = gradient_.data();
      for (Index i = 0; i < n; ++i) d[i] = -g[i];
      if (count_ == 0) return;
      for (std::size_t age = 0; age < count_; ++age) {
        const Pair& pair = OfAge(age);
        shares_[age] = kernels::Dot(pair.s.data(), d, n) / pair.curvature;
        Add(-shares_[age], pair.y.data(), n);
      }
      const auto scale = static_cast<Scalar>(scale_);
      for (Index i = 0; i < n; ++i) d[i] *= scale;
      for (std::size_t age = count_; age-- > 0;) {
        const Pair& pair = OfAge(age);
        const double share = kernels::Dot(pair.y.data(), d, n) / pair.curvature;
        Add(shares_[age] - share, pair.s.data(), n);
      }
    }

    /// 0 is the newest.
    const Pair& OfAge(std::size_t age) const {
      return pairs_[(newest_ + pairs_.size() - age) % pairs_.size()];
    }

    void Add(double factor, const Scalar* x, Index n) {
      const auto f = static_cast<Scalar>(factor);
      Scalar* d = direction_.data();
      for (Index i = 0; i < n; ++i) d[i] += f * x[i];
    }

    const Lbfgs& settings_;
    const bool searches_;
    WolfeSearch search_;
    std::vector<Pair> pairs_;
    std::size_t count_ = 0;
    std::size_t newest_ = 0;
    std::vector<double> shares_;
    Vector direction_;
    /// Where the step under way has come to, and the gradient there.
    Vector place_;
    Vector gradient_;
    Vector previous_;
    /// H before the first pair.
    double scale_ = 1;
    /// How far along direction_ the last move went.
    double last_t_ = 0;
    bool has_previous_ = false;
    /// Of the step under way: the number of its direction, from 1, or 0 where there is no such
    /// step; its evaluations before this direction, and the loss at place_.
    std::int64_t iteration_ = 0;
    std::int64_t evaluations_ = 0;
    double loss_ = 0;
  };

  std::int64_t max_iterations_ = 0;
  std::int64_t max_evaluations_ = 0;
  std::int64_t history_size_ = 1;
  double tolerance_gradient_ = 0;
  double tolerance_change_ = 0;
  std::string line_search_;
};

}  // namespace

Entry<Optimizer> LbfgsEntry() {
  return {"lbfgs",
          {"L-BFGS", "L-BFGS"},
          {"Learns the curvature from its last steps; made for full batches.",
           "由最近几步学习曲率；适用于全批量。"},
          "Liu & Nocedal 1989, On the Limited Memory BFGS Method for Large Scale Optimization; "
          "PyTorch, LBFGS",
          Make<Lbfgs>};
}

}  // namespace downhill
