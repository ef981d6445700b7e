// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <optional>
#include <vector>

#include "core/error.h"
#include "core/stopwatch.h"
#include "experiment/experiment.h"
#include "functions/function.h"
#include "optimizers/optimizer.h"
#include "schedules/schedule.h"
#include "studies/spread.h"
#include "studies/study.h"

namespace downhill {
namespace {

/// Points of the picture along each axis.
constexpr int kGrid = 61;

struct DescentPlan {
  const TestFunction& function;
  const Optimizer& optimizer;
  const Schedule& schedule;
  TestFunction::Point start;
  std::int64_t steps;
  std::uint64_t seed;
};

/// x, y = the two parameters, from the start on, one update after the other.
class DescentRun final : public StudyRun {
 public:
  explicit DescentRun(const DescentPlan& plan)
      : plan_(plan),
        optimizer_(plan.optimizer.Begin({.size = 2, .seed = plan.seed})),
        schedule_(plan.schedule.Begin({{plan.steps, 1}, plan.optimizer.learning_rate()})) {
    place_[0] = static_cast<Scalar>(plan_.start.x);
    place_[1] = static_cast<Scalar>(plan_.start.y);
    Remember();
  }

  void Advance(double budget_ms) override {
    const Stopwatch watch;
    do {
      for (int i = 0; i < 100 && !finished(); ++i) Evaluate();
    } while (!finished() && watch.milliseconds() < budget_ms);
  }
  bool finished() const override { return diverged_ || steps() >= plan_.steps; }
  double progress() const override {
    return finished() ? 1 : static_cast<double>(steps()) / static_cast<double>(plan_.steps);
  }

  Json Result() const override {
    Json rows = Json::array();
    for (std::size_t i = 0; i < path_.size(); ++i) {
      rows.push_back(Json::array({i, path_[i].x, path_[i].y, NumberOrNull(values_[i])}));
    }
    Json minima = Json::array();
    for (const auto& [place, value] : plan_.function.minima()) {
      minima.push_back({{"x", place.x}, {"y", place.y}, {"value", value}});
    }
    return {{"message", ToJson(Message())},
            {"status", diverged_ ? "diverged" : "finished"},
            {"table",
             {{"columns", Json::array({"step", "x", "y", "value"})}, {"rows", std::move(rows)}}},
            {"minima", std::move(minima)},
            {"surface", Surface()}};
  }

 private:
  std::int64_t steps() const { return static_cast<std::int64_t>(path_.size()) - 1; }

  /// The place, or where the optimizer averages its path, the average: that is its answer.
  void Remember() {
    const Scalar* here = plan_.optimizer.averages() && !path_.empty() ? average_ : place_;
    path_.push_back({static_cast<double>(here[0]), static_cast<double>(here[1])});
    values_.push_back(plan_.function.Value(path_.back().x, path_.back().y));
  }

  /// One evaluation of the function, and the step that is done with it.
  void Evaluate() {
    if (const auto asked = optimizer_->query()) {
      optimizer_->Tell(TheUpdate(), ValueAt(asked->parameters, asked->gradient));
    } else {
      value_ = ValueAt(place_, gradient_);
      optimizer_->Step(TheUpdate());
    }
    if (!optimizer_->query()) EndStep();
  }

  double ValueAt(const Scalar* parameters, Scalar* gradient) const {
    const auto x = static_cast<double>(parameters[0]), y = static_cast<double>(parameters[1]);
    if (gradient != nullptr) {
      const TestFunction::Point g = plan_.function.Gradient(x, y);
      gradient[0] = static_cast<Scalar>(g.x);
      gradient[1] = static_cast<Scalar>(g.y);
    }
    return plan_.function.Value(x, y);
  }

  /// Of the step under way.
  Update TheUpdate() {
    const std::int64_t t = steps();
    return {.parameters = place_,
            .gradient = gradient_,
            .size = 2,
            .learning_rate = schedule_->Rate(t),
            .number = t + 1,
            .loss = value_,
            .momentum = schedule_->Momentum(t),
            .average = plan_.optimizer.averages() ? average_ : nullptr};
  }

  void EndStep() {
    schedule_->Observe(value_);
    Remember();
    // Beyond this the squares of 32-bit numbers break.
    diverged_ = !(std::abs(path_.back().x) < 1e6 && std::abs(path_.back().y) < 1e6) ||
                !std::isfinite(values_.back());
    if (diverged_) {
      path_.pop_back();
      values_.pop_back();
    }
  }

  std::size_t Lowest() const {
    return static_cast<std::size_t>(std::min_element(values_.begin(), values_.end()) -
                                    values_.begin());
  }

  double Distance() const {
    double nearest = std::numeric_limits<double>::infinity();
    for (const auto& [place, value] : plan_.function.minima()) {
      nearest = std::min(nearest, std::hypot(path_.back().x - place.x, path_.back().y - place.y));
    }
    return nearest;
  }

