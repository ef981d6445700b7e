// SPDX-License-Identifier: Apache-2.0
#include "core/component.h"

namespace downhill {
namespace {

class Defaults final : public Visitor {
 public:
  void Real(const RealDeclaration& d, double& value) override { value = d.fallback.value(); }
  void OptionalReal(const RealDeclaration& d, std::optional<double>& value) override {
    value = d.fallback;
  }
  void Integer(const IntegerDeclaration& d, std::int64_t& value) override {
    value = d.fallback.value();
  }
  void OptionalInteger(const IntegerDeclaration& d, std::optional<std::int64_t>& value) override {
    value = d.fallback;
  }
  void Integers(const IntegersDeclaration& d, std::vector<std::int64_t>& value) override {
    value = d.fallback;
  }
  void Boolean(const BooleanDeclaration& d, bool& value) override { value = d.fallback; }
  void Choice(const ChoiceDeclaration& d, std::string& value) override { value = d.fallback; }
  void Choices(const ChoicesDeclaration&, std::vector<std::string>& value) override {
    value.clear();
  }
  void Component(const ComponentDeclaration& d, AnySlot& value) override {
    if (!value.Choose(d.fallback)) value.Clear();
  }
  void List(const ListDeclaration&, AnySlotList& value) override { value.Clear(); }
  void Group(const GroupDeclaration&, Declared& value) override { value.Declare(*this); }
  void Numbers(const RowsDeclaration&, Rows&) override {}
  void Packed(const PackedDeclaration&, std::vector<float>&) override {}
  void Texts(const TextsDeclaration&, std::vector<std::string>&) override {}
  void OneText(const TextDeclaration&, std::string& value) override { value.clear(); }
  void AnyJson(const JsonDeclaration&, Json&) override {}
};

}  // namespace

void SetDefaults(Declared& declared) {
  Defaults defaults;
  declared.Declare(defaults);
}

}  // namespace downhill
