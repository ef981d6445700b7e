// SPDX-License-Identifier: Apache-2.0
#include "bindings/session_binding.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

#include "experiment/json.h"
#include "experiment/memory.h"
#include "experiment/saved_model.h"
#include "training/metrics.h"

namespace downhill {
namespace {

/// Of a map or a curve, inputs and outputs together: larger ones are empty. Far above what a screen
/// has.
constexpr double kMostShown = 8e6;

Json StateJson(Session& session) {
  const Progress& progress = session.progress();
  const HistoryRow& latest = session.latest();
  Json json{{"status", StatusId(progress.status)}};
  if (!progress.reason.empty()) json["reason"] = progress.reason;
  if (progress.status != Status::kReady) json["message"] = ToJson(progress.message);
  if (progress.status == Status::kDiverged) {
    json["diverged"] = {{"step", progress.diverged_step}, {"layer", progress.diverged_layer}};
  }
  json["step"] = session.steps();
  json["epoch"] = session.epochs();
  json["samples"] = session.samples();
  json["learning_rate"] = session.learning_rate();
  if (session.edited()) json["edited"] = true;
  json["recording"] = session.recording();
  json["passes"] = session.passes();
  json["epoch_end"] = session.EpochEnd();
  json["rows"] = session.history().rows().size();
  json["thinnings"] = session.history().thinnings();
  json["train_loss"] = NumberOrNull(latest.train_loss);
  json["validation_loss"] = NumberOrNull(latest.validation_loss);
  json["train_accuracy"] = NumberOrNull(latest.train_accuracy);
  json["validation_accuracy"] = NumberOrNull(latest.validation_accuracy);
  return json;
}

Json MetricsJson(const Metrics& metrics) {
  Json json{{"loss", NumberOrNull(metrics.evaluation.loss)}};
  if (metrics.evaluation.accuracy) json["accuracy"] = *metrics.evaluation.accuracy;
  for (const ClassMetrics& one : metrics.classes) {
    json["classes"].push_back({{"precision", NumberOrNull(one.precision)},
                               {"recall", NumberOrNull(one.recall)},
                               {"f1", NumberOrNull(one.f1)},
                               {"support", one.support}});
  }
  if (const auto& top = metrics.top_confusion) {
    json["top_confusion"] = {
        {"truth", top->truth}, {"predicted", top->predicted}, {"count", top->count}};
  }
  if (metrics.r2) json["r2"] = NumberOrNull(*metrics.r2);
  if (metrics.mae) json["mae"] = NumberOrNull(*metrics.mae);
  return json;
}

/// The rows from this one on as numbers, kHistoryColumns wide.
std::span<const double> Flat(const std::vector<HistoryRow>& rows, std::size_t from) {
  return {reinterpret_cast<const double*>(rows.data() + from),
          (rows.size() - from) * kHistoryColumns.size()};
}

std::span<const Scalar> Numbers(const Vector& vector) {
  return {vector.data(), static_cast<std::size_t>(vector.size())};
}

bool IsPart(int part) { return part >= 0 && part < static_cast<int>(kParts); }

}  // namespace

template <class Work>
const char* SessionBinding::Change(const Work& work) noexcept {
  if (!run_) return kOutOfMemory;
  next_step_ = {};
  bool begun = false;
  const char* refusal = answers_.Refusal([&] {
    try {
      work();
    } catch (const Error&) {
      // Refused before anything was done, or undone.
      throw;
    } catch (...) {
      begun = true;
      throw;
    }
  });
  // What broke off in the middle is no state to go on from.
  if (begun && answers_.Refusal([&] { run_->session().Reset(); }) != nullptr) run_.reset();
  return refusal;
}

template <class Work>
NumberView<Scalar> SessionBinding::Drawn(const Work& work) noexcept {
  if (!run_) return {{}, kOutOfMemory};
  return answers_.Numbers<Scalar>([&] {
    view_.clear();
    work();
    return std::span<const Scalar>(view_);
  });
}

const char* SessionBinding::StartLayer(double place, const StateSource& numbers) noexcept {
  const char* refusal = answers_.Refusal(
      [&] { starts_.emplace_back(static_cast<std::size_t>(place), Floats(numbers)); });
  if (refusal == nullptr) return "";
  ForgetStarts();
  return refusal;
}

std::vector<float> SessionBinding::Floats(const StateSource& numbers) {
  std::vector<float> taken(static_cast<std::size_t>(numbers.size / sizeof(float)));
  // Byte order is that of wasm and of every machine that the tests run on.
  numbers.read(0, {reinterpret_cast<std::uint8_t*>(taken.data()), taken.size() * sizeof(float)});
  return taken;
}

const char* SessionBinding::SetParameters(std::string_view block,
                                          const StateSource& numbers) noexcept {
  std::vector<float> values;
  const char* refusal = answers_.Refusal([&] { values = Floats(numbers); });
  if (refusal == nullptr) refusal = Change([&] { run_->SetParameters(block, values); });
  return refusal != nullptr ? refusal : "";
}

std::unique_ptr<TrainingRun> SessionBinding::Read(std::string_view document,
                                                  const TableStore& tables, Starts&& starts) {
  auto run = std::make_unique<TrainingRun>(document, &tables);
  for (auto& [place, numbers] : starts) run->StartLayer(place, std::move(numbers));
  return run;
}

const char* SessionBinding::Open(std::string_view document, const TableStore& tables,
                                 ThreadPool* pool) noexcept {
  auto starts = std::exchange(starts_, {});
  return answers_.Text([&] {
    run_.reset();
    auto run = Read(document, tables, std::move(starts));
    // Before the run takes the memory for its steps.
    Json description = run->Describe();
    run->PrepareToSave();
    CheckRoom(run->experiment(), run->data(), run->network());
    run->Begin(pool);
    run_ = std::move(run);
    is_start_open_ = true;
    return description;
  });
}

const char* SessionBinding::MeasureStart() noexcept {
  if (!run_ || !std::exchange(is_start_open_, false)) return nullptr;
  return Change([&] { run_->session().Run(0, 0); });
}

const char* SessionBinding::ChangeTo(std::string_view document, const TableStore& tables,
                                     ThreadPool* pool) noexcept {
  // First: what is given for this call belongs to no other, also where it is refused.
  auto starts = std::exchange(starts_, {});
  const char* refusal = Change([&] { run_->session().FinishUpdate(); });
  if (refusal != nullptr) return refusal;
  // Beside the run, which stays as it is where this is refused.
  return answers_.Text([&] {
    auto next = Read(document, tables, std::move(starts));
    next->CheckThatItGoesOn(*run_);
    Json description = next->Describe();
    next->PrepareToSave();
    CheckRoom(next->experiment(), next->data(), next->network());
    next->GoOnFrom(*run_, pool);
    run_ = std::move(next);
    return description;
  });
}

const char* SessionBinding::RunSteps(double max_steps, double budget_ms) noexcept {
  constexpr double kMostSteps = 9e15;
  // NaN does nothing.
  if (max_steps >= 0) {
    const auto steps = static_cast<std::int64_t>(std::ceil(std::min(max_steps, kMostSteps)));
    const char* refusal = Change([&] { run_->session().Run(steps, budget_ms); });
    if (refusal != nullptr) return refusal;
  }
  return State();
}

const char* SessionBinding::State() noexcept {
  if (const char* refusal = MeasureStart()) return refusal;
  if (!run_) return kOutOfMemory;
  return answers_.Text([&] { return StateJson(run_->session()); });
}

const char* SessionBinding::Reset() noexcept {
  const char* refusal = Change([&] { run_->session().Reset(); });
  return refusal != nullptr ? refusal : "";
}

NumberView<double> SessionBinding::History(double from_row) noexcept {
  if (const char* refusal = MeasureStart()) return {{}, refusal};
  if (!run_) return {{}, kOutOfMemory};
  return answers_.Numbers<double>([&] {
    const auto& rows = run_->session().history().rows();
    const auto count = static_cast<double>(rows.size());
    // NaN begins at the start.
    return Flat(rows, static_cast<std::size_t>(from_row > 0 ? std::min(from_row, count) : 0));
  });
}

NumberView<double> SessionBinding::TakeRecorded() noexcept {
  if (const char* refusal = MeasureStart()) return {{}, refusal};
  if (!run_) return {{}, kOutOfMemory};
  return answers_.Numbers<double>([&] { return Flat(run_->session().TakeRecorded(), 0); });
}

NumberView<Scalar> SessionBinding::Points() noexcept {
  return Drawn([&] {
    const Data& data = run_->data();
    const Vector first = data.samples.Row(0);
    const Vector second =
        data.samples.width() > 1 ? data.samples.Row(1) : Vector::Zero(first.size());
    for (Index s = 0; s < data.samples.size(); ++s) {
      view_.push_back(first[s]);
      view_.push_back(second[s]);
      view_.push_back(data.samples.targets(0, s));
      view_.push_back(static_cast<Scalar>(data.part[static_cast<std::size_t>(s)]));
    }
  });
}

void SessionBinding::PredictAt(Matrix points) {
  Session& session = run_->session();
  const Matrix inputs = run_->data().InputsOf(std::move(points));
  const Index outputs = session.network().outputs();
  view_.resize(static_cast<std::size_t>(outputs * inputs.cols()));
  session.evaluator().Predict(session.weights(), View(inputs),
                              MatrixMap(view_.data(), outputs, inputs.cols()));
}

bool SessionBinding::Fits(double points) const {
  // Counted in double: on wasm an Index has 32 bits.
  const auto numbers = static_cast<double>(run_->network().inputs() + run_->network().outputs());
  return points * numbers <= kMostShown;
}

NumberView<Scalar> SessionBinding::Map(int width, int height, double x_min, double x_max,
                                       double y_min, double y_max) noexcept {
  return Drawn([&] {
    if (run_->data().samples.width() != 2 || width < 1 || height < 1 ||
        !Fits(static_cast<double>(width) * height)) {
      return;
    }
    Matrix points(2, static_cast<Index>(width) * height);
    for (int row = 0; row < height; ++row) {
      for (int column = 0; column < width; ++column) {
        // The middle of each pixel.
        const Index pixel = static_cast<Index>(row) * width + column;
        points(0, pixel) = static_cast<Scalar>(x_min + (x_max - x_min) * (column + 0.5) / width);
        points(1, pixel) = static_cast<Scalar>(y_max - (y_max - y_min) * (row + 0.5) / height);
      }
    }
    PredictAt(std::move(points));
  });
}

NumberView<Scalar> SessionBinding::Curve(int count, double x_min, double x_max) noexcept {
  return Drawn([&] {
    if (run_->data().samples.width() != 1 || count < 2 || !Fits(count)) return;
    Matrix points(1, count);
    for (int i = 0; i < count; ++i) {
      points(0, i) = static_cast<Scalar>(x_min + (x_max - x_min) * i / (count - 1));
    }
    PredictAt(std::move(points));
  });
}

NumberView<Scalar> SessionBinding::Confusion(int part) noexcept {
  return Drawn([&] {
    if (run_->data().samples.classes == 0 || !IsPart(part)) return;
    Session& session = run_->session();
    const Matrix counts = session.evaluator().Confusion(
        session.weights(), run_->data().table(static_cast<Part>(part)));
    for (Index row = 0; row < counts.rows(); ++row) {
      for (Index column = 0; column < counts.cols(); ++column) view_.push_back(counts(row, column));
    }
  });
}

NumberView<Scalar> SessionBinding::Predict(std::span<const std::uint8_t> features) noexcept {
  return Drawn([&] {
    const Index width = run_->data().samples.width();
    const std::size_t sample = static_cast<std::size_t>(width) * sizeof(float);
    const std::size_t samples = features.size() / sample;
    if (features.size() % sample != 0 || !Fits(static_cast<double>(samples))) return;
    Eigen::MatrixXf points(width, static_cast<Index>(samples));
    std::memcpy(points.data(), features.data(), features.size());
    PredictAt(points.cast<Scalar>());
  });
}

NumberView<Scalar> SessionBinding::Samples(int part, double first, double count) noexcept {
  return Drawn([&] {
    if (!IsPart(part)) return;
    const Table& table = run_->data().table(static_cast<Part>(part));
    const auto a_sample = static_cast<double>(run_->data().samples.width() + table.original.rows());
    const double left = static_cast<double>(table.samples()) - first;
    const double taken = std::min({left, count, std::max(1.0, std::floor(kMostShown / a_sample))});
    // NaN takes nothing.
    if (!(first >= 0 && taken >= 1)) return;
    const auto begin = static_cast<Index>(first);
    const Matrix features = run_->data().samples.Columns(table.inputs.members().subspan(
        static_cast<std::size_t>(first), static_cast<std::size_t>(taken)));
    for (Index s = 0; s < features.cols(); ++s) {
      for (const Scalar feature : features.col(s)) view_.push_back(feature);
      for (const Scalar target : table.original.col(begin + s)) view_.push_back(target);
    }
  });
}

const char* SessionBinding::Evaluate(int part) noexcept {
  if (!run_) return kOutOfMemory;
  return answers_.Text([&] {
    if (!IsPart(part)) return Json::object();
    Session& session = run_->session();
    const auto metrics =
        Measure(session.evaluator(), session.weights(), run_->data().table(static_cast<Part>(part)),
                run_->data().samples.classes);
    return metrics ? MetricsJson(*metrics) : Json::object();
  });
}

// NOLINTNEXTLINE(bugprone-exception-escape): an empty Json takes no memory; the rest is guarded.
const char* SessionBinding::Probe(std::string_view question, double budget_ms) noexcept {
  Json answer;
  NextStep next_step = std::move(next_step_);
  // It may make a step.
  const char* refusal = Change([&] { answer = Ask(*run_, question, next_step, budget_ms); });
  if (refusal == nullptr) next_step_ = std::move(next_step);
  return refusal != nullptr ? refusal : answers_.Text([&] { return std::move(answer); });
}

NumberView<Scalar> SessionBinding::Parameters() noexcept {
  if (!run_) return {{}, kOutOfMemory};
  return answers_.Numbers<Scalar>([&] { return Numbers(run_->session().weights().parameters); });
}

NumberView<Scalar> SessionBinding::Statistics() noexcept {
  if (!run_) return {{}, kOutOfMemory};
  return answers_.Numbers<Scalar>([&] { return Numbers(run_->session().weights().statistics); });
}

const char* SessionBinding::Model() noexcept {
  if (!run_) return kOutOfMemory;
  return answers_.Text([&] { return ModelJson(*run_); });
}

const char* SessionBinding::Save(const WriteBytes& write) noexcept {
  const char* refusal = Change([&] { run_->session().Run(0, 0); });
  if (refusal != nullptr) return refusal;
  // What is only looked at stays as it is, whatever happens: a trained run is not lost.
  return answers_.Done([&] {
    if (run_->session().progress().status != Status::kDiverged) run_->Save(write);
  });
}

const char* SessionBinding::Resume(const StateSource& source) noexcept {
  is_start_open_ = false;
  const char* refusal = Change([&] { run_->Resume(source); });
  return refusal != nullptr ? refusal : "";
}

}  // namespace downhill
