// SPDX-License-Identifier: Apache-2.0
#include "studies/trials.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <new>
#include <utility>

#include "experiment/memory.h"

namespace downhill {
namespace {

Part PartOf(std::string_view measure) {
  return measure.starts_with("train") ? Part::kTrain : Part::kValidation;
}

Text OutOfMemory() { return {"does not fit into the memory that is left.", "剩余内存不足。"}; }

}  // namespace

void Criterion::Declare(Visitor& visitor) {
  static constexpr std::array kMeasures{
      Option{"validation_loss", {"Validation loss", "验证损失"}},
      Option{"validation_accuracy", {"Validation accuracy", "验证准确率"}},
      Option{"train_loss", {"Training loss", "训练损失"}},
      Option{"train_accuracy", {"Training accuracy", "训练准确率"}},
  };
  visitor.Choice({.label = {"measure",
                            {"Measure", "评价指标"},
                            {"The number that decides, at the end of each training.",
                             "每次训练结束时用来比较的数。"}},
                  .fallback = "validation_loss",
                  .options = kMeasures},
                 id_);
}

void Criterion::CheckFor(const TrainingRun& run) const {
  if (run.data().table(PartOf(id_)).samples() == 0) {
    throw Error("measure", {"there are no validation samples. Give data.split.validation a share, "
                            "or choose train_loss.",
                            "没有验证样本。请给 data.split.validation 一个比例，或选择 "
                            "train_loss。"});
  }
  if (rises() && run.data().samples.classes == 0) {
    throw Error("measure", {"there are no classes, so there is no accuracy. Choose a loss.",
                            "没有类别，也就没有准确率。请选择损失。"});
  }
}

void Criterion::CheckForSeveralLosses() const {
  if (rises()) return;
  throw Error("measure",
              Say({"is {}, but the losses differ, and numbers of different losses cannot "
                   "be compared. Choose validation_accuracy, or give all one loss.",
                   "是 {}，但损失函数各不相同，它们的数值无法比较。请选择 "
                   "validation_accuracy，或统一损失函数。"},
                  id_));
}

double Criterion::Of(TrainingRun& run) const {
  Session& session = run.session();
  if (session.progress().status == Status::kDiverged) return HistoryRow::kNone;
  const auto evaluation =
      session.evaluator().Evaluate(session.weights(), run.data().table(PartOf(id_)));
  if (!evaluation) return HistoryRow::kNone;
  return rises() ? evaluation->accuracy.value_or(HistoryRow::kNone) : evaluation->loss;
}

double Criterion::OfRow(const HistoryRow& row) const {
  const bool train = PartOf(id_) == Part::kTrain;
  if (rises()) return train ? row.train_accuracy : row.validation_accuracy;
  return train ? row.train_loss : row.validation_loss;
}

bool Criterion::IsBetter(double a, double b) const {
  if (!std::isfinite(b)) return std::isfinite(a);
  return rises() ? a > b : a < b;
}

std::string StatusWord(const Outcome& outcome) {
  if (outcome.refusal) return "refused";
  // One that was not trained to its end was cut off by the study.
  if (outcome.status == Status::kReady) return "stopped";
  return std::string(StatusId(outcome.status));
}

double BytesOf(TrainingRun& run) { return RunBytes(run.experiment(), run.data(), run.network()); }

Trials::Trials(std::size_t count, MakeDocument document, const Criterion& measure,
               std::size_t at_once, const TableStore& tables, ThreadPool* pool)
    : document_(std::move(document)),
      trials_(count),
      measure_(measure),
      tables_(tables),
      pool_(pool) {
  const auto threads = pool == nullptr ? 1 : static_cast<std::size_t>(pool->threads());
  at_once_ = at_once == 0 ? threads : at_once;
}

bool Trials::Rests(const Trial& trial) const {
  if (trial.outcome) return true;
  if (!trial.run) return false;
  const Session& session = trial.run->session();
  return session.steps() >= trial.goal && !session.recording();
}

void Trials::Refuse(std::size_t index, Text why) {
  trials_[index].run.reset();
  trials_[index].outcome = Outcome{.refusal = std::move(why)};
}

Trials::Opened Trials::Open(std::size_t index, double bytes, bool others_train) {
  Trial& trial = trials_[index];
  // As large as it was found to be, or as the ones before it.
  const double guess = trial.bytes > 0 || index == 0 ? trial.bytes : trials_[index - 1].bytes;
  if (others_train && bytes + guess > kMostRunBytes) return Opened::kLater;
  try {
    auto run = std::make_unique<TrainingRun>(document_(index), &tables_);
    trial.bytes = BytesOf(*run);
    if (bytes > 0 && bytes + trial.bytes > kMostRunBytes) {
      if (others_train) return Opened::kLater;
      // All that are open rest and will go on: whether it fits depends on no thread and no clock.
      Refuse(index, {"does not fit into memory beside the others. Give fewer trials, or smaller "
                     "ones.",
                     "与其他试验同时进行会超出内存。请减少试验次数或规模。"});
      return Opened::kRefused;
    }
    // One thread a run: with as many runs as threads none waits for another.
    run->Start(nullptr);
    trial.run = std::move(run);
    return Opened::kYes;
  } catch (const Error& error) {
    Refuse(index, {error.path() + ": " + error.text().en, error.path() + "：" + error.text().zh});
  } catch (const std::bad_alloc&) {
    if (others_train) return Opened::kLater;
    Refuse(index, OutOfMemory());
  }
  return Opened::kRefused;
}

std::vector<std::size_t> Trials::Active(const Stopwatch& watch, double budget_ms) {
  double bytes = 0;
  for (const Trial& trial : trials_) bytes += trial.run ? trial.bytes : 0;
  std::vector<std::size_t> active;
  for (std::size_t i = 0; i < trials_.size() && active.size() < at_once_; ++i) {
    if (Rests(trials_[i])) continue;
    if (!trials_[i].run) {
      if (!active.empty() && watch.milliseconds() > budget_ms) break;
      const Opened opened = Open(i, bytes, !active.empty());
      if (opened == Opened::kLater) break;
      if (opened == Opened::kRefused) continue;
      bytes += trials_[i].bytes;
    }
    active.push_back(i);
  }
  return active;
}

void Trials::Advance(double budget_ms, const Visit& at_end) {
  const Stopwatch watch;
  std::vector<std::size_t> active = Active(watch, budget_ms);
  if (active.empty()) return;
  std::rotate(active.begin(), std::lower_bound(active.begin(), active.end(), turn_), active.end());
  const auto threads = pool_ == nullptr ? 1 : pool_->threads();
  const double turns = std::ceil(static_cast<double>(active.size()) / threads);
  // Session::Run takes 0 for no limit at all.
  const double each_ms = std::max(budget_ms / turns, 0.01);
  std::vector<char> served(active.size(), 0), broke(active.size(), 0);
  const auto train = [&](Index i) {
    const auto place = static_cast<std::size_t>(i);
    // One pass of a large batch may take longer than the time for all of them.
    if (place > 0 && watch.milliseconds() >= budget_ms) return;
    served[place] = 1;
    Trial& trial = trials_[active[place]];
    Session& session = trial.run->session();
    const std::int64_t steps =
        trial.goal == Session::kNoLimit ? Session::kNoLimit : trial.goal - session.steps();
    // It may run on any thread, and nothing is caught there.
    try {
      session.Run(steps, each_ms);
    } catch (const std::bad_alloc&) {
      broke[place] = 1;
    }
  };
  const auto count = static_cast<Index>(active.size());
  ThreadPool::Run(pool_, count, train);
  const auto left_out = std::find(served.begin(), served.end(), 0);
  turn_ =
      left_out == served.end() ? 0 : active[static_cast<std::size_t>(left_out - served.begin())];
  for (std::size_t k = 0; k < active.size(); ++k) {
    const std::size_t i = active[k];
    if (broke[k] != 0 && active.size() > 1) {
      // Once more from its start, when others have ended.
      trials_[i].run.reset();
    } else if (broke[k] != 0) {
      Refuse(i, OutOfMemory());
    } else if (trials_[i].run->session().progress().status != Status::kReady) {
      Close(i, measure_.Of(*trials_[i].run), at_end);
    }
  }
}

void Trials::Close(std::size_t index, double measure, const Visit& at_end) {
  Trial& trial = trials_[index];
  if (!trial.run) return;
  Session& session = trial.run->session();
  trial.outcome =
      Outcome{.status = session.progress().status, .steps = session.steps(), .measure = measure};
  if (at_end) at_end(index, *trial.run);
  trial.run.reset();
}

bool Trials::resting() const {
  return std::all_of(trials_.begin(), trials_.end(),
                     [this](const Trial& trial) { return Rests(trial); });
}

std::string_view Trials::EndWord() const {
  bool diverged = false;
  for (const Trial& trial : trials_) {
    if (!trial.outcome) return "finished";
    if (trial.outcome->refusal) continue;
    if (trial.outcome->status != Status::kDiverged) return "finished";
    diverged = true;
  }
  return diverged ? "diverged" : "refused";
}

Text Trials::WithRefusals(Text message, const Name& name) const {
  std::size_t count = 0, first = 0;
  for (std::size_t i = trials_.size(); i-- > 0;) {
    if (!trials_[i].outcome || !trials_[i].outcome->refusal) continue;
    ++count;
    first = i;
  }
  if (count == 0) return message;
  const Text& why = *trials_[first].outcome->refusal;
  const Text who = name(first);
  const auto size = trials_.size();
  Text told{Fill("Refused: {} of {}. {}: {}", count, size, who.en, why.en),
            Fill("被拒绝：{}/{}。{}：{}", count, size, who.zh, why.zh)};
  // Advice on rates is none where nothing was trained.
  if (count == size) return told;
  return {message.en + " " + told.en, message.zh + told.zh};
}

double Trials::progress() const {
  double done = 0;
  for (const Trial& trial : trials_) {
    if (trial.outcome) {
      done += 1;
    } else if (trial.run) {
      done += std::min(1.0, static_cast<double>(trial.run->session().steps()) /
                                static_cast<double>(trial.run->session().LastStep()));
    }
  }
  return done / static_cast<double>(trials_.size());
}

}  // namespace downhill
