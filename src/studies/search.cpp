// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/error.h"
#include "core/order.h"
#include "core/stopwatch.h"
#include "experiment/experiment.h"
#include "experiment/memory.h"
#include "experiment/reader.h"
#include "studies/patch.h"
#include "studies/space.h"
#include "studies/spread.h"
#include "studies/study.h"
#include "studies/thinned.h"
#include "studies/trials.h"

namespace downhill {
namespace {

/// Points of a trial's curve, beside its last one.
constexpr std::size_t kMostCurvePoints = 60;

/// What a trial has drawn, in the order of the space.
using Drawn = std::vector<Json>;

/// Random search: every trial trains to its end. Successive halving: in rounds; after each only the
/// best 1/factor go on, with factor times the steps, so that the last round trains to the end.
class SearchRun final : public StudyRun {
 public:
  SearchRun(std::vector<Dimension> space, const Subject& subject, std::int64_t trials,
            std::optional<std::int64_t> factor, const Criterion& measure)
      : space_(std::move(space)),
        experiment_(subject.document),
        measure_(measure),
        factor_(factor),
        drawn_(Draw(trials)),
        // What is halved stays open between the rounds.
        trials_(
            drawn_.size(), [this](std::size_t trial) { return Document(trial); }, measure_,
            factor ? drawn_.size() : 0, subject.tables, subject.pool) {
    CheckExtremes();
    CheckFirst();
    for (double left = static_cast<double>(trials); factor_ && left > 1;
         left /= static_cast<double>(*factor_)) {
      ++rounds_;
    }
    reached_.resize(drawn_.size(), 0);
    scores_.resize(drawn_.size(), HistoryRow::kNone);
    curves_.resize(drawn_.size());
    alive_.resize(drawn_.size());
    std::iota(alive_.begin(), alive_.end(), std::size_t{0});
    if (halves()) SetGoals();
  }

  void Advance(double budget_ms) override {
    const Stopwatch watch;
    trials_.Advance(budget_ms, keep_);
    if (!halves()) return;
    SetGoals();
    if (!trials_.resting()) return;
    do {
      Score(alive_[scored_]);
      ++scored_;
    } while (scored_ < alive_.size() && watch.milliseconds() < budget_ms);
    if (scored_ == alive_.size()) EndRound();
  }
  bool finished() const override { return trials_.resting() && !halves(); }
  double progress() const override {
    if (finished()) return 1;
    if (!factor_) return trials_.progress();
    // Every round takes about as many steps as every other.
    double done = 0;
    for (const std::size_t i : alive_) done += ShareOfRound(trials_.all()[i]);
    done /= static_cast<double>(alive_.size());
    return (static_cast<double>(round_) + done) / static_cast<double>(rounds_ + 1);
  }

  Json Result() const override {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < drawn_.size(); ++i) {
      if (trials_.all()[i].outcome || std::isfinite(scores_[i])) order.push_back(i);
    }
    SortStably(order, [this](std::size_t a, std::size_t b) {
      const bool a_broke = !std::isfinite(MeasureOf(a)), b_broke = !std::isfinite(MeasureOf(b));
      if (a_broke != b_broke) return b_broke;
      // Those that came further first: their numbers are of longer trainings.
      if (reached_[a] != reached_[b]) return reached_[a] > reached_[b];
      return measure_.IsBetter(MeasureOf(a), MeasureOf(b));
    });
    Json columns = Json::array({"trial", measure_.id(), "steps", "status"});
    for (const Dimension& dimension : space_) columns.push_back(dimension.path());
    Json rows = Json::array();
    for (const std::size_t i : order) {
      const Trials::Trial& trial = trials_.all()[i];
      Json row = Json::array({i + 1, NumberOrNull(MeasureOf(i)), StepsOf(trial),
                              trial.outcome ? StatusWord(*trial.outcome) : "under way"});
      for (const Json& value : drawn_[i]) row.push_back(value);
      rows.push_back(std::move(row));
    }
    const bool has_best = !order.empty() && std::isfinite(MeasureOf(order.front()));
    Json result{{"message", ToJson(trials_.WithRefusals(
                                Message(has_best ? std::optional(order.front()) : std::nullopt),
                                [](std::size_t i) {
                                  return Say({"Trial {}", "{} 号试验"}, i + 1);
                                }))},
                {"measure", measure_.id()},
                {"table", {{"columns", std::move(columns)}, {"rows", std::move(rows)}}},
                {"curves", CurvesJson()}};
    if (finished()) result["status"] = trials_.EndWord();
    if (has_best) result["best"] = Document(order.front());
    return result;
  }

