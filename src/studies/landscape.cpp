// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/error.h"
#include "core/stopwatch.h"
#include "experiment/memory.h"
#include "experiment/training_run.h"
#include "experiment/writer.h"
#include "studies/patch.h"
#include "studies/plane.h"
#include "studies/spread.h"
#include "studies/study.h"
#include "studies/trained_path.h"
#include "studies/trials.h"

namespace downhill {
namespace {

/// Points of a path, and numbers in all of them.
constexpr std::int64_t kMostSnapshots = 101;
constexpr double kMostPathNumbers = 8e6;

struct LandscapePlan {
  std::string directions;
  std::int64_t resolution = 0;
  double distance = 0;
  /// The two of "weights".
  std::vector<std::int64_t> weights;
  /// The paths end after so many.
  std::optional<std::int64_t> epochs;
  /// Whose paths they are; empty: that of the experiment alone.
  std::vector<Racer> racers;
};

/// The layers without what only says where their weights begin.
Json WithoutStart(Json layers) {
  if (!layers.is_array()) return layers;
  for (Json& layer : layers) {
    if (!layer.is_object()) continue;
    for (const char* key : {"initializer", "start", "frozen"}) layer.erase(key);
    if (layer.contains("layers")) layer["layers"] = WithoutStart(layer["layers"]);
  }
  return layers;
}

/// Trains and keeps points of the path, of racers one after the other; lays the plane; evaluates
/// the training loss of the experiment on its grid, one point a thread.
class LandscapeRun final : public StudyRun {
 public:
  LandscapeRun(Subject subject, LandscapePlan plan)
      : plan_(std::move(plan)),
        pool_(subject.pool),
        document_(subject.document),
        tables_(subject.tables),
        run_(std::move(subject.run)) {
    const Index parameters = run_->network().parameter_count();
    CheckDirections(parameters);
    for (std::size_t r = 0; r < plan_.racers.size(); ++r) CheckRacer(r);
    const auto paths = static_cast<std::int64_t>(PathCount());
    const auto fits = static_cast<std::int64_t>(kMostPathNumbers / static_cast<double>(parameters));
    snapshots_ = std::clamp<std::int64_t>(fits / paths, 3, kMostSnapshots);
    // The paths, their centred copy, the plane, and what each thread and the way there need.
    const double kept = static_cast<double>(paths * (snapshots_ + 1));
    const double numbers = static_cast<double>(parameters) * (2.0 * kept + 16);
    const double runs = (plan_.racers.empty() ? 1 : 2) * BytesOf(*run_);
    if (runs + numbers * sizeof(Scalar) > kMostRunBytes) {
      throw Error("experiment.model.layers",
                  Say({"{} parameters are too many for a landscape: its path does not fit into "
                       "memory. Use fewer units.",
                       "{} 个参数太多：损失曲面的路径会超出内存。请减少单元数。"},
                      parameters));
    }
    BeginPath();
  }

  void Advance(double budget_ms) override {
    const Stopwatch watch;
    for (double left = budget_ms; !finished() && left > 0;
         left = budget_ms - watch.milliseconds()) {
      if (!trained_) {
        Train(left);
      } else {
        EvaluateSome(left);
      }
    }
  }

  bool finished() const override { return trained_ && measured_ >= Count(); }
  double progress() const override {
    double training = 1;
    if (!trained_) {
      const auto done = static_cast<double>(paths_.size());
      training = (done + path_->progress()) / static_cast<double>(PathCount());
    }
    const double grid =
        trained_ ? static_cast<double>(measured_) / static_cast<double>(Count()) : 0;
    return (training + grid) / 2;
  }

