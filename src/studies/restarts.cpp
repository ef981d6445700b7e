// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <optional>
#include <vector>

#include "core/error.h"
#include "core/order.h"
#include "studies/patch.h"
#include "studies/spread.h"
#include "studies/study.h"
#include "studies/trials.h"

namespace downhill {
namespace {

/// The same data and settings from several random starts; the best one is kept.
class RestartsRun final : public StudyRun {
 public:
  RestartsRun(const Subject& subject, std::int64_t seeds, const Criterion& measure)
      : experiment_(subject.document),
        measure_(measure),
        trials_(
            static_cast<std::size_t>(seeds), [this](std::size_t trial) { return Document(trial); },
            measure_, 0, subject.tables, subject.pool) {
    measure_.CheckFor(*subject.run);
  }

  void Advance(double budget_ms) override { trials_.Advance(budget_ms, {}); }
  bool finished() const override { return trials_.resting(); }
  double progress() const override { return trials_.progress(); }

  Json Result() const override {
    Json rows = Json::array();
    std::vector<double> measures;
    std::optional<std::size_t> best;
    for (const std::size_t t : BestFirst()) {
      const Outcome& outcome = *trials_.all()[t].outcome;
      rows.push_back(Json::array(
          {Seed(t), NumberOrNull(outcome.measure), outcome.steps, StatusWord(outcome)}));
      if (!std::isfinite(outcome.measure)) continue;
      measures.push_back(outcome.measure);
      if (!best) best = t;
    }
    const Spread spread = Spread::Of(measures);
    Json result{
        {"message", ToJson(trials_.WithRefusals(Message(best, spread),
                                                [this](std::size_t t) {
                                                  return Say({"Seed {}", "种子 {}"}, Seed(t));
                                                }))},
        {"measure", measure_.id()},
        {"table",
         {{"columns", Json::array({"seed", measure_.id(), "steps", "status"})}, {"rows", rows}}},
        {"mean", NumberOrNull(spread.mean)},
        {"low", NumberOrNull(spread.low)},
        {"high", NumberOrNull(spread.high)}};
    if (finished()) result["status"] = trials_.EndWord();
    if (best) result["best"] = Document(*best);
    return result;
  }

 private:
  /// Those that have ended.
  std::vector<std::size_t> BestFirst() const {
    std::vector<std::size_t> order;
    for (std::size_t t = 0; t < trials_.all().size(); ++t) {
      if (trials_.all()[t].outcome) order.push_back(t);
    }
    SortStably(order, [this](std::size_t a, std::size_t b) {
      return measure_.IsBetter(trials_.all()[a].outcome->measure,
                               trials_.all()[b].outcome->measure);
    });
    return order;
  }

  std::int64_t Seed(std::size_t trial) const {
    return SeedOf(experiment_, static_cast<std::int64_t>(trial));
  }
  Json Document(std::size_t trial) const {
    return WithSeed(experiment_, static_cast<std::int64_t>(trial));
  }

  Text Message(const std::optional<std::size_t>& best, const Spread& spread) const {
    if (!finished()) return {"Restarts are under way.", "正在多次重新训练。"};
    if (!best) {
      return {"Every start diverged. Lower the learning rate.", "每次都发散。请降低学习率。"};
    }
    const Trials::Trial& trial = trials_.all()[*best];
    return Say({"Seed {} is the best of {}: {} {}, against {} on average.",
                "种子 {} 是 {} 个中最好的：{} 为 {}，平均为 {}。"},
               Seed(*best), trials_.all().size(), measure_.id(),
               RoundedText(trial.outcome->measure), RoundedText(spread.mean));
  }

  const Json& experiment_;
  Criterion measure_;
  Trials trials_;
};

class Restarts final : public Study {
 public:
  void Declare(Visitor& visitor) override {
    visitor.Integer({.label = {"seeds",
                               {"Starts", "次数"},
                               {"How many random starts are tried.", "尝试多少个随机起点。"}},
                     .fallback = 8,
                     .minimum = 2,
                     .maximum = 200},
                    seeds_);
    measure_.Declare(visitor);
  }
  std::unique_ptr<StudyRun> Begin(Subject subject) const override {
    return std::make_unique<RestartsRun>(subject, seeds_, measure_);
  }

 private:
  std::int64_t seeds_ = 0;
  Criterion measure_;
};

}  // namespace

Entry<Study> RestartsEntry() {
  return {"restarts",
          {"Random restarts", "随机重启"},
          {"Trains from several random starts and keeps the best: shows how much hangs on luck.",
           "从多个随机起点训练并保留最好的：看结果有多少取决于运气。"},
          "Goodfellow, Bengio & Courville 2016, Deep Learning, section 8.4",
          Make<Restarts>};
}

}  // namespace downhill
