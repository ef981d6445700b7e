// SPDX-License-Identifier: Apache-2.0
#include "experiment/writer.h"

#include "core/base64.h"

namespace downhill {
namespace {

enum class Style { kCanonical, kMinimal, kBound };

class Writer final : public Visitor {
 public:
  /// goes_on: whether a run goes on where something changes of what is written here.
  explicit Writer(Style style, bool goes_on = false) : style_(style), goes_on_(goes_on) {}

  Json Take() { return std::move(object_); }

  void Real(const RealDeclaration& d, double& value) override { Put(d, value); }
  void OptionalReal(const RealDeclaration& d, std::optional<double>& value) override {
    Put(d, value);
  }
  void Integer(const IntegerDeclaration& d, std::int64_t& value) override {
    if (IsLeftOut(d.label)) return;
    if (value == 0 && !d.zero_word.empty()) {
      object_[d.label.id] = d.zero_word;
    } else {
      Put(d, value);
    }
  }
  void OptionalInteger(const IntegerDeclaration& d, std::optional<std::int64_t>& value) override {
    Put(d, value);
  }
  void Integers(const IntegersDeclaration& d, std::vector<std::int64_t>& value) override {
    Put(d, value);
  }
  void Boolean(const BooleanDeclaration& d, bool& value) override {
    if (IsLeftOut(d.label)) return;
    if (!is_minimal() || value != d.fallback) object_[d.label.id] = value;
  }
  void Choice(const ChoiceDeclaration& d, std::string& value) override {
    if (IsLeftOut(d.label)) return;
    if (!is_minimal() || value != d.fallback) object_[d.label.id] = value;
  }
  void Choices(const ChoicesDeclaration& d, std::vector<std::string>& value) override {
    // What a run is bound to is as it was before there was such a choice.
    if (IsLeftOut(d.label) || (value.empty() && style_ != Style::kCanonical)) return;
    object_[d.label.id] = value.empty() ? Json(nullptr) : Json(value);
  }
  void Component(const ComponentDeclaration& d, AnySlot& value) override {
    if (value.component() == nullptr) return;
    const bool is_default = value.id() == d.fallback;
    if (d.inlined) {
      if (!is_minimal() || !is_default) object_[d.label.id] = value.id();
      value.component()->Declare(*this);
      return;
    }
    const bool goes_on = GoesOn(d.label, goes_on_);
    Json written = Write(value, goes_on, goes_on || d.fields_go_on);
    if (is_minimal() && written.size() == 1) {
      if (is_default) return;
      if (d.short_form) written = written["type"];
    }
    if (style_ == Style::kBound && written.empty()) return;
    object_[d.label.id] = std::move(written);
  }
  void List(const ListDeclaration& d, AnySlotList& value) override {
    Json list = Json::array();
    const bool goes_on = GoesOn(d.label, goes_on_);
    for (const AnySlot* slot : value.slots()) list.push_back(Write(*slot, goes_on, goes_on));
    object_[d.label.id] = std::move(list);
  }
  void Group(const GroupDeclaration& d, Declared& value) override {
    Writer writer(style_, GoesOn(d.label, goes_on_));
    value.Declare(writer);
    if (style_ == Style::kCanonical || !writer.object_.empty()) object_[d.label.id] = writer.Take();
  }
  void Numbers(const RowsDeclaration& d, Rows& value) override {
    if (!IsLeftOut(d.label)) object_[d.label.id] = value;
  }
  void Packed(const PackedDeclaration& d, std::vector<float>& value) override {
    if (IsLeftOut(d.label)) return;
    if (!value.empty()) {
      object_[d.label.id] = PackNumbers(value);
    } else if (!is_minimal()) {
      object_[d.label.id] = nullptr;
    }
  }
  void Texts(const TextsDeclaration& d, std::vector<std::string>& value) override {
    if (IsLeftOut(d.label)) return;
    if (!is_minimal() || !value.empty()) object_[d.label.id] = value;
  }
  void OneText(const TextDeclaration& d, std::string& value) override {
    if (IsLeftOut(d.label)) return;
    if (!is_minimal() || !value.empty()) object_[d.label.id] = value;
  }
  void AnyJson(const JsonDeclaration& d, Json& value) override {
    if (!IsLeftOut(d.label)) object_[d.label.id] = value;
  }

 private:
  template <class Declaration, class Value>
  void Put(const Declaration& d, const Value& value) {
    if (IsLeftOut(d.label) || (is_minimal() && d.fallback == value)) return;
    if constexpr (requires { value.has_value(); }) {
      object_[d.label.id] = value.has_value() ? Json(*value) : Json(nullptr);
    } else {
      object_[d.label.id] = value;
    }
  }

  bool is_minimal() const { return style_ == Style::kMinimal; }
  bool IsLeftOut(const Label& label) const {
    return style_ == Style::kBound && GoesOn(label, goes_on_);
  }

  Json Write(const AnySlot& slot, bool type_goes_on, bool fields_go_on) const {
    Writer writer(style_, fields_go_on);
    if (style_ != Style::kBound || !type_goes_on) writer.object_["type"] = slot.id();
    slot.component()->Declare(writer);
    return writer.Take();
  }

  Style style_;
  bool goes_on_;
  Json object_ = Json::object();
};

Json Write(Declared& declared, Style style) {
  Writer writer(style);
  declared.Declare(writer);
  return writer.Take();
}

}  // namespace

Json Canonical(Declared& declared) { return Write(declared, Style::kCanonical); }

Json Bound(Declared& declared) { return Write(declared, Style::kBound); }

Json MinimalWithLayers(Experiment& experiment) { return Write(experiment, Style::kMinimal); }

Json Minimal(Experiment& experiment) {
  Json json = MinimalWithLayers(experiment);
  // A list has no declared default; the default experiment has.
  Experiment defaults;
  if (Json model = Write(defaults, Style::kMinimal)["model"]; json["model"] == model) {
    json.erase("model");
  }
  return json;
}

}  // namespace downhill