  Json Result() const override {
    Json columns = Json::array({"step", "alpha", "beta", "loss"});
    const bool races = !plan_.racers.empty();
    if (races) columns.insert(columns.begin(), "racer");
    Json result{{"message", ToJson(Message())}, {"directions", plan_.directions}};
    Json rows = Json::array();
    if (!finished()) {
      result["table"] = {{"columns", std::move(columns)}, {"rows", std::move(rows)}};
      return result;
    }
    for (std::size_t i = 0; i < points_.size(); ++i) {
      const Plane::Place place = plane_.Project(points_[i]);
      Json row = Json::array(
          {steps_[i], place.alpha, place.beta, NumberOrNull(losses_[GridPoints() + i])});
      if (races) row.insert(row.begin(), plan_.racers[OwnerOf(i)].name);
      rows.push_back(std::move(row));
    }
    Json surface = Json::array();
    for (std::size_t b = 0; b < Side(); ++b) {
      Json row = Json::array();
      for (std::size_t a = 0; a < Side(); ++a) row.push_back(NumberOrNull(losses_[b * Side() + a]));
      surface.push_back(std::move(row));
    }
    result["table"] = {{"columns", std::move(columns)}, {"rows", std::move(rows)}};
    result["surface"] = {{"alpha", alphas_}, {"beta", betas_}, {"loss", std::move(surface)}};
    result["share_of_variance"] = share_;
    const bool broke =
        std::all_of(paths_.begin(), paths_.end(), [](const Path& path) { return path.diverged; });
    result["status"] = broke ? "diverged" : "finished";
    return result;
  }

 private:
  /// Of a path that has been trained.
  struct Path {
    /// Its first point.
    std::size_t begin;
    std::size_t end;
    bool diverged;
  };

  std::size_t Side() const { return static_cast<std::size_t>(plan_.resolution); }
  std::size_t GridPoints() const { return Side() * Side(); }
  std::size_t PathCount() const { return std::max<std::size_t>(1, plan_.racers.size()); }
  /// The grid, row by row, and then the points of the paths themselves.
  std::size_t Count() const { return GridPoints() + points_.size(); }
  std::size_t OwnerOf(std::size_t point) const {
    std::size_t path = 0;
    while (point >= paths_[path].end) ++path;
    return path;
  }

  void CheckDirections(Index parameters) const {
    if (parameters == 0) {
      throw Error("experiment.model.layers", {"has no parameters, so there is no landscape. Add a "
                                              "dense layer.",
                                              "没有参数，也就没有损失曲面。请加一个全连接层。"});
    }
    if (plan_.directions == "exact" && parameters != 2) {
      throw Error("directions",
                  Say({"exact is for models of 2 parameters, and this one has {}. Choose path or "
                       "random.",
                       "exact 只适用于 2 个参数的模型，而此模型有 {} 个。请选择 path 或 random。"},
                      parameters));
    }
    if (plan_.directions != "weights") return;
    for (std::size_t i = 0; i < plan_.weights.size(); ++i) {
      if (plan_.weights[i] < static_cast<std::int64_t>(parameters)) continue;
      throw Error(Fill("weights[{}]", i), Say({"{} is beyond the {} parameters. Use 0 to {}.",
                                               "{} 超出 {} 个参数。请用 0 到 {}。"},
                                              plan_.weights[i], parameters, parameters - 1));
    }
    if (plan_.weights[0] == plan_.weights[1]) {
      throw Error("weights[1]", {"is the same parameter as the first. Choose another one.",
                                 "与第一个是同一个参数。请另选一个。"});
    }
  }

  std::unique_ptr<TrainingRun> OpenRacer(std::size_t racer) const {
    return std::make_unique<TrainingRun>(Patched(document_, plan_.racers[racer].change), &tables_);
  }

