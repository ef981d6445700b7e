// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/error.h"
#include "experiment/same_values.h"
#include "studies/patch.h"
#include "studies/spread.h"
#include "studies/study.h"
#include "studies/thinned.h"
#include "studies/trials.h"

namespace downhill {
namespace {

/// Points of a curve in the result, beside its last one.
constexpr std::size_t kMostPoints = 400;

/// Racers x seeds trainings, seed by seed. For one seed every racer has the same data, the same
/// initial parameters where the layers are the same, and the same order of batches; over the seeds
/// the data stay.
class RaceRun final : public StudyRun {
 public:
  RaceRun(std::vector<Racer> racers, const Subject& subject, std::int64_t seeds,
          const Criterion& measure)
      : racers_(std::move(racers)),
        experiment_(subject.document),
        measure_(measure),
        trials_(
            racers_.size() * static_cast<std::size_t>(seeds),
            [this](std::size_t trial) { return Document(trial); }, measure_, racers_.size(),
            subject.tables, subject.pool),
        curves_(trials_.all().size()) {
    CheckFirst();
  }

  void Advance(double budget_ms) override {
    trials_.Advance(budget_ms, [this](std::size_t trial, TrainingRun& run) {
      curves_[trial] = Thinned(run.session().history().rows(), kMostPoints);
    });
  }
  bool finished() const override { return trials_.resting(); }
  double progress() const override { return trials_.progress(); }

  Json Result() const override {
    Json rows = Json::array();
    Json curves = Json::array();
    std::size_t best = racers_.size();
    double best_mean = HistoryRow::kNone;
    for (std::size_t r = 0; r < racers_.size(); ++r) {
      const Spread spread = Spread::Of(MeasuresOf(r));
      rows.push_back(Json::array({racers_[r].name, NumberOrNull(spread.mean),
                                  NumberOrNull(spread.low), NumberOrNull(spread.high),
                                  NumberOrNull(MeanSteps(r)), Ended(r), Failed(r)}));
      curves.push_back({{"name", racers_[r].name},
                        {"change", racers_[r].change},
                        {"train_loss", Band(r, &HistoryRow::train_loss)},
                        {"validation_loss", Band(r, &HistoryRow::validation_loss)}});
      // One that fails has not won, however good its other runs are.
      if (HasFinishedAll(r) &&
          (best == racers_.size() || measure_.IsBetter(spread.mean, best_mean))) {
        best = r;
        best_mean = spread.mean;
      }
    }
    Json result{
        {"message", ToJson(trials_.WithRefusals(Message(best, best_mean),
                                                [this](std::size_t t) { return Name(t); }))},
        {"measure", measure_.id()},
        {"table",
         {{"columns", Json::array({"racer", "mean", "low", "high", "steps", "runs", "failed"})},
          {"rows", std::move(rows)}}},
        {"curves", std::move(curves)}};
    if (finished()) result["status"] = trials_.EndWord();
    if (best < racers_.size() && Level(best, best_mean).size() == 1) {
      result["best"] = racers_[best].name;
    }
    return result;
  }

 private:
  Json Document(std::size_t trial) const {
    return WithSeed(Patched(experiment_, racers_[trial % racers_.size()].change),
                    static_cast<std::int64_t>(trial / racers_.size()));
  }

  /// A racer that is refused is told before anything starts, with its place.
  void CheckFirst() const {
    bool one_loss = true;
    Slot<Loss> first_loss{Losses()};
    bool first_standardized = false;
    for (std::size_t r = 0; r < racers_.size(); ++r) {
      try {
        TrainingRun run(Document(r), &trials_.tables());
        measure_.CheckFor(run);
        Slot<Loss>& loss = run.experiment().loss;
        // Of standardized targets it is another number.
        const bool standardized = run.data().target_standardization.has_value();
        if (r == 0) {
          first_loss = std::move(loss);
          first_standardized = standardized;
        } else {
          one_loss = one_loss && loss.id() == first_loss.id() &&
                     standardized == first_standardized && HaveSameValues(*loss, *first_loss);
        }
      } catch (const Error& error) {
        if (error.path() == "measure") throw;
        throw error.Under(Fill("racers[{}]", r));
      }
    }
    if (!one_loss) measure_.CheckForSeveralLosses();
  }

