// SPDX-License-Identifier: Apache-2.0
#include "experiment/same_values.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "experiment/json.h"

namespace downhill {
namespace {

using Value = std::variant<std::optional<double>, std::optional<std::int64_t>, bool, std::string,
                           std::vector<std::int64_t>, std::vector<float>, std::vector<std::string>,
                           Rows, Json>;

/// Every value with the key that it stands under, in the order in which they are declared.
class Values final : public Visitor {
 public:
  explicit Values(Declared& declared) { declared.Declare(*this); }

  const std::vector<std::pair<std::string_view, Value>>& all() const { return all_; }

  void Real(const RealDeclaration& d, double& value) override { Put(d, std::optional(value)); }
  void OptionalReal(const RealDeclaration& d, std::optional<double>& value) override {
    Put(d, value);
  }
  void Integer(const IntegerDeclaration& d, std::int64_t& value) override {
    Put(d, std::optional(value));
  }
  void OptionalInteger(const IntegerDeclaration& d, std::optional<std::int64_t>& value) override {
    Put(d, value);
  }
  void Integers(const IntegersDeclaration& d, std::vector<std::int64_t>& value) override {
    Put(d, value);
  }
  void Boolean(const BooleanDeclaration& d, bool& value) override { Put(d, value); }
  void Choice(const ChoiceDeclaration& d, std::string& value) override { Put(d, value); }
  void Choices(const ChoicesDeclaration& d, std::vector<std::string>& value) override {
    Put(d, value);
  }
  void Component(const ComponentDeclaration& d, AnySlot& value) override {
    Put(d, std::string(value.id()));
    if (value.component() != nullptr) value.component()->Declare(*this);
  }
  void List(const ListDeclaration& d, AnySlotList& value) override {
    Put(d, std::optional(static_cast<std::int64_t>(value.slots().size())));
    for (const AnySlot* slot : value.slots()) {
      Put(d, std::string(slot->id()));
      slot->component()->Declare(*this);
    }
  }
  void Group(const GroupDeclaration&, Declared& value) override { value.Declare(*this); }
  void Numbers(const RowsDeclaration& d, Rows& value) override { Put(d, value); }
  void Packed(const PackedDeclaration& d, std::vector<float>& value) override { Put(d, value); }
  void Texts(const TextsDeclaration& d, std::vector<std::string>& value) override { Put(d, value); }
  void OneText(const TextDeclaration& d, std::string& value) override { Put(d, value); }
  void AnyJson(const JsonDeclaration& d, Json& value) override { Put(d, value); }

 private:
  template <class Declaration>
  void Put(const Declaration& d, Value value) {
    all_.emplace_back(d.label.id, std::move(value));
  }

  std::vector<std::pair<std::string_view, Value>> all_;
};

}  // namespace

bool HaveSameValues(Declared& one, Declared& other) {
  return Values(one).all() == Values(other).all();
}

}  // namespace downhill
