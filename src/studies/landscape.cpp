// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/stopwatch.h"
#include "experiment/memory.h"
#include "experiment/training_run.h"
#include "studies/plane.h"
#include "studies/spread.h"
#include "studies/study.h"
#include "studies/trials.h"

namespace downhill {
namespace {

/// Points of the path, and numbers in all of them.
constexpr std::int64_t kMostSnapshots = 101;
constexpr double kMostPathNumbers = 8e6;

struct LandscapePlan {
  std::string directions;
  std::int64_t resolution = 0;
  double distance = 0;
};

/// Trains and keeps points of the path; lays the plane; evaluates the training loss on its grid,
/// one point a thread.
class LandscapeRun final : public StudyRun {
 public:
  LandscapeRun(Subject subject, LandscapePlan plan)
      : plan_(std::move(plan)), pool_(subject.pool), run_(std::move(subject.run)) {
    const Index parameters = run_->network().parameter_count();
    if (plan_.directions == "exact" && parameters != 2) {
      throw Error("directions",
                  Say({"exact is for models of 2 parameters, and this one has {}. Choose path or "
                       "random.",
                       "exact 只适用于 2 个参数的模型，而此模型有 {} 个。请选择 path 或 random。"},
                      parameters));
    }
    if (parameters == 0) {
      throw Error("experiment.model.layers", {"has no parameters, so there is no landscape. Add a "
                                              "dense layer.",
                                              "没有参数，也就没有损失曲面。请加一个全连接层。"});
    }
    run_->Start(pool_);
    last_step_ = run_->session().LastStep();
    const auto fits = static_cast<std::int64_t>(kMostPathNumbers / static_cast<double>(parameters));
    const std::int64_t snapshots = std::clamp<std::int64_t>(fits, 3, kMostSnapshots);
    // The path, its centred copy, the plane, and what each thread and the way there need.
    const double numbers =
        static_cast<double>(parameters) * (2.0 * static_cast<double>(snapshots + 1) + 16);
    if (BytesOf(*run_) + numbers * sizeof(Scalar) > kMostRunBytes) {
      throw Error("experiment.model.layers",
                  Say({"{} parameters are too many for a landscape: its path does not fit into "
                       "memory. Use fewer units.",
                       "{} 个参数太多：损失曲面的路径会超出内存。请减少单元数。"},
                      parameters));
    }
    every_ = std::max<std::int64_t>(1, (last_step_ + snapshots - 2) / (snapshots - 1));
    Remember();
  }

  void Advance(double budget_ms) override {
    const Stopwatch watch;
    for (double left = budget_ms; !finished() && left > 0;
         left = budget_ms - watch.milliseconds()) {
      if (!trained_) {
        Train(left);
      } else {
        EvaluateSome();
      }
    }
  }

  bool finished() const override { return trained_ && next_ >= Count(); }
  double progress() const override {
    const double training =
        trained_ ? 1
                 : static_cast<double>(run_->session().steps()) / static_cast<double>(last_step_);
    const double grid = trained_ ? static_cast<double>(next_) / static_cast<double>(Count()) : 0;
    return (training + grid) / 2;
  }

  Json Result() const override {
    Json path = Json::array();
    Json result{{"message", ToJson(Message())}, {"directions", plan_.directions}};
    if (!finished()) {
      result["table"] = {{"columns", Json::array({"step", "alpha", "beta", "loss"})},
                         {"rows", Json::array()}};
      return result;
    }
    for (std::size_t i = 0; i < path_.size(); ++i) {
      const Plane::Place place = plane_.Project(path_[i]);
      path.push_back(Json::array(
          {steps_[i], place.alpha, place.beta, NumberOrNull(losses_[GridPoints() + i])}));
    }
    Json rows = Json::array();
    for (std::size_t b = 0; b < Side(); ++b) {
      Json row = Json::array();
      for (std::size_t a = 0; a < Side(); ++a) row.push_back(NumberOrNull(losses_[b * Side() + a]));
      rows.push_back(std::move(row));
    }
    result["table"] = {{"columns", Json::array({"step", "alpha", "beta", "loss"})},
                       {"rows", std::move(path)}};
    result["surface"] = {{"alpha", alphas_}, {"beta", betas_}, {"loss", std::move(rows)}};
    result["share_of_variance"] = share_;
    result["status"] =
        run_->session().progress().status == Status::kDiverged ? "diverged" : "finished";
    return result;
  }

