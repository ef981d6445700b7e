// SPDX-License-Identifier: Apache-2.0
#include "bindings/session_binding.h"

#include <algorithm>
#include <cmath>
#include <exception>

#include "experiment/json.h"

namespace downhill {
namespace {

/// Of a map or a curve: larger ones are empty. Far above what a screen has.
constexpr double kMostPoints = 4e6;

Json NumberOrNull(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

const char* StatusName(Status status) {
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

Json StateJson(Session& session) {
  const Progress& progress = session.progress();
  const HistoryRow& latest = session.latest();
  Json json{{"status", StatusName(progress.status)}};
  if (!progress.reason.empty()) json["reason"] = progress.reason;
  if (progress.status != Status::kReady) json["message"] = ToJson(progress.message);
  if (progress.status == Status::kDiverged) {
    json["diverged"] = {{"step", progress.diverged_step}, {"layer", progress.diverged_layer}};
  }
  json["step"] = session.steps();
  json["epoch"] = session.epochs();
  json["samples"] = session.samples();
  json["learning_rate"] = session.learning_rate();
  json["rows"] = session.history().rows().size();
  json["thinnings"] = session.history().thinnings();
  json["train_loss"] = NumberOrNull(latest.train_loss);
  json["validation_loss"] = NumberOrNull(latest.validation_loss);
  json["train_accuracy"] = NumberOrNull(latest.train_accuracy);
  json["validation_accuracy"] = NumberOrNull(latest.validation_accuracy);
  return json;
}

}  // namespace

SessionBinding::SessionBinding(const std::string& document, ThreadPool* pool) {
  Json json;
  try {
    run_ = std::make_unique<TrainingRun>(document, pool);
    json = run_->Describe();
  } catch (const Error& error) {
    json["error"] = ToJson(error);
  } catch (const std::exception& fault) {
    // Memory, most likely: the document is well formed, but asks for too much.
    json["error"] =
        ToJson(Error("document", Say({"could not be built: {}. Use fewer samples or units.",
                                      "无法构建：{}。请减少样本或单元数。"},
                                     fault.what())));
  }
  description_ = Dump(json);
}

std::string SessionBinding::Describe() const { return description_; }

std::string SessionBinding::RunSteps(double max_steps, double budget_ms) {
  if (!run_) return description_;
  // Rounded up: 0 means no limit. NaN does no step at all.
  constexpr double kMostSteps = 9e15;
  if (!(max_steps >= 0)) return State();
  run_->session().Run(static_cast<std::int64_t>(std::ceil(std::min(max_steps, kMostSteps))),
                      budget_ms);
  return State();
}

std::string SessionBinding::State() const {
  return run_ ? Dump(StateJson(run_->session())) : description_;
}

void SessionBinding::Reset() {
  if (run_) run_->session().Reset();
}

std::string SessionBinding::SetLearningRate(double learning_rate) {
  if (!run_) return description_;
  if (!(learning_rate > 0) || !std::isfinite(learning_rate)) {
    const Error error("optimizer.learning_rate",
                      Say({"{} is not a rate. Use a finite number above 0.",
                           "{} 不是有效的学习率。请用大于 0 的有限数。"},
                          learning_rate));
    return Dump({{"error", ToJson(error)}});
  }
  run_->session().SetLearningRate(learning_rate);
  return "";
}

std::vector<double> SessionBinding::History(double from_row) const {
  if (!run_) return {};
  const auto& rows = run_->session().history().rows();
  const auto from = std::min(static_cast<std::size_t>(std::max(from_row, 0.0)), rows.size());
  const auto* first = reinterpret_cast<const double*>(rows.data() + from);
  return {first, first + (rows.size() - from) * kHistoryColumns.size()};
}

const std::vector<Scalar>& SessionBinding::Points() {
  view_.clear();
  if (!run_) return view_;
  const Data& data = run_->data();
  const Matrix& features = data.samples.features;
  for (Index s = 0; s < features.cols(); ++s) {
    view_.push_back(features(0, s));
    view_.push_back(features.rows() > 1 ? features(1, s) : Scalar{0});
    view_.push_back(data.samples.targets(0, s));
    view_.push_back(static_cast<Scalar>(data.part[static_cast<std::size_t>(s)]));
  }
  return view_;
}

const std::vector<Scalar>& SessionBinding::PredictAt(Matrix points) {
  Session& session = run_->session();
  run_->data().standardization.Apply(points);
  const Index outputs = session.network().outputs();
  view_.resize(static_cast<std::size_t>(outputs * points.cols()));
  session.evaluator().Predict(session.parameters(),
                              ConstMatrixMap(points.data(), points.rows(), points.cols()),
                              MatrixMap(view_.data(), outputs, points.cols()));
  return view_;
}

const std::vector<Scalar>& SessionBinding::Map(int width, int height, double x_min, double x_max,
                                               double y_min, double y_max) {
  view_.clear();
  if (!run_ || run_->network().inputs() != 2 || width < 1 || height < 1 ||
      static_cast<double>(width) * height > kMostPoints) {
    return view_;
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
  return PredictAt(std::move(points));
}

const std::vector<Scalar>& SessionBinding::Curve(int count, double x_min, double x_max) {
  view_.clear();
  if (!run_ || run_->network().inputs() != 1 || count < 2 || count > kMostPoints) return view_;
  Matrix points(1, count);
  for (int i = 0; i < count; ++i) {
    points(0, i) = static_cast<Scalar>(x_min + (x_max - x_min) * i / (count - 1));
  }
  return PredictAt(std::move(points));
}

const std::vector<Scalar>& SessionBinding::Confusion(int part) {
  view_.clear();
  if (!run_ || run_->data().samples.classes == 0 || part < 0 || part >= static_cast<int>(kParts)) {
    return view_;
  }
  Session& session = run_->session();
  const Matrix counts = session.evaluator().Confusion(session.parameters(),
                                                      run_->data().table(static_cast<Part>(part)));
  for (Index row = 0; row < counts.rows(); ++row) {
    for (Index column = 0; column < counts.cols(); ++column) view_.push_back(counts(row, column));
  }
  return view_;
}

std::string SessionBinding::Evaluate(int part) {
  if (!run_) return description_;
  if (part < 0 || part >= static_cast<int>(kParts)) return "{}";
  Session& session = run_->session();
  const auto evaluation = session.evaluator().Evaluate(session.parameters(),
                                                       run_->data().table(static_cast<Part>(part)));
  if (!evaluation) return "{}";
  Json json{{"loss", NumberOrNull(evaluation->loss)}};
  if (evaluation->accuracy) json["accuracy"] = *evaluation->accuracy;
  return Dump(json);
}

ConstVectorMap SessionBinding::Parameters() const {
  if (!run_) return {nullptr, 0};
  const Vector& parameters = run_->session().parameters();
  return {parameters.data(), parameters.size()};
}

}  // namespace downhill