 private:
  /// How the measure went in each trial that has begun, in the order of the trials.
  Json CurvesJson() const {
    Json curves = Json::array();
    for (std::size_t i = 0; i < drawn_.size(); ++i) {
      const auto& run = trials_.all()[i].run;
      const std::vector<HistoryRow> rows =
          run ? Thinned(run->session().history().rows(), kMostCurvePoints) : curves_[i];
      if (rows.empty()) continue;
      Json epochs = Json::array(), values = Json::array();
      for (const HistoryRow& row : rows) {
        epochs.push_back(row.epoch);
        values.push_back(NumberOrNull(measure_.OfRow(row)));
      }
      curves.push_back(
          {{"trial", i + 1}, {"epochs", std::move(epochs)}, {"values", std::move(values)}});
    }
    return curves;
  }

  /// Rounds are still to be ended.
  bool halves() const { return factor_ && round_ < rounds_; }

  std::vector<Drawn> Draw(std::int64_t trials) const {
    Random random(static_cast<std::uint64_t>(SeedOf(experiment_)), "search");
    std::vector<Drawn> drawn(static_cast<std::size_t>(trials));
    for (Drawn& values : drawn) {
      for (const Dimension& dimension : space_) values.push_back(dimension.Draw(random));
    }
    return drawn;
  }

  Json Document(std::size_t trial) const {
    // Short paths first: "optimizer" takes the place of everything below it.
    const auto order = InOrder(space_.size(), [this](std::size_t a, std::size_t b) {
      return space_[a].path().size() < space_[b].path().size();
    });
    Json document = experiment_;
    for (const std::size_t d : order) Set(document, space_[d], drawn_[trial][d]);
    return document;
  }

  static void Set(Json& document, const Dimension& dimension, const Json& value) {
    try {
      SetAt(document, dimension.path(), value);
    } catch (const Error& error) {
      throw Error(Fill("space[\"{}\"]", Shown(dimension.path())), error.text());
    }
  }

  void CheckFirst() const {
    TrainingRun run(Document(0), &trials_.tables());
    measure_.CheckFor(run);
    const double most = std::floor(kMostRunBytes / BytesOf(run));
    if (factor_ && static_cast<double>(drawn_.size()) > most) {
      // Halving needs two to choose from.
      if (most < 2) {
        throw Error("strategy", {"successive_halving keeps all trials in memory side by side, and "
                                 "not even two of these fit. Use the random strategy.",
                                 "successive_halving 会把所有试验同时留在内存里，而这里连两个都放不"
                                 "下。请使用随机策略。"});
      }
      throw Error("trials", Say({"{} do not fit into memory side by side. Give 2 to {}, or use the "
                                 "random strategy.",
                                 "{} 个试验同时进行会超出内存。请给出 2 到 {}，或使用随机策略。"},
                                drawn_.size(), static_cast<std::int64_t>(most)));
    }
  }

  /// Each end of each range in the first trial, or else in the experiment as it is: what is out of
  /// range is told before anything starts. Data that nothing changes are left out: they take time.
  void CheckExtremes() const {
    Json first = Document(0), plain = experiment_;
    if (std::none_of(space_.begin(), space_.end(), [](const Dimension& dimension) {
          return dimension.path().starts_with("data");
        })) {
      first.erase("data");
      plain.erase("data");
    }
    for (const Dimension& dimension : space_) {
      if (dimension.path().starts_with("loss") || dimension.path() == "data.standardize_target") {
        measure_.CheckForSeveralLosses();
      }
      const std::vector<Json> extremes = dimension.Extremes();
      for (std::size_t i = 0; i < extremes.size(); ++i) {
        if (dimension.listed()) {
          TryListed(first, plain, dimension, extremes[i], i);
        } else {
          Try(first, plain, dimension, extremes[i], {});
        }
      }
      // Both ends of a range may be whole by chance.
      if (const auto between = dimension.Between()) {
        Try(first, plain, dimension, *between,
            {" Or give \"whole\": true.", "或给出 \"whole\": true。"});
      }
    }
  }

