// SPDX-License-Identifier: Apache-2.0
#include "experiment/summary.h"

#include <algorithm>
#include <utility>

#include "training/batches.h"

namespace downhill {
namespace {

Json ShapeJson(const Shape& shape) {
  if (shape.flat()) return Json::array({shape.channels});
  return Json::array({shape.channels, shape.height, shape.width});
}

/// What the network may be fed of these features, with the formulas as fitted to the data: of data
/// of one feature or two. `chosen`: it is.
Json InputsJson(const InputFormulas& formulas) {
  Json inputs = Json::array();
  for (const InputOption& option : formulas.Available()) {
    Json features = Json::array();
    Json origins = Json::array();
    for (Index f = option.first; f <= option.second; ++f) {
      features.push_back(f);
      origins.push_back(formulas.Measure(f).origin);
    }
    inputs.push_back({{"id", option.option.id},
                      {"name", formulas.Name(option)},
                      {"chosen", formulas.IsChosen(option)},
                      {"formula", FormulaId(option.formula)},
                      {"features", std::move(features)},
                      {"origins", std::move(origins)},
                      {"frequency", formulas.Measure(option.first).frequency}});
  }
  return inputs;
}

}  // namespace

PlotRange RangeOf(const Samples& samples) {
  const auto padded = [](double low, double high) {
    const double room = std::max((high - low) * 0.08, 1e-3);
    return std::pair(low - room, high + room);
  };
  const auto range = [&](const auto& row) {
    return padded(static_cast<double>(row.minCoeff()), static_cast<double>(row.maxCoeff()));
  };
  const auto [x_min, x_max] = range(samples.Row(0));
  const auto [y_min, y_max] =
      samples.width() > 1 ? range(samples.Row(1)) : range(samples.targets.row(0));
  return {x_min, x_max, y_min, y_max};
}

Json ToJson(const PlotRange& range) {
  return {{"x_min", range.x_min},
          {"x_max", range.x_max},
          {"y_min", range.y_min},
          {"y_max", range.y_max}};
}

Json Summary(const Experiment& experiment, const Data& data, const Network& network) {
  const Samples& samples = data.samples;
  Json layers = Json::array();
  for (std::size_t i = 0; i < network.places().size(); ++i) {
    const Network::Place& place = network.places()[i];
    layers.push_back({{"type", experiment.model.layers[i].id()},
                      {"input", ShapeJson(place.input)},
                      {"output", ShapeJson(place.output)},
                      {"parameters", place.parameters},
                      {"offset", place.offset}});
  }
  Json summary{{"task", samples.classes == 0   ? "regression"
                        : samples.classes == 2 ? "binary"
                                               : "classes"},
               {"classes", samples.classes},
               {"class_names", samples.class_names},
               {"feature_names", samples.feature_names},
               {"target_name", samples.target_name},
               {"features", samples.width()},
               {"outputs", network.outputs()},
               {"parameters", network.parameter_count()},
               {"counts",
                {{"train", data.table(Part::kTrain).samples()},
                 {"validation", data.table(Part::kValidation).samples()},
                 {"test", data.table(Part::kTest).samples()}}},
               {"steps_per_epoch",
                BatchCount(data.table(Part::kTrain).samples(), experiment.batch_size).per_epoch},
               {"layers", std::move(layers)}};
  if (Json inputs = InputsJson(data.formulas); !inputs.empty()) {
    summary["inputs"] = std::move(inputs);
  }
  if (samples.width() <= 2) summary["range"] = ToJson(RangeOf(samples));
  return summary;
}

}  // namespace downhill
