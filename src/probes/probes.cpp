// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "core/error.h"
#include "experiment/parser.h"
#include "experiment/reader.h"
#include "probes/probe.h"

namespace downhill {

// The probes, in menu order. A new one is one file and one line here.
const Registry<Probe>& Probes() {
  static const Registry<Probe> registry("probe", [](Registry<Probe>& list) {
    LIST(Probe, LayersProbe);
    LIST(Probe, UpdateProbe);
    LIST(Probe, GradientCheck);
    LIST(Probe, Saliency);
    LIST(Probe, UnitMaps);
    LIST(Probe, Activations);
    LIST(Probe, FirstWeights);
  });
  return registry;
}

namespace {

/// {"type": ..} with the fields of the probe.
class Question final : public Declared {
 public:
  void Declare(Visitor& visitor) override {
    visitor.Component({.label = {"type", {"Probe", "探针"}, {"What is asked.", "询问的内容。"}},
                       .fallback = "layers",
                       .inlined = true},
                      probe);
  }
  Slot<Probe> probe{Probes()};
};

}  // namespace

Json Ask(TrainingRun& run, std::string_view question, NextStep& next_step, double budget_ms) {
  const Json json = ParseDocument(question);
  Question asked;
  SetDefaults(asked);
  Read(json, asked);
  return asked.probe->Look(run, next_step, budget_ms);
}

std::optional<ObservedStep> NextStep::Observe(TrainingRun& run, double budget_ms,
                                              bool with_buffers) {
  Session& session = run.session();
  if (!observed_) {
    // A record under way is ended first: then the weights are those of the next step.
    session.Run(0, budget_ms);
    if (session.recording()) return std::nullopt;
    observed_.emplace();
    observed_->before = session.trainer().last_weights();
    observed_->step = session.steps() + 1;
    observed_->learning_rate = session.trainer().step_learning_rate();
    observed_->pass = session.trainer().PassOf(session.steps());
    observed_->pass.pool = nullptr;
    if (with_buffers) {
      session.trainer().VisitBuffers([this](std::string_view name, const Vector& values) {
        if (values.size() > 0) observed_->buffers.emplace_back(name, values);
      });
    }
  }
  const auto is_under_way = [&] {
    return session.steps() < observed_->step && session.progress().status == Status::kReady;
  };
  if (is_under_way()) session.Run(1, budget_ms);
  if (is_under_way()) return std::nullopt;
  ObservedStep observed = std::move(*observed_);
  observed_.reset();
  observed.made = session.steps() == observed.step;
  if (observed.made) {
    observed.inputs = session.batch()->inputs;
    observed.targets = session.batch()->targets;
    observed.batch_loss = session.batch_loss();
    return observed;
  }
  observed.before = session.weights();
  const Table& table = run.data().table(Part::kTrain);
  const Index samples = std::min(Evaluator::kChunk, table.samples());
  observed.inputs = table.inputs.Copy(0, samples);
  observed.targets = table.targets.leftCols(samples);
  observed.step = session.steps();
  return observed;
}

Json BlockJson(const ParameterBlock& block, const Scalar* numbers) {
  const ConstMatrixMap matrix(numbers, block.rows, block.columns);
  Json rows = Json::array();
  for (Index row = 0; row < block.rows; ++row) {
    if (block.columns == 1) {
      rows.push_back(static_cast<double>(matrix(row, 0)));
      continue;
    }
    Json numbers_of_row = Json::array();
    for (Index column = 0; column < block.columns; ++column) {
      numbers_of_row.push_back(static_cast<double>(matrix(row, column)));
    }
    rows.push_back(std::move(numbers_of_row));
  }
  return rows;
}

Json ColumnJson(ConstMatrixMap matrix, Index column) {
  Json numbers = Json::array();
  for (Index row = 0; row < matrix.rows(); ++row) {
    numbers.push_back(static_cast<double>(matrix(row, column)));
  }
  return numbers;
}

}  // namespace downhill
