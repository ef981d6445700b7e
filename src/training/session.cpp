// SPDX-License-Identifier: Apache-2.0
#include "training/session.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/stopwatch.h"

namespace downhill {
namespace {

/// What helps a run that diverges, beside a smaller learning rate.
Words OtherCure(const TrainingParts& parts) {
  if (parts.clip.active()) {
    return {", or clip the gradient at a smaller limit.", "，或减小梯度裁剪的上限。"};
  }
  // It would be refused.
  if (parts.optimizer.needs_objective()) return {".", "。"};
  return {", or clip the gradient by norm.", "，或按范数裁剪梯度。"};
}

TrainingParts PartsOf(const SessionPlan& plan) {
  TrainingParts parts = plan.parts;
  parts.reads_loss = plan.record.train == "running";
  return parts;
}

}  // namespace

std::string_view StatusId(Status status) {
  switch (status) {
    case Status::kReady:
      return "ready";
    case Status::kFinished:
      return "finished";
    case Status::kDiverged:
      return "diverged";
  }
  return "";
}

Session::Session(const SessionPlan& plan, ThreadPool* pool)
    : plan_(plan),
      train_(plan.data.table(Part::kTrain)),
      batches_(train_, plan.batch_size, plan.seed),
      trainer_(PartsOf(plan), length(), batches_.count().size, pool),
      evaluator_(plan.parts.network, plan.parts.loss, plan.data, pool) {
  Reset();
}

void Session::Reset() {
  feed_.Clear();
  BeginAnew();
}

void Session::BeginAnew() {
  batches_.Reset();
  trainer_.SetLength(length());
  Random random(plan_.seed, "parameters");
  trainer_.Reset(random);
  batch_.reset();
  state_.emplace(plan_.stop);
  StartRecord();
}

void Session::Save(Archive& archive) {
  Run(0, 0);
  // It is the last weights that the optimizer goes on from, whatever the run shows at its end.
  struct Last {
    explicit Last(Session& session) : session_(session) {
      if (session_.state_->restored) session_.SwapBest();
    }
    ~Last() {
      if (session_.state_->restored) session_.SwapBest();
    }
    Session& session_;
  };
  // Also where the archive finds no memory.
  const Last last(*this);
  Serialize(archive);
}

void Session::TakeFeedOf(Session& other) {
  // The point of an end that this plan alone has asked for. One that it had is not told again, as
  // the feed knows.
  if (state_->judged.step == static_cast<double>(steps())) other.feed_.Add(state_->judged);
  feed_ = std::move(other.feed_);
}

void Session::Resume(Archive& archive) {
  BeginAnew();
  Serialize(archive);
  archive.End();
  feed_.StandAt(static_cast<double>(steps()), state_->last.step);
  state_->recording.reset();
  if (!gathers()) state_->running = {};
  if (trainer_.passes() > 0) batch_.emplace(batches_.Again(steps()));
  if (steps() == 0) return;
  const auto here = static_cast<double>(steps());
  const bool recorded = state_->last.step == here;
  const bool judged = state_->judged.step == here;
  if (state_->best.BeginsAnew() && recorded) state_->best.Notice(state_->last, weights());
  if (recorded || IsAtItsLength()) {
    if (judged) {
      if (state_->latest.step != here) state_->latest = state_->judged;
      Judge();
    } else if (state_->edited_here) {
      // Measured when it was set, and nothing to be judged.
      if (auto ending = plan_.stop.EndingAfter(steps(), batches_.count()))
        Finish(std::move(*ending));
    } else {
      StartRecord();
      Run(0, 0);
    }
  } else if (judged && !state_->edited_here) {
    // An end that the rule did not ask for does not stay.
    state_->latest = state_->last;
  }
}

void Session::SetParameters(Index offset, std::span<const float> values) {
  trainer_.SetParameters(offset, values);
  state_->edited = true;
  state_->edited_here = true;
  state_->again = true;
  // Where the best weights are shown the run goes on from others.
  if (!state_->restored) state_->running.Clear();
  StartRecord();
  // At its end a run makes no records of itself.
  while (progress().status != Status::kReady && recording()) ContinueRecord();
}

void Session::Serialize(Archive& archive) {
  std::int64_t steps = trainer_.steps();
  archive.Bits(steps);
  archive.Require(steps >= 0 && steps < 9'000'000'000'000'000);
  batches_.Serialize(archive, steps);
  // It follows from both.
  trainer_.SetLength(length());
  trainer_.Serialize(archive, steps);
  state_->history.Serialize(archive);
  archive.Bits(state_->last);
  archive.Bits(state_->latest);
  archive.Bits(state_->judged);
  archive.Bits(state_->loss_before);
  archive.Bits(state_->counted);
  archive.Require(state_->counted >= -1 && state_->counted <= steps);
  state_->divergence.Serialize(archive);
  state_->running.Serialize(archive);
  state_->best.Serialize(archive, weights());
  archive.Flag(state_->edited);
  archive.Flag(state_->edited_here);
}

void Session::SetLearningRate(double learning_rate) { trainer_.SetLearningRate(learning_rate); }

double Session::epochs() const {
  return static_cast<double>(samples()) / static_cast<double>(train_.samples());
}

double Session::batch_loss() const {
  // Of a run that has diverged the last pass may be another one, and it was asked for before that.
  const bool is_known = trainer_.reads_loss() || std::isnan(state_->batch_loss) ||
                        progress().status == Status::kDiverged;
  return is_known ? state_->batch_loss : trainer_.LossOf(*batch_);
}

void Session::Run(std::int64_t max_steps, double budget_ms) {
  const std::int64_t end = max_steps > kNoLimit - steps() ? kNoLimit : steps() + max_steps;
  const Stopwatch watch;
  // Asking for the time costs as much as a small step, so it is asked about every 0.1 ms.
  std::int64_t between_looks = 1;
  std::int64_t until_look = 1;
  double last_look = 0;
  while (progress().status == Status::kReady && (recording() || steps() < end)) {
    if (recording()) {
      ContinueRecord();
    } else {
      Advance();
    }
    if (budget_ms <= 0 || --until_look > 0) continue;
    const double now = watch.milliseconds();
    if (now >= budget_ms) return;
    between_looks =
        now - last_look < 0.1 ? between_looks * 2 : std::max<std::int64_t>(between_looks / 2, 1);
    until_look = between_looks;
    last_look = now;
  }
}

void Session::Advance() {
  const std::int64_t before = steps();
  const bool begins = trainer_.passes() == 0;
  if (begins) batch_.emplace(batches_.Next(before));
  const std::optional<double> loss = trainer_.Advance(*batch_);
  if (begins && gathers()) state_->running.Begin(RightInBatch());
  if (!loss) return;
  Gather(before, *loss);
  if (steps() > before) state_->edited_here = false;
  state_->batch_loss = *loss;
  // The last state is always a point of the curve.
  if (state_->divergence.IsPassedBy(*loss)) {
    state_->broken_loss = batch_loss();
    if (state_->latest.step == static_cast<double>(steps())) return Diverge(*state_->broken_loss);
    StartRecord();
  } else if (IsDue() || IsAtItsLength()) {
    if (!IsThinnedAway() || feed_.is_read()) return StartRecord();
    PassBy();
  }
}

void Session::Gather(std::int64_t before, double loss) {
  const bool is_of_a_point = state_->counted == before;
  // A batch that breaks before its update leaves the point where it stands as it is.
  if (is_of_a_point && steps() == before) return;
  if (is_of_a_point) state_->running.Clear();
  state_->running.End(loss, batch_->inputs.cols());
}

bool Session::IsThinnedAway() const {
  return IsDue() && !state_->history.KeepsNext() && !IsAtItsLength() && !state_->broken_loss &&
         !plan_.stop.LooksAtPoints();
}

void Session::PassBy() {
  state_->history.Skip();
  state_->counted = steps();
}

Index Session::RightInBatch() const {
  return evaluator_.Right(trainer_.workspace().Output(network().places().size() - 1),
                          [this](Index s) { return train_.original(0, batch_->SampleAt(s)); });
}

void Session::StartRecord() {
  HistoryRow known;
  known.step = static_cast<double>(steps());
  known.epoch = epochs();
  known.learning_rate = learning_rate();
  if (steps() > 0) known.gradient_norm = trainer_.gradient_norm();
  // No batch has seen weights that were set by hand.
  const auto train = state_->again ? std::nullopt : state_->running.Mean(evaluator_.has_classes());
  state_->recording.emplace(known, plan_.data, train);
}

void Session::ContinueRecord() {
  const std::optional<HistoryRow> point = state_->recording->Advance(evaluator_, weights());
  if (!point) return;
  state_->recording.reset();
  if (std::exchange(state_->again, false)) return ShowAnew(*point);
  feed_.Add(*point);
  if (IsThinnedAway()) return PassBy();
  state_->latest = *point;
  state_->judged = *point;
  state_->loss_before = state_->last.train_loss;
  // An end that no rule asked for tells nothing to what goes on: neither the history nor patience.
  if (IsDue()) {
    // One that was passed by may be the end after all.
    if (state_->counted != steps()) state_->history.Add(*point);
    state_->counted = steps();
    state_->last = *point;
  }
  if (steps() == 0) return state_->divergence.Begin(point->train_loss);
  const bool is_broken = state_->broken_loss || state_->divergence.IsPassedBy(point->train_loss);
  // What is untrained or broken is nothing to go back to, and costs no patience.
  if (IsDue() && !is_broken) state_->best.Notice(*point, weights());
  Judge();
}

void Session::ShowAnew(HistoryRow point) {
  if (state_->restored) {
    // It is the best point that was changed; the last one, where the run goes on, is as it was.
    const HistoryRow& shown = state_->latest;
    point.step = shown.step;
    point.epoch = shown.epoch;
    point.learning_rate = shown.learning_rate;
    point.gradient_norm = shown.gradient_norm;
  } else {
    state_->history.Replace(point);
    if (state_->last.step == point.step) state_->last = point;
  }
  state_->latest = point;
}

void Session::Judge() {
  const HistoryRow& point = state_->judged;
  if (state_->broken_loss) return Diverge(*state_->broken_loss);
  if (state_->divergence.IsPassedBy(point.train_loss)) {
    // It was the update that broke the numbers: look at a pass after it.
    state_->batch_loss = batch_loss();
    Matrix room;
    trainer_.Look(batch_ ? batch_->inputs : train_.inputs.Columns(0, batch_size(), room));
    return Diverge(point.train_loss);
  }
  if (auto ending = plan_.stop.EndingAt(point, state_->loss_before))
    return Finish(std::move(*ending));
  if (auto ending = state_->best.Ending()) return Finish({"early_stopping", std::move(*ending)});
  if (auto ending = plan_.stop.EndingAfter(steps(), batches_.count())) Finish(std::move(*ending));
}

void Session::Finish(Ending ending) {
  state_->history.End(state_->latest);
  state_->progress = {Status::kFinished, std::string(ending.reason), std::move(ending.message), 0,
                      0};
  RestoreBest();
}

void Session::Diverge(double loss) {
  state_->history.End(state_->latest);
  const std::size_t layer = BrokenLayer(network(), trainer_.workspace());
  state_->progress = {Status::kDiverged, "",
                      DivergenceMessage(steps(), loss, layer, network().places().size(),
                                        learning_rate(), OtherCure(plan_.parts)),
                      steps(), layer};
  RestoreBest();
}

void Session::RestoreBest() {
  const bool broke_by_hand = progress().status == Status::kDiverged && state_->edited_here;
  if (!state_->best.IsToBeRestored(state_->judged, broke_by_hand)) return;
  SwapBest();
  state_->restored = true;
  const Text restored = Say({" The weights of step {} are restored.", "已恢复第 {} 步的权重。"},
                            static_cast<std::int64_t>(state_->latest.step));
  state_->progress.message.en += restored.en;
  state_->progress.message.zh += restored.zh;
}

void Session::SwapBest() {
  Weights weights;
  trainer_.SwapWeights(weights);
  // What the state tells is true of the weights it has.
  state_->best.Swap(state_->latest, weights);
  trainer_.SwapWeights(weights);
}

}  // namespace downhill