 private:
  std::size_t Side() const { return static_cast<std::size_t>(plan_.resolution); }
  std::size_t GridPoints() const { return Side() * Side(); }
  /// The grid, row by row, and then the points of the path itself.
  std::size_t Count() const { return GridPoints() + path_.size(); }

  void Remember() {
    path_.push_back(run_->session().weights().parameters);
    statistics_.push_back(run_->session().weights().statistics);
    steps_.push_back(run_->session().steps());
  }

  void Train(double budget_ms) {
    Session& session = run_->session();
    session.Run(steps_.back() + every_ - session.steps(), budget_ms);
    const bool ended = session.progress().status != Status::kReady;
    if (session.steps() > steps_.back() && (ended || session.steps() >= steps_.back() + every_)) {
      Remember();
    }
    if (!ended) return;
    // Early stopping may have gone back: the plane goes through what is kept.
    if (path_.back() != session.weights().parameters) {
      path_.back() = session.weights().parameters;
      statistics_.back() = session.weights().statistics;
      steps_.back() = static_cast<std::int64_t>(session.latest().step);
    }
    LayPlane();
    trained_ = true;
  }

  void LayPlane() {
    Random random(static_cast<std::uint64_t>(run_->experiment().seed), "landscape");
    plane_ = plan_.directions == "exact"    ? ExactPlane()
             : plan_.directions == "random" ? RandomPlane(run_->network(), path_.back(), random)
                                            : PathPlane(path_);
    share_ = ShareOfVariance(plane_, path_);
    Plane::Place low{-plan_.distance, -plan_.distance};
    Plane::Place high{plan_.distance, plan_.distance};
    if (plan_.directions != "random") FitPath(low, high);
    for (std::size_t i = 0; i < Side(); ++i) {
      const double t = static_cast<double>(i) / static_cast<double>(Side() - 1);
      alphas_.push_back(low.alpha + t * (high.alpha - low.alpha));
      betas_.push_back(low.beta + t * (high.beta - low.beta));
    }
    losses_.assign(Count(), 0);
    const auto threads = pool_ == nullptr ? 1 : pool_->threads();
    for (int t = 0; t < threads; ++t) {
      evaluators_.push_back(std::make_unique<Evaluator>(run_->network(), *run_->experiment().loss,
                                                        run_->data(), nullptr));
      weights_.push_back(run_->session().weights());
    }
  }

  /// The path, its end in any case, and a quarter of its size around it.
  void FitPath(Plane::Place& low, Plane::Place& high) const {
    low = high = plane_.Project(path_.back());
    for (const Vector& point : path_) {
      const Plane::Place place = plane_.Project(point);
      low = {std::min(low.alpha, place.alpha), std::min(low.beta, place.beta)};
      high = {std::max(high.alpha, place.alpha), std::max(high.beta, place.beta)};
    }
    const double size = std::max({high.alpha - low.alpha, high.beta - low.beta, 1e-3});
    // As wide as high at least half: a path along one direction still has a picture.
    const auto widen = [size](double& from, double& to) {
      const double room = std::max(0.25 * size, 0.5 * (0.5 * size - (to - from)));
      from -= room;
      to += room;
    };
    widen(low.alpha, high.alpha);
    widen(low.beta, high.beta);
  }

  /// A piece of the losses at as many points as there are threads.
  void EvaluateSome() {
    if (partials_.empty()) BeginPoints();
    const auto work = [&](Index lane) {
      const auto at = static_cast<std::size_t>(lane);
      evaluators_[at]->Continue(weights_[at], partials_[at]);
    };
    const auto lanes = static_cast<Index>(partials_.size());
    if (pool_ != nullptr) {
      pool_->Run(lanes, work);
    } else {
      for (Index lane = 0; lane < lanes; ++lane) work(lane);
    }
    // Of one table all of them are complete at the same time.
    if (!partials_.front().complete()) return;
    for (std::size_t lane = 0; lane < partials_.size(); ++lane) {
      losses_[next_ + lane] = evaluators_[lane]->Result(partials_[lane])->loss;
    }
    next_ += partials_.size();
    partials_.clear();
  }