  static void Try(const Json& first, const Json& plain, const Dimension& dimension,
                  const Json& value, const Words& cure) {
    if (!Fault(first, dimension, value)) return;
    const auto fault = Fault(plain, dimension, value);
    if (!fault) return;
    throw Error(
        Fill("space[\"{}\"]", Shown(dimension.path())),
        {Fill("{} is refused: {}: {}{}", ShownValue(value), fault->path(), fault->text().en,
              cure.en),
         Fill("{} 被拒绝：{}：{}{}", ShownValue(value), fault->path(), fault->text().zh, cure.zh)});
  }

  /// The path leads into the value, which may be a whole network.
  static void TryListed(const Json& first, const Json& plain, const Dimension& dimension,
                        const Json& value, std::size_t index) {
    if (!Fault(first, dimension, value)) return;
    const auto fault = Fault(plain, dimension, value);
    if (!fault) return;
    const std::string place = Fill("space[\"{}\"].values[{}]", Shown(dimension.path()), index);
    if (fault->path().starts_with(dimension.path())) {
      throw Error(place + fault->path().substr(dimension.path().size()), fault->text());
    }
    throw Error(place, {Fill("is refused: {}: {}", fault->path(), fault->text().en),
                        Fill("被拒绝：{}：{}", fault->path(), fault->text().zh)});
  }

  static std::optional<Error> Fault(Json document, const Dimension& dimension, const Json& value) {
    try {
      SetAt(document, dimension.path(), value);
      Experiment experiment;
      Read(document, experiment);
    } catch (const Error& error) {
      return error;
    }
    return std::nullopt;
  }

  /// How much of its way in this round a trial has gone, from 0 to 1.
  static double ShareOfRound(const Trials::Trial& trial) {
    if (trial.outcome) return 1;
    if (!trial.run) return 0;
    const auto goal = static_cast<double>(std::min(trial.goal, trial.run->session().LastStep()));
    return std::min(1.0, static_cast<double>(trial.run->session().steps()) / std::max(goal, 1.0));
  }

  /// Steps that a trial may have taken at the end of this round. One that is not open yet rests at
  /// once when it is, and is given its goal then.
  void SetGoals() {
    const double share =
        std::pow(static_cast<double>(*factor_), static_cast<double>(round_ - rounds_));
    for (const std::size_t i : alive_) {
      Trials::Trial& trial = trials_.all()[i];
      trial.goal = 0;
      if (!trial.run) continue;
      const auto last = static_cast<double>(trial.run->session().LastStep());
      trial.goal = std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil(last * share)));
    }
  }

  void Score(std::size_t i) {
    Trials::Trial& trial = trials_.all()[i];
    scores_[i] = trial.outcome ? trial.outcome->measure : measure_.Of(*trial.run);
    reached_[i] = round_;
  }

  void EndRound() {
    scored_ = 0;
    SortStably(alive_, [this](std::size_t a, std::size_t b) {
      return measure_.IsBetter(scores_[a], scores_[b]);
    });
    const auto factor = static_cast<std::size_t>(*factor_);
    const std::size_t left = (alive_.size() + factor - 1) / factor;
    for (std::size_t k = left; k < alive_.size(); ++k) {
      trials_.Close(alive_[k], scores_[alive_[k]], keep_);
    }
    alive_.resize(left);
    ++round_;
    if (halves()) {
      SetGoals();
      return;
    }
    for (const std::size_t i : alive_) {
      trials_.all()[i].goal = Session::kNoLimit;
      reached_[i] = rounds_;
    }
  }

  static std::int64_t StepsOf(const Trials::Trial& trial) {
    if (trial.outcome) return trial.outcome->steps;
    return trial.run ? trial.run->session().steps() : 0;
  }

  /// Of a trial that is still open: after the last round.
  double MeasureOf(std::size_t trial) const {
    const auto& outcome = trials_.all()[trial].outcome;
    return outcome ? outcome->measure : scores_[trial];
  }

  Text Message(const std::optional<std::size_t>& best) const {
    if (!finished()) return {"The search is under way.", "搜索进行中。"};
    if (!best) {
      return {"No trial has a finite result. Lower the learning rates.",
              "没有一次试验得到有限的结果。请降低学习率。"};
    }
    std::string values;
    for (std::size_t d = 0; d < space_.size(); ++d) {
      if (d > 0) values += ", ";
      values += space_[d].path() + " = " + Dump(drawn_[*best][d]);
    }
    return Say(
        {"Trial {} of {} is the best: {} {}, with {}.", "{}/{} 号试验最好：{} 为 {}，取值 {}。"},
        *best + 1, drawn_.size(), measure_.id(), RoundedText(MeasureOf(*best)), values);
  }

  std::vector<Dimension> space_;
  const Json& experiment_;
  Criterion measure_;
  std::optional<std::int64_t> factor_;
  std::vector<Drawn> drawn_;
  Trials trials_;
  // Successive halving: rounds before the last one, those that are still in, and what each had.
  std::int64_t rounds_ = 0;
  std::int64_t round_ = 0;
  std::vector<std::size_t> alive_;
  /// Of these the first so many have their score of this round.
  std::size_t scored_ = 0;
  std::vector<double> scores_;
  std::vector<std::int64_t> reached_;
  /// Of those that have ended.
  std::vector<std::vector<HistoryRow>> curves_;
  Trials::Visit keep_ = [this](std::size_t trial, TrainingRun& run) {
    curves_[trial] = Thinned(run.session().history().rows(), kMostCurvePoints);
  };
};

