// SPDX-License-Identifier: Apache-2.0
#include "studies/trials.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <new>
#include <utility>

#include "experiment/memory.h"
#include "optimizers/optimizer.h"

namespace downhill {
namespace {

Part PartOf(std::string_view measure) {
  return measure.starts_with("train") ? Part::kTrain : Part::kValidation;
}

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

double Criterion::Of(TrainingRun& run) const {
  Session& session = run.session();
  if (session.progress().status == Status::kDiverged) return HistoryRow::kNone;
  const auto evaluation =
      session.evaluator().Evaluate(session.weights(), run.data().table(PartOf(id_)));
  if (!evaluation) return HistoryRow::kNone;
  return rises() ? evaluation->accuracy.value_or(HistoryRow::kNone) : evaluation->loss;
}

bool Criterion::IsBetter(double a, double b) const {
  if (!std::isfinite(b)) return std::isfinite(a);
  return rises() ? a > b : a < b;
}

std::string StatusWord(const Outcome& outcome) {
  if (outcome.refused) return "refused";
  switch (outcome.status) {
    case Status::kReady:
      return "stopped";
    case Status::kFinished:
      return "finished";
    case Status::kDiverged:
      return "diverged";
  }
  return "";
}

double BytesOf(TrainingRun& run) {
  return RunBytes(run.data(), run.network(), run.experiment().optimizer.as<Optimizer>(),
                  run.experiment().batch_size);
}

std::int64_t LastStep(TrainingRun& run) {
  const StopRules& stop = run.experiment().stop;
  std::int64_t last = stop.steps.value_or(Session::kNoLimit);
  if (stop.epochs) last = std::min(last, *stop.epochs * run.session().steps_per_epoch());
  return last;
}

Trials::Trials(std::vector<Json> documents, const Criterion& measure, std::size_t at_once,
               ThreadPool* pool)
    : measure_(measure), pool_(pool) {
  const auto threads = pool == nullptr ? 1 : static_cast<std::size_t>(pool->threads());
  at_once_ = at_once == 0 ? threads : at_once;
  for (Json& document : documents) trials_.emplace_back().document = std::move(document);
}

void Trials::Open(Trial& trial) {
  const auto refuse = [&trial](Text message) {
    trial.run.reset();
    trial.outcome = Outcome{};
    trial.outcome->refused = true;
    trial.outcome->message = std::move(message);
    trial.outcome->measure = HistoryRow::kNone;
  };
  try {
    trial.run = std::make_unique<TrainingRun>(Dump(trial.document));
    // One thread a run: with as many runs as threads none waits for another.
    trial.run->Start(nullptr);
  } catch (const Error& error) {
    refuse({error.path() + ": " + error.text().en, error.path() + "：" + error.text().zh});
  } catch (const std::bad_alloc&) {
    refuse({"does not fit into the memory that is left.", "剩余内存不足。"});
  }
}

bool Trials::Rests(const Trial& trial) const {
  if (trial.outcome) return true;
  if (!trial.run) return false;
  const Session& session = trial.run->session();
  return session.steps() >= trial.goal && !session.recording();
}

void Trials::Advance(double budget_ms, const Visit& at_end) {
  using Clock = std::chrono::steady_clock;
  const auto start = Clock::now();
  const auto is_late = [&] {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count() > budget_ms;
  };
  std::vector<std::size_t> active;
  double bytes = 0;
  for (const Trial& trial : trials_) bytes += trial.run ? BytesOf(*trial.run) : 0;
  for (std::size_t i = 0; i < trials_.size() && active.size() < at_once_; ++i) {
    Trial& trial = trials_[i];
    if (Rests(trial)) continue;
    if (!trial.run) {
      if (is_late()) break;
      // As large as the largest one that is open, roughly; one at a time always fits.
      if (!active.empty() && bytes * static_cast<double>(active.size() + 1) >
                                 kMostRunBytes * static_cast<double>(active.size())) {
        break;
      }
      Open(trial);
      if (!trial.run) continue;
      bytes += BytesOf(*trial.run);
    }
    active.push_back(i);
  }
  if (active.empty()) return;
  const auto threads = pool_ == nullptr ? 1 : pool_->threads();
  const double turns = std::ceil(static_cast<double>(active.size()) / threads);
  // Session::Run takes 0 for no limit at all.
  const double each_ms = std::max(budget_ms / turns, 0.01);
  const auto train = [&](Index i) {
    Trial& trial = trials_[active[static_cast<std::size_t>(i)]];
    Session& session = trial.run->session();
    const std::int64_t steps =
        trial.goal == Session::kNoLimit ? Session::kNoLimit : trial.goal - session.steps();
    session.Run(steps, each_ms);
  };
  const auto count = static_cast<Index>(active.size());
  if (pool_ != nullptr) {
    pool_->Run(count, train);
  } else {
    for (Index i = 0; i < count; ++i) train(i);
  }
  for (const std::size_t i : active) {
    if (trials_[i].run->session().progress().status != Status::kReady) Close(i, at_end);
  }
}

void Trials::Close(std::size_t index, const Visit& at_end) {
  Trial& trial = trials_[index];
  if (!trial.run) return;
  Session& session = trial.run->session();
  const Progress& progress = session.progress();
  trial.outcome = Outcome{.status = progress.status,
                          .reason = progress.reason,
                          .message = progress.message,
                          .steps = session.steps(),
                          .epochs = session.epochs(),
                          .latest = session.latest(),
                          .measure = measure_.Of(*trial.run)};
  if (at_end) at_end(index, *trial.run);
  trial.run.reset();
}

bool Trials::resting() const {
  return std::all_of(trials_.begin(), trials_.end(),
                     [this](const Trial& trial) { return Rests(trial); });
}

double Trials::progress() const {
  double done = 0;
  for (const Trial& trial : trials_) {
    if (trial.outcome) {
      done += 1;
    } else if (trial.run) {
      done += std::min(1.0, static_cast<double>(trial.run->session().steps()) /
                                static_cast<double>(LastStep(*trial.run)));
    }
  }
  return done / static_cast<double>(trials_.size());
}

}  // namespace downhill