  Json Surface() const {
    const TestFunction::Range range = plan_.function.range();
    std::vector<double> xs, ys;
    Json rows = Json::array();
    for (int i = 0; i < kGrid; ++i) {
      const double t = static_cast<double>(i) / (kGrid - 1);
      xs.push_back(range.x_low + t * (range.x_high - range.x_low));
      ys.push_back(range.y_low + t * (range.y_high - range.y_low));
    }
    for (const double y : ys) {
      Json row = Json::array();
      for (const double x : xs) row.push_back(plan_.function.Value(x, y));
      rows.push_back(std::move(row));
    }
    return {{"x", xs}, {"y", ys}, {"value", std::move(rows)}};
  }

  Text Message() const {
    if (diverged_ && steps() == 0) {
      return {
          "Diverged at the first step: the function is too steep here. Start nearer to a "
          "minimum, or divide the learning rate by 1000.",
          "第一步就发散：此处函数过陡。请从离极小点更近处开始，或把学习率除以 1000。"};
    }
    if (diverged_) {
      return Say(
          {"Diverged after {} steps: the point left every bound. Divide the learning rate by "
           "10.",
           "{} 步之后发散：点超出了所有界限。请把学习率除以 10。"},
          steps());
    }
    if (!finished()) return {"The descent is under way.", "正在下降。"};
    return Say({"After {} steps the value is {}, at a distance of {} from the nearest minimum; the "
                "lowest was {} at step {}.",
                "{} 步之后函数值为 {}，距最近的极小点 {}；最低值 {} 出现在第 {} 步。"},
               steps(), RoundedText(values_.back()), RoundedText(Distance()),
               RoundedText(values_[Lowest()]), Lowest());
  }

  DescentPlan plan_;
  std::unique_ptr<OptimizerState> optimizer_;
  std::unique_ptr<ScheduleState> schedule_;
  Scalar place_[2] = {};
  /// Of the place: the gradient and the value.
  Scalar gradient_[2] = {};
  double value_ = 0;
  Scalar average_[2] = {};
  std::vector<TestFunction::Point> path_;
  std::vector<double> values_;
  bool diverged_ = false;
};

class Descent final : public Study {
 public:
  bool needs_experiment() const override { return false; }
  void Declare(Visitor& visitor) override {
    visitor.Component({.label = {"function",
                                 {"Function", "函数"},
                                 {"What is made small: two parameters and no data.",
                                  "要减小的函数：两个参数，没有数据。"}},
                       .fallback = "rosenbrock"},
                      function_);
    visitor.OptionalReal({.label = {"x",
                                    {"Start x", "起点 x"},
                                    {"Left out: where this function is usually started.",
                                     "省略时：该函数通常的起点。"}},
                          .fallback = std::nullopt,
                          .minimum = -1e3,
                          .maximum = 1e3},
                         x_);
    visitor.OptionalReal({.label = {"y",
                                    {"Start y", "起点 y"},
                                    {"Left out: where this function is usually started.",
                                     "省略时：该函数通常的起点。"}},
                          .fallback = std::nullopt,
                          .minimum = -1e3,
                          .maximum = 1e3},
                         y_);
    visitor.Component({.label = {"optimizer",
                                 {"Optimizer", "优化器"},
                                 {"How a gradient becomes a step.", "如何把梯度变成一步更新。"}},
                       .fallback = "adam"},
                      optimizer_);
    visitor.Component(
        {.label = {"schedule",
                   {"Schedule", "学习率调度"},
                   {"How the learning rate changes from step to step.", "学习率如何逐步变化。"}},
         .fallback = "constant"},
        schedule_);
    visitor.Integer(
        {.label = {"steps", {"Steps", "步数"}, {"How many updates are made.", "更新多少步。"}},
         .fallback = 500,
         .minimum = 1,
         .maximum = 100'000,
         .scale = Scale::kLog},
        steps_);
    visitor.Integer({.label = {"seed",
                               {"Seed", "种子"},
                               {"Of optimizers that draw.", "用于需要随机数的优化器。"}},
                     .fallback = kDefaultSeed,
                     .minimum = 0,
                     .maximum = kLargestSeed},
                    seed_);
  }
  std::unique_ptr<StudyRun> Begin(Subject) const override {
    const auto& function = *function_;
    const TestFunction::Point usual = function.start();
    return std::make_unique<DescentRun>(DescentPlan{function,
                                                    *optimizer_,
                                                    *schedule_,
                                                    {x_.value_or(usual.x), y_.value_or(usual.y)},
                                                    steps_,
                                                    static_cast<std::uint64_t>(seed_)});
  }

 private:
  Slot<TestFunction> function_{Functions()};
  Slot<Optimizer> optimizer_{Optimizers()};
  Slot<Schedule> schedule_{Schedules()};
  std::optional<double> x_;
  std::optional<double> y_;
  std::int64_t steps_ = 0;
  std::int64_t seed_ = 0;
};

}  // namespace

Entry<Study> DescentEntry() {
  return {"descent",
          {"Test function", "测试函数"},
          {"An optimizer on a function of two parameters, where its whole path can be drawn.",
           "优化器在二元函数上的表现，整条路径都可以画出来。"},
          "The functions carry their sources",
          Make<Descent>};
}

}  // namespace downhill