  /// One that is refused, or that has a landscape of its own, is told before anything starts.
  void CheckRacer(std::size_t racer) const {
    const std::string path = Fill("racers[{}]", racer);
    const Json other = Patched(document_, plan_.racers[racer].change);
    for (const char* key : {"data", "loss"}) {
      if (other.value(key, Json()) == document_.value(key, Json())) continue;
      throw Error(Fill("{}.{}", path, key),
                  {"makes another landscape of it, and all paths are to lie in one. Leave it out.",
                   "会得到另一个损失曲面，而所有路径应在同一曲面上。请去掉。"});
    }
    try {
      const auto run = OpenRacer(racer);
      const Json mine = MinimalWithLayers(run->experiment());
      if (WithoutStart(mine["model"]["layers"]) == WithoutStart(document_["model"]["layers"])) {
        return;
      }
    } catch (const Error& error) {
      throw error.Under(path);
    }
    throw Error(path + ".model",
                {"is another network, with a landscape of its own, and all paths are to lie in "
                 "one. Leave it out.",
                 "是另一个网络，有自己的损失曲面，而所有路径应在同一曲面上。请去掉。"});
  }

  /// The next path to be trained.
  void BeginPath() {
    const std::size_t number = paths_.size();
    std::unique_ptr<TrainingRun> run = plan_.racers.empty() ? std::move(run_) : OpenRacer(number);
    path_ = std::make_unique<TrainedPath>(std::move(run), plan_.epochs, snapshots_, pool_);
  }

  /// Whose loss is measured: the experiment, which is the run of the only path where none race.
  TrainingRun& Measured() const { return run_ ? *run_ : path_->run(); }

  void Train(double budget_ms) {
    path_->Train(budget_ms);
    if (!path_->ended()) return;
    const std::size_t begin = points_.size();
    points_.insert(points_.end(), path_->points().begin(), path_->points().end());
    statistics_.insert(statistics_.end(), path_->statistics().begin(), path_->statistics().end());
    steps_.insert(steps_.end(), path_->at().begin(), path_->at().end());
    paths_.push_back({begin, points_.size(), path_->diverged()});
    if (paths_.size() < PathCount()) return BeginPath();
    LayPlane();
    trained_ = true;
  }

  /// The point that the plane goes through: where the first path ends.
  std::size_t Home() const { return paths_.front().end - 1; }

  /// Of those that have not diverged; where all have, all.
  std::vector<Vector> SoundPoints() const {
    std::vector<Vector> sound;
    for (const Path& path : paths_) {
      if (path.diverged) continue;
      sound.insert(sound.end(), points_.begin() + static_cast<std::ptrdiff_t>(path.begin),
                   points_.begin() + static_cast<std::ptrdiff_t>(path.end));
    }
    return sound.empty() ? points_ : sound;
  }

  Plane ChosenPlane(std::span<const Vector> sound) const {
    const Vector& home = points_[Home()];
    if (plan_.directions == "exact") return ExactPlane();
    if (plan_.directions == "weights") {
      return WeightsPlane(home, static_cast<Index>(plan_.weights[0]),
                          static_cast<Index>(plan_.weights[1]));
    }
    if (plan_.directions == "path") return PathPlane(sound, home);
    Random random(static_cast<std::uint64_t>(Measured().experiment().seed), "landscape");
    return RandomPlane(Measured().network(), home, random);
  }

  void LayPlane() {
    const std::vector<Vector> sound = SoundPoints();
    plane_ = ChosenPlane(sound);
    share_ = ShareOfVariance(plane_, sound);
    Plane::Place low{-plan_.distance, -plan_.distance};
    Plane::Place high{plan_.distance, plan_.distance};
    if (plan_.directions != "random") FitPaths(sound, low, high);
    for (std::size_t i = 0; i < Side(); ++i) {
      const double t = static_cast<double>(i) / static_cast<double>(Side() - 1);
      alphas_.push_back(low.alpha + t * (high.alpha - low.alpha));
      betas_.push_back(low.beta + t * (high.beta - low.beta));
    }
    losses_.assign(Count(), 0);
    const auto threads = pool_ == nullptr ? 1 : pool_->threads();
    for (int t = 0; t < threads; ++t) {
      lanes_.push_back(std::make_unique<Lane>(
          Lane{.evaluator = Evaluator(Measured().network(), *Measured().experiment().loss,
                                      Measured().data(), nullptr),
               .weights = {points_[Home()], statistics_[Home()]}}));
    }
  }