  Text Name(std::size_t trial) const {
    return Say({"{}, seed {}", "{}，种子 {}"}, Shown(racers_[trial % racers_.size()].name),
               SeedOf(experiment_, static_cast<std::int64_t>(trial / racers_.size())));
  }

  /// The trials of a racer, seed by seed.
  template <class Visit>
  void ForEach(std::size_t racer, Visit visit) const {
    for (std::size_t t = racer; t < trials_.all().size(); t += racers_.size()) visit(t);
  }
  template <class Is>
  std::size_t Count(std::size_t racer, Is is) const {
    std::size_t count = 0;
    ForEach(racer, [&](std::size_t t) {
      const auto& outcome = trials_.all()[t].outcome;
      if (outcome && is(*outcome)) ++count;
    });
    return count;
  }
  std::vector<double> MeasuresOf(std::size_t racer) const {
    std::vector<double> measures;
    ForEach(racer, [&](std::size_t t) {
      const auto& outcome = trials_.all()[t].outcome;
      if (outcome && std::isfinite(outcome->measure)) measures.push_back(outcome->measure);
    });
    return measures;
  }
  double MeanSteps(std::size_t racer) const {
    std::vector<double> steps;
    ForEach(racer, [&](std::size_t t) {
      const auto& outcome = trials_.all()[t].outcome;
      if (outcome) steps.push_back(static_cast<double>(outcome->steps));
    });
    return Spread::Of(steps).mean;
  }

  /// Over the seeds, at each step that every run has recorded; a run that has broken off is left
  /// out, and before the first one has ended there is what all have so far.
  Json Band(std::size_t racer, double HistoryRow::*column) const {
    std::vector<std::vector<HistoryRow>> open;
    std::vector<const std::vector<HistoryRow>*> runs;
    ForEach(racer, [&](std::size_t t) {
      const Trials::Trial& trial = trials_.all()[t];
      if (trial.outcome && trial.outcome->status == Status::kFinished) runs.push_back(&curves_[t]);
      if (trial.run) open.push_back(Thinned(trial.run->session().history().rows(), kMostPoints));
    });
    if (runs.empty()) {
      for (const auto& rows : open) runs.push_back(&rows);
    }
    struct Point {
      double epoch = 0;
      std::vector<double> values;
    };
    std::map<double, Point> points;
    for (const auto* rows : runs) {
      for (const HistoryRow& row : *rows) {
        Point& point = points[row.step];
        point.epoch = row.epoch;
        point.values.push_back(row.*column);
      }
    }
    Json band{{"steps", Json::array()},
              {"epochs", Json::array()},
              {"mean", Json::array()},
              {"low", Json::array()},
              {"high", Json::array()}};
    for (const auto& [step, point] : points) {
      if (point.values.size() < runs.size()) continue;
      const Spread spread = Spread::Of(point.values);
      band["steps"].push_back(step);
      band["epochs"].push_back(point.epoch);
      band["mean"].push_back(NumberOrNull(spread.mean));
      band["low"].push_back(NumberOrNull(spread.low));
      band["high"].push_back(NumberOrNull(spread.high));
    }
    return band;
  }

  std::size_t Ended(std::size_t racer) const {
    return Count(racer, [](const Outcome&) { return true; });
  }
  std::size_t Failed(std::size_t racer) const {
    return Count(racer,
                 [](const Outcome& o) { return o.refusal || o.status == Status::kDiverged; });
  }
  bool HasFinishedAll(std::size_t racer) const { return Ended(racer) > 0 && Failed(racer) == 0; }