// NOLINTNEXTLINE(bugprone-exception-escape): an empty Json takes no memory.
class Search final : public Study {
 public:
  void Declare(Visitor& visitor) override {
    static constexpr std::array kStrategies{
        Option{"random", {"Random", "随机"}},
        Option{"successive_halving", {"Successive halving", "逐次减半"}},
    };
    visitor.AnyJson(
        {.label = {"space",
                   {"Space", "搜索空间"},
                   {"Places of the experiment, each with \"values\", or with \"minimum\", "
                    "\"maximum\", \"scale\" (log or linear) and \"whole\".",
                    "实验中的路径，每个给出 \"values\"，或给出 \"minimum\"、"
                    "\"maximum\"、\"scale\"（log 或 linear）和 \"whole\"。"}}},
        space_);
    visitor.Choice({.label = {"strategy",
                              {"Strategy", "策略"},
                              {"Whether every trial trains to its end, or only the good ones.",
                               "每次试验都训练到底，还是只让好的继续。"}},
                    .fallback = "random",
                    .options = kStrategies},
                   strategy_);
    visitor.Integer(
        {.label = {"trials",
                   {"Trials", "试验次数"},
                   {"How many points of the space are drawn.", "在空间中抽取多少个点。"}},
         .fallback = 20,
         .minimum = 2,
         .maximum = 500},
        trials_);
    visitor.Integer({.label = {"factor",
                               {"Factor", "减半因子"},
                               {"Successive halving: one in so many goes on after each round.",
                                "逐次减半：每轮之后，每这么多个中留下一个。"}},
                     .fallback = 3,
                     .minimum = 2,
                     .maximum = 10},
                    factor_);
    measure_.Declare(visitor);
  }
  std::unique_ptr<StudyRun> Begin(Subject subject) const override {
    // Every trial is opened for itself.
    subject.run.reset();
    return std::make_unique<SearchRun>(
        ReadSpace(space_), subject, trials_,
        strategy_ == "random" ? std::nullopt : std::optional(factor_), measure_);
  }

 private:
  Json space_;
  std::string strategy_;
  std::int64_t trials_ = 0;
  std::int64_t factor_ = 0;
  Criterion measure_;
};

}  // namespace

Entry<Study> SearchEntry() {
  return {"search",
          {"Hyper-parameter search", "超参数搜索"},
          {"Draws settings from a space, structure included, and ranks what they reach.",
           "从空间中抽取设置（可包括结构），并按结果排序。"},
          "Bergstra & Bengio 2012, Random Search for Hyper-Parameter Optimization; Jamieson & "
          "Talwalkar 2016, arXiv:1502.07943, algorithm 1",
          Make<Search>};
}

}  // namespace downhill