  /// The paths, the point of the plane in any case, and a quarter of their size around it.
  void FitPaths(std::span<const Vector> sound, Plane::Place& low, Plane::Place& high) const {
    low = high = plane_.Project(points_[Home()]);
    for (const Vector& point : sound) {
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

  /// What a thread needs to measure the loss at one point after the other.
  struct Lane {
    Evaluator evaluator;
    Weights weights;
    /// The point under way: a large table takes several pieces.
    std::size_t point = 0;
    Evaluator::Partial partial = {};
    std::size_t measured = 0;
  };

  /// For about so many milliseconds: each thread measures the next point that nobody has taken, so
  /// that they wait for each other only at the end of the time.
  void EvaluateSome(double budget_ms) {
    const Stopwatch watch;
    const auto work = [&](Index i) {
      Lane& lane = *lanes_[static_cast<std::size_t>(i)];
      do {
        if (lane.partial.complete() && !BeginPoint(lane)) return;
        lane.evaluator.Continue(lane.weights, lane.partial);
        if (!lane.partial.complete()) continue;
        losses_[lane.point] = lane.evaluator.Result(lane.partial)->loss;
        ++lane.measured;
      } while (watch.milliseconds() < budget_ms);
    };
    const auto lanes = static_cast<Index>(lanes_.size());
    ThreadPool::Run(pool_, lanes, work);
    measured_ = 0;
    for (const auto& lane : lanes_) measured_ += lane->measured;
  }

  /// False where there is none left. Allocates nothing: it runs on any thread.
  bool BeginPoint(Lane& lane) {
    const std::size_t point = next_++;
    if (point >= Count()) return false;
    lane.point = point;
    if (point < GridPoints()) {
      plane_.PointAt({alphas_[point % Side()], betas_[point / Side()]}, lane.weights.parameters);
      lane.weights.statistics = statistics_[Home()];
    } else {
      lane.weights.parameters = points_[point - GridPoints()];
      lane.weights.statistics = statistics_[point - GridPoints()];
    }
    lane.partial = Evaluator::Partial(Measured().data().table(Part::kTrain));
    return true;
  }

  Text Message() const {
    if (!finished()) return {"The landscape is being measured.", "正在测量损失曲面。"};
    const Spread spread = Spread::Of(std::span(losses_).first(GridPoints()));
    if (!plan_.racers.empty()) return RaceMessage(spread);
    if (paths_.front().diverged) {
      return Say({"The training diverged after {} steps: the picture goes through where it ended. "
                  "Divide the learning rate by 10.",
                  "训练在 {} 步后发散：图形经过其终点。请把学习率除以 10。"},
                 path_->steps());
    }
    return Say(
        {"The plane holds {} % of the path's variance. The training loss is {} at the trained "
         "point, and from {} to {} on the grid.",
         "该平面包含路径方差的 {} %。训练点的损失为 {}，网格上从 {} 到 {}。"},
        RoundedText(100 * share_), RoundedText(losses_.back()), RoundedText(spread.low),
        RoundedText(spread.high));
  }

  Text RaceMessage(const Spread& spread) const {
    std::size_t best = paths_.size();
    double lowest = HistoryRow::kNone;
    for (std::size_t p = 0; p < paths_.size(); ++p) {
      const double loss = losses_[GridPoints() + paths_[p].end - 1];
      if (paths_[p].diverged || !std::isfinite(loss)) continue;
      if (best < paths_.size() && loss >= lowest) continue;
      best = p;
      lowest = loss;
    }
    if (best == paths_.size()) {
      return {"Every training diverged. Lower the learning rates.",
              "所有训练都发散了。请降低学习率。"};
    }
    return Say(
        {"{} gets lowest, to a training loss of {}. The plane holds {} % of the variance of "
         "all paths; on the grid the loss goes from {} to {}.",
         "{} 降得最低，训练损失为 {}。该平面包含全部路径方差的 {} %；网格上的损失从 {} 到 {}。"},
        Shown(plan_.racers[best].name), RoundedText(lowest), RoundedText(100 * share_),
        RoundedText(spread.low), RoundedText(spread.high));
  }

  LandscapePlan plan_;
  ThreadPool* pool_;
  const Json& document_;
  const TableStore& tables_;
  /// The experiment; null once it is trained itself.
  std::unique_ptr<TrainingRun> run_;
  std::int64_t snapshots_ = 0;
  /// The one under way, or the last.
  std::unique_ptr<TrainedPath> path_;
  bool trained_ = false;
  // Those that have been trained, one after the other: parameters, statistics and the steps they
  // are of.
  std::vector<Path> paths_;
  std::vector<Vector> points_;
  std::vector<Vector> statistics_;
  std::vector<std::int64_t> steps_;
  Plane plane_;
  double share_ = 0;
  std::vector<double> alphas_;
  std::vector<double> betas_;
  std::vector<double> losses_;
  /// The first point that no thread has taken; and how many are measured.
  std::atomic<std::size_t> next_ = 0;
  std::size_t measured_ = 0;
  std::vector<std::unique_ptr<Lane>> lanes_;
};

// NOLINTNEXTLINE(bugprone-exception-escape): an empty Json takes no memory.
class Landscape final : public Study {
 public:
  void Declare(Visitor& visitor) override {
    static constexpr std::array kDirections{
        Option{"path", {"Along the path", "沿路径"}},
        Option{"random", {"Random, filter-normalized", "随机（按卷积核规范化）"}},
        Option{"exact", {"The two parameters", "两个参数"}},
        Option{"weights", {"Two chosen weights", "选定的两个权重"}},
    };
    visitor.Choice(
        {.label = {"directions",
                   {"Directions", "方向"},
                   {"What spans the plane through the trained point: the first two "
                    "principal directions of the path, two random ones, the two parameters "
                    "that there are, or two that are chosen.",
                    "经过训练点的平面由什么张成：路径的前两个主方向、两个随机方向、仅有的"
                    "两个参数，或选定的两个参数。"}},
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
    visitor.Integers({.label = {"weights",
                                {"Chosen weights", "选定的权重"},
                                {"The numbers of the two, counted from 0 through all layers.",
                                 "两个参数的编号，从 0 开始，依次数过所有层。"}},
                      .fallback = {0, 1},
                      .minimum = 0,
                      .minimum_size = 2,
                      .maximum_size = 2},
                     plan_.weights);
    visitor.OptionalInteger(
        {.label = {"epochs",
                   {"Epochs shown", "显示的轮数"},
                   {"The path ends after so many, whatever the length of the training, which a "
                    "schedule may follow.",
                    "路径到此轮数为止，与训练长度无关（学习率调度可能取决于后者）。"}},
         .fallback = std::nullopt,
         .minimum = 1,
         .empty = {"to the end of the training", "直到训练结束"}},
        plan_.epochs);
    visitor.AnyJson({.label = {"racers",
                               {"Racers", "参赛者"},
                               {"Whose paths are drawn in one picture: as in a race. Empty: the "
                                "experiment's own.",
                                "在同一图中画出谁的路径，写法同竞赛；留空：实验本身。"}}},
                    racers_);
  }
  std::unique_ptr<StudyRun> Begin(Subject subject) const override {
    LandscapePlan plan = plan_;
    if (!racers_.is_array() || !racers_.empty()) plan.racers = ReadRacers(racers_);
    return std::make_unique<LandscapeRun>(std::move(subject), std::move(plan));
  }

 private:
  Json racers_ = Json::array();
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
