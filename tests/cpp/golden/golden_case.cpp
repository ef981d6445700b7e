// SPDX-License-Identifier: Apache-2.0
#include "golden/golden_case.h"

#include <fstream>
#include <numeric>

#include "experiment/reader.h"

namespace downhill {
namespace {

/// Nested lists of numbers, outermost first, as one list.
void AppendNumbers(const Json& json, std::vector<double>& numbers) {
  if (json.is_array()) {
    for (const Json& item : json) AppendNumbers(item, numbers);
  } else {
    numbers.push_back(json.get<double>());
  }
}

/// [rows][..] to (numbers a row, chosen rows).
Matrix RowsAsColumns(const Json& rows, const std::vector<std::size_t>& chosen) {
  Matrix columns;
  for (std::size_t c = 0; c < chosen.size(); ++c) {
    std::vector<double> numbers;
    AppendNumbers(rows[chosen[c]], numbers);
    if (c == 0) {
      columns.resize(static_cast<Index>(numbers.size()), static_cast<Index>(chosen.size()));
    }
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      columns(static_cast<Index>(i), static_cast<Index>(c)) = static_cast<Scalar>(numbers[i]);
    }
  }
  return columns;
}

/// What "layers[1].layers[0].weight" leads to. Everything begins with "layers".
const Json& Follow(const Json& layers, std::string_view path) {
  const Json* place = &layers;
  path.remove_prefix(std::string_view("layers").size());
  while (path.front() == '[') {
    std::size_t digits = 0;
    place = &(*place)[static_cast<std::size_t>(std::stoi(std::string(path.substr(1)), &digits))];
    path.remove_prefix(digits + 2);
    if (path.starts_with(".layers[")) {
      place = &(*place)["layers"];
      path.remove_prefix(std::string_view(".layers").size());
    }
  }
  return place->at(std::string(path.substr(1)));
}

Vector Flatten(const Json& layers, const std::vector<ParameterBlock>& blocks) {
  std::vector<Scalar> flat;
  for (const ParameterBlock& block : blocks) {
    std::vector<double> numbers;
    AppendNumbers(Follow(layers, block.name), numbers);
    // Files are row-major, [out][in]; our blocks are column-major.
    for (Index column = 0; column < block.columns; ++column) {
      for (Index row = 0; row < block.rows; ++row) {
        flat.push_back(
            static_cast<Scalar>(numbers[static_cast<std::size_t>(row * block.columns + column)]));
      }
    }
  }
  return ConstVectorMap(flat.data(), static_cast<Index>(flat.size()));
}

/// The golden files write momentum and Nesterov as fields of SGD; the ids are the
/// names of the methods here.
Json OurOptimizer(Json fields) {
  const auto take = [&fields](const char* key) {
    Json value = fields[key];
    fields.erase(key);
    return value;
  };
  const auto type = fields["type"].get<std::string>();
  if (type == "sgd") {
    const bool nesterov = take("nesterov").get<bool>();
    if (nesterov) {
      fields["type"] = "nesterov";
      fields.erase("dampening");
    } else if (fields["momentum"].get<double>() > 0) {
      fields["type"] = "momentum";
    } else {
      fields.erase("momentum");
      fields.erase("dampening");
    }
  }
  return fields;
}

/// Ours begins any schedule with a warm-up; the files know one for cosine. A plateau is looked for
/// after every step there.
Json OurSchedule(Json fields) {
  if (fields.is_null()) return {{"type", "constant"}};
  if (fields["type"] == "warmup_cosine") fields["type"] = "cosine";
  if (fields["type"] == "reduce_on_plateau") fields["unit"] = "step";
  return fields;
}

}  // namespace

template <class T>
Slot<T> GoldenCase::Choose(const Registry<T>& registry, Json fields) {
  Slot slot(registry);
  const auto id = fields["type"].get<std::string>();
  if (!slot.Choose(id)) {
    if (missing_.empty()) missing_ = std::string(registry.kind) + " " + id;
    return slot;
  }
  fields.erase("type");
  Read(fields, *slot);
  return slot;
}

GoldenCase::GoldenCase(const std::string& file) {
  std::ifstream stream(file);
  stream >> json_;
  const Json layers = OurLayers(json_["layers"]);
  for (std::size_t i = 0; missing_.empty() && i < layers.size(); ++i) {
    layers_.Add(Choose(Layers(), layers[i]));
  }
  Json loss = json_["loss_parameters"];
  loss["type"] = json_["loss"];
  loss_ = Choose(Losses(), loss);
  optimizer_ = Choose(Optimizers(), OurOptimizer(json_["optimizer"]));
  schedule_ = Choose(Schedules(), OurSchedule(json_["schedule"]));
  clip_ = Choose(Clips(), json_["clip"].is_null() ? Json{{"type", "none"}} : json_["clip"]);
  SetDefaults(regularization_);
  if (!json_["regularization"].is_null()) Read(json_["regularization"], regularization_);
  if (!missing_.empty()) return;
  const Json& first = json_["x"][0];
  Shape shape = Shape::Flat(static_cast<Index>(first.size()));
  if (first[0].is_array()) {
    shape = {static_cast<Index>(first.size()), static_cast<Index>(first[0].size()),
             static_cast<Index>(first[0][0].size())};
  }
  network_ = std::make_unique<Network>(std::span(layers_), shape);
  initial_weights_ = {Parameters(json_["layers"]), Statistics(json_["layers"])};
}

/// Without what we derive, and without the numbers.
Json GoldenCase::OurLayers(const Json& layers) {
  Json ours = Json::array();
  for (const Json& layer : layers) {
    Json fields{{"type", layer["type"]}};
    if (layer.contains("activation")) {
      Json activation = layer.value("activation_parameters", Json::object());
      activation["type"] = layer["activation"];
      fields["activation"] = activation;
    }
    if (layer["type"] == "dense") fields["units"] = layer["out"];
    if (layer.contains("in") || layer.contains("in_channels")) {
      fields["bias"] = !layer["bias"].is_null();
    }
    for (const char* same : {"out_channels", "kernel", "stride", "padding", "p", "eps"}) {
      if (layer.contains(same)) fields[same] = layer[same];
    }
    if (layer["type"] == "batch_norm") fields["momentum"] = layer["momentum"];
    if (layer.contains("layers")) fields["layers"] = OurLayers(layer["layers"]);
    if (Layers().Find(fields["type"].get<std::string>()) == nullptr && missing_.empty()) {
      missing_ = "layer " + fields["type"].get<std::string>();
    }
    ours.push_back(fields);
  }
  return ours;
}

TrainingParts GoldenCase::parts() const {
  return {*network_, *loss_, *optimizer_, *schedule_, regularization_, *clip_};
}

GoldenCase::Batch GoldenCase::BatchOf(std::int64_t t) const {
  const Json& batches = json_["batches"];
  if (batches.is_string()) return AllRows();
  const auto rows = batches[static_cast<std::size_t>(t)].get<std::vector<std::size_t>>();
  return {RowsAsColumns(json_["x"], rows), RowsAsColumns(json_["y"], rows)};
}

GoldenCase::Batch GoldenCase::AllRows() const {
  std::vector<std::size_t> rows(json_["x"].size());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  return {RowsAsColumns(json_["x"], rows), RowsAsColumns(json_["y"], rows)};
}

Vector GoldenCase::Parameters(const Json& layers) const {
  return Flatten(layers, network_->parameters());
}

Vector GoldenCase::Statistics(const Json& layers) const {
  return Flatten(layers, network_->statistics());
}

}  // namespace downhill