  void BeginPoints() {
    const std::size_t lanes = std::min(evaluators_.size(), Count() - next_);
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      const std::size_t point = next_ + lane;
      Weights& weights = weights_[lane];
      if (point < GridPoints()) {
        plane_.PointAt({alphas_[point % Side()], betas_[point / Side()]}, weights.parameters);
        weights.statistics = statistics_.back();
      } else {
        weights.parameters = path_[point - GridPoints()];
        weights.statistics = statistics_[point - GridPoints()];
      }
      partials_.emplace_back(run_->data().table(Part::kTrain));
    }
  }

  Text Message() const {
    if (!finished()) return {"The landscape is being measured.", "正在测量损失曲面。"};
    if (run_->session().progress().status == Status::kDiverged) {
      return Say({"The training diverged after {} steps: the picture goes through where it ended. "
                  "Divide the learning rate by 10.",
                  "训练在 {} 步后发散：图形经过其终点。请把学习率除以 10。"},
                 run_->session().steps());
    }
    const auto grid = std::span(losses_).first(GridPoints());
    const Spread spread = Spread::Of(grid);
    return Say(
        {"The plane holds {} % of the path's variance. The training loss is {} at the trained "
         "point, and from {} to {} on the grid.",
         "该平面包含路径方差的 {} %。训练点的损失为 {}，网格上从 {} 到 {}。"},
        RoundedText(100 * share_), RoundedText(losses_.back()), RoundedText(spread.low),
        RoundedText(spread.high));
  }

  LandscapePlan plan_;
  ThreadPool* pool_;
  std::unique_ptr<TrainingRun> run_;
  std::int64_t last_step_ = 0;
  std::int64_t every_ = 1;
  bool trained_ = false;
  // The path: parameters, statistics and the steps they are of.
  std::vector<Vector> path_;
  std::vector<Vector> statistics_;
  std::vector<std::int64_t> steps_;
  Plane plane_;
  double share_ = 0;
  std::vector<double> alphas_;
  std::vector<double> betas_;
  std::vector<double> losses_;
  std::size_t next_ = 0;
  // One a thread; the points under way are next_ and those after it.
  std::vector<std::unique_ptr<Evaluator>> evaluators_;
  std::vector<Weights> weights_;
  std::vector<Evaluator::Partial> partials_;
};

class Landscape final : public Study {
 public:
  void Declare(Visitor& visitor) override {
    static constexpr std::array kDirections{
        Option{"path", {"Along the path", "沿路径"}},
        Option{"random", {"Random, filter-normalized", "随机（按滤波器归一化）"}},
        Option{"exact", {"The two parameters", "两个参数"}},
    };
    visitor.Choice(
        {.label = {"directions",
                   {"Directions", "方向"},
                   {"What spans the plane through the trained point: the first two "
                    "principal directions of the path, two random ones, or the two "
                    "parameters that there are.",
                    "经过训练点的平面由什么张成：路径的前两个主方向、两个随机方向，或仅有的"
                    "两个参数。"}},
         .fallback = "path",
         .options = kDirections},
        plan_.directions);
    visitor.Integer(
        {.label = {"resolution",
                   {"Resolution", "分辨率"},
                   {"Points of the grid along each direction.", "每个方向的网格点数。"}},
         .fallback = 31,
         .minimum = 5,
         .maximum = 201},
        plan_.resolution);
    visitor.Real({.label = {"distance",
                            {"Distance", "距离"},
                            {"Random directions: how far the grid reaches, 1 is as far as the "
                             "weights are long.",
                             "随机方向：网格的范围，1 表示与权重长度相同。"}},
                  .fallback = 1,
                  .minimum = 0,
                  .maximum = 100,
                  .minimum_excluded = true,
                  .scale = Scale::kLog},
                 plan_.distance);
  }
  std::unique_ptr<StudyRun> Begin(Subject subject) const override {
    return std::make_unique<LandscapeRun>(std::move(subject), plan_);
  }

 private:
  LandscapePlan plan_;
};

}  // namespace

Entry<Study> LandscapeEntry() {
  return {"landscape",
          {"Loss landscape", "损失曲面"},
          {"The loss on a plane through the trained point, with the path that led there.",
           "经过训练点的平面上的损失，以及到达该点的路径。"},
          "Li, Xu, Taylor, Studer & Goldstein 2018, arXiv:1712.09913",
          Make<Landscape>};
}

}  // namespace downhill