  /// The names of the best and of who is as good, in order.
  std::vector<std::string> Level(std::size_t best, double mean) const {
    std::vector<std::string> names;
    for (std::size_t r = best; r < racers_.size(); ++r) {
      if (HasFinishedAll(r) && Spread::Of(MeasuresOf(r)).mean == mean) {
        names.push_back(Shown(racers_[r].name));
      }
    }
    return names;
  }

  Text Message(std::size_t best, double mean) const {
    if (!finished()) return {"The race is still on.", "竞赛仍在进行。"};
    if (best == racers_.size()) {
      return {"No racer finished every run. Lower the learning rates.",
              "没有参赛者完成全部训练。请降低学习率。"};
    }
    const std::size_t runs = trials_.all().size() / racers_.size();
    if (const std::vector<std::string> level = Level(best, mean); level.size() > 1) {
      Text names{level[0], level[0]};
      for (std::size_t i = 1; i < level.size(); ++i) {
        names.en += (i + 1 < level.size() ? ", " : " and ") + level[i];
        names.zh += "、" + level[i];
      }
      const Text rest =
          Say(runs == 1 ? Words{" are level: {} {} in {} run.", " 打平：{} 为 {}，共 {} 次训练。"}
                        : Words{" are level: {} {} on average over {} runs.",
                                " 打平：{} 平均为 {}，共 {} 次训练。"},
              measure_.id(), RoundedText(mean), runs);
      return {names.en + rest.en, names.zh + rest.zh};
    }
    return Say(runs == 1 ? Words{"{} wins: {} {} in {} run.", "{} 获胜：{} 为 {}，共 {} 次训练。"}
                         : Words{"{} wins: {} {} on average over {} runs.",
                                 "{} 获胜：{} 平均为 {}，共 {} 次训练。"},
               Shown(racers_[best].name), measure_.id(), RoundedText(mean), runs);
  }

  std::vector<Racer> racers_;
  const Json& experiment_;
  Criterion measure_;
  Trials trials_;
  std::vector<std::vector<HistoryRow>> curves_;
};

// NOLINTNEXTLINE(bugprone-exception-escape): an empty Json takes no memory.
class Race final : public Study {
 public:
  void Declare(Visitor& visitor) override {
    visitor.AnyJson({.label = {"racers",
                               {"Racers", "参赛者"},
                               {"A list of 2 to 16: what each changes in the experiment, as in "
                                "{\"optimizer\": \"sgd\"}; \"name\" is what it is called.",
                                "2 到 16 项的列表：每项写出对实验的改动，如 {\"optimizer\": "
                                "\"sgd\"}；\"name\" 是名称。"}}},
                    racers_);
    visitor.Integer({.label = {"seeds",
                               {"Seeds", "种子数"},
                               {"Runs of each racer, with other initial parameters and batches.",
                                "每个参赛者的训练次数，初始参数和小批量各不相同。"}},
                     .fallback = 3,
                     .minimum = 1,
                     .maximum = 50},
                    seeds_);
    measure_.Declare(visitor);
  }

  std::unique_ptr<StudyRun> Begin(Subject subject) const override {
    // Every racer is opened for itself.
    subject.run.reset();
    return std::make_unique<RaceRun>(ReadRacers(racers_), subject, seeds_, measure_);
  }

 private:
  Json racers_;
  std::int64_t seeds_ = 0;
  Criterion measure_;
};

}  // namespace

Entry<Study> RaceEntry() {
  return {"race",
          {"Race", "竞赛"},
          {"Several settings from the very same start, over several seeds: tells which one is "
           "better, and "
           "whether it is luck.",
           "多种设置从完全相同的起点出发，并用多个种子重复：看哪个更好、是否只是运气。"},
          "Common random numbers, as in Law 2015, Simulation Modeling and Analysis, chapter 11",
          Make<Race>};
}

}  // namespace downhill
