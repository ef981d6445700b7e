// SPDX-License-Identifier: Apache-2.0
#include "experiment/catalog.h"

#include "core/base64.h"
#include "core/component.h"
#include "datasets/dataset.h"
#include "experiment/experiment.h"
#include "experiment/training_run.h"
#include "experiment/writer.h"
#include "initializers/initializer.h"
#include "layers/activations/activation.h"
#include "layers/layer.h"
#include "losses/loss.h"
#include "optimizers/optimizer.h"
#include "schedules/schedule.h"
#include "training/clip.h"

namespace downhill {
namespace {

/// Writes the declarations themselves instead of the values.
class Fields final : public Visitor {
 public:
  Json Take() { return std::move(fields_); }

  void Real(const RealDeclaration& d, double&) override { PutReal(d); }
  void OptionalReal(const RealDeclaration& d, std::optional<double>&) override {
    PutNullable(PutReal(d), d.empty);
  }
  void Integer(const IntegerDeclaration& d, std::int64_t&) override { PutInteger(d); }
  void OptionalInteger(const IntegerDeclaration& d, std::optional<std::int64_t>&) override {
    PutNullable(PutInteger(d), d.empty);
  }
  void Integers(const IntegersDeclaration& d, std::vector<std::int64_t>&) override {
    Json& field = Put("integers", d.label);
    field["default"] = d.fallback;
    field["minimum"] = d.minimum;
    field["maximum"] = d.maximum;
    field["minimum_size"] = d.minimum_size;
    field["maximum_size"] = d.maximum_size;
    if (d.ascending) field["ascending"] = true;
    if (!d.empty.empty()) field["empty"] = d.empty.key();
  }
  void Boolean(const BooleanDeclaration& d, bool&) override {
    Put("boolean", d.label)["default"] = d.fallback;
  }
  void Choice(const ChoiceDeclaration& d, std::string&) override {
    Json& field = Put("choice", d.label);
    field["default"] = d.fallback;
    PutOptions(field, d.options);
  }
  void Choices(const ChoicesDeclaration& d, std::vector<std::string>&) override {
    Json& field = Put("choices", d.label);
    field["default"] = nullptr;
    PutNullable(field, d.empty);
    PutOptions(field, d.options);
  }
  void Component(const ComponentDeclaration& d, AnySlot& value) override {
    Json& field = Put("component", d.label);
    field["kind"] = value.kind();
    field["default"] = d.fallback.empty() ? Json(nullptr) : Json(d.fallback);
    if (d.inlined) field["inline"] = true;
    if (d.fields_go_on) field["fields_go_on"] = true;
  }
  void List(const ListDeclaration& d, AnySlotList& value) override {
    Json& field = Put("list", d.label);
    field["kind"] = value.kind();
    field["maximum"] = d.maximum_size;
  }
  void Group(const GroupDeclaration& d, Declared& value) override {
    Fields fields;
    value.Declare(fields);
    Put("group", d.label)["fields"] = fields.Take();
  }
  void Numbers(const RowsDeclaration& d, Rows& value) override {
    Json& field = Put("rows", d.label);
    field["default"] = value;
    field["maximum"] = d.maximum_numbers;
  }
  void Texts(const TextsDeclaration& d, std::vector<std::string>& value) override {
    Json& field = Put("texts", d.label);
    field["default"] = value;
    field["maximum"] = d.maximum_size;
  }
  void Packed(const PackedDeclaration& d, std::vector<float>& value) override {
    Json& field = Put("packed", d.label);
    field["default"] = value.empty() ? Json(nullptr) : Json(PackNumbers(value));
    field["nullable"] = true;
    field["maximum"] = d.maximum_numbers;
  }
  void OneText(const TextDeclaration& d, std::string&) override {
    Json& field = Put("text", d.label);
    field["default"] = "";
    field["maximum"] = d.maximum_bytes;
  }
  void AnyJson(const JsonDeclaration& d, Json& value) override {
    Json& field = Put("json", d.label);
    if (!value.is_null()) field["default"] = value;
  }

 private:
  Json& Put(std::string_view type, const Label& label) {
    Json field{
        {"id", label.id}, {"type", type}, {"label", label.label.key()}, {"help", label.help.key()}};
    if (!label.source.empty()) field["source"] = label.source.key();
    if (!label.alias.empty()) field["alias"] = label.alias;
    if (label.on_change != OnChange::kAsAround) {
      field["goes_on"] = label.on_change == OnChange::kGoesOn;
    }
    return fields_.emplace_back(std::move(field));
  }

  static void PutOptions(Json& field, std::span<const Option> options) {
    for (const Option& option : options) {
      field["choices"].push_back({{"id", option.id}, {"label", option.label.key()}});
    }
  }

  template <class Declaration>
  Json& PutRange(std::string_view type, const Declaration& d) {
    Json& field = Put(type, d.label);
    field["default"] = d.fallback.has_value() ? Json(*d.fallback) : Json(nullptr);
    field["minimum"] = d.minimum;
    field["maximum"] = d.maximum;
    field["scale"] = d.scale == Scale::kLog ? "log" : "linear";
    return field;
  }
  Json& PutReal(const RealDeclaration& d) {
    Json& field = PutRange("real", d);
    if (d.minimum_excluded) field["exclusive_minimum"] = true;
    if (d.maximum_excluded) field["exclusive_maximum"] = true;
    return field;
  }
  Json& PutInteger(const IntegerDeclaration& d) {
    Json& field = PutRange("integer", d);
    if (!d.zero_word.empty()) field["words"] = Json::array({d.zero_word});
    return field;
  }

  static void PutNullable(Json& field, CatalogText empty) {
    field["nullable"] = true;
    if (!empty.empty()) field["empty"] = empty.key();
  }

  Json fields_ = Json::array();
};

}  // namespace

Json FieldsOf(Declared& declared) {
  Fields fields;
  declared.Declare(fields);
  return fields.Take();
}

void DescribeSamples(const Dataset& dataset, Json& entry) {
  const auto describe = [&](Index classes, Index features) {
    entry["task"] = classes > 0 ? "classes" : "regression";
    entry["features"] = features;
  };
  if (const auto facts = dataset.facts()) return describe(facts->classes, facts->features);
  if (dataset.table()) return;
  // Made with its own defaults: the page draws samples as pictures where they are flat.
  Random random(0, "catalog");
  const Samples samples = dataset.Generate(random);
  describe(samples.classes, samples.width());
}

Json Catalog() {
  Json kinds;
  const auto add = [&kinds](const auto& registry) { kinds[registry.kind] = EntriesOf(registry); };
  add(Optimizers());
  add(Losses());
  add(Layers());
  add(Activations());
  add(Initializers());
  add(Datasets());
  add(Schedules());
  add(Clips());
  Experiment experiment;
  const Json fields = FieldsOf(experiment);
  TrainingRun defaults("{}");
  return {{"version", experiment.version},
          {"kinds", std::move(kinds)},
          {"document", fields},
          {"defaults", Canonical(defaults.experiment())}};
}

}  // namespace downhill
