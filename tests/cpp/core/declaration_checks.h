// SPDX-License-Identifier: Apache-2.0
// What must hold for every declaration of every registered thing, and a way to set hyper-parameters
// by name or to their ends. For the tests that run over a whole registry.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/component.h"

namespace downhill::test {

inline bool IsSnakeCase(std::string_view id) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  };
  return !id.empty() && id.front() >= 'a' && id.front() <= 'z' && id.back() != '_' &&
         id.find("__") == std::string_view::npos && std::all_of(id.begin(), id.end(), allowed);
}

/// Chinese characters are three bytes from 0xe4 to 0xe9 on.
inline bool HasChinese(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0xe4 && byte <= 0xe9;
  });
}

/// A label and help; tests/web/engine/catalog.test.ts reads them.
inline void CheckWords(std::string_view id, CatalogText label, CatalogText help) {
  EXPECT_TRUE(IsSnakeCase(id)) << id;
  EXPECT_FALSE(label.empty()) << id;
  EXPECT_FALSE(help.empty()) << id;
}

/// Checks every declaration it is shown.
class DeclarationChecks final : public Visitor {
 public:
  void Real(const RealDeclaration& d, double&) override {
    Check(d.label);
    ASSERT_TRUE(d.fallback.has_value()) << d.label.id;
    CheckRealRange(d);
  }
  void OptionalReal(const RealDeclaration& d, std::optional<double>&) override {
    Check(d.label);
    CheckRealRange(d);
  }
  void Integer(const IntegerDeclaration& d, std::int64_t&) override {
    Check(d.label);
    ASSERT_TRUE(d.fallback.has_value()) << d.label.id;
    CheckRange(d);
  }
  void OptionalInteger(const IntegerDeclaration& d, std::optional<std::int64_t>&) override {
    Check(d.label);
    CheckRange(d);
  }
  void Integers(const IntegersDeclaration& d, std::vector<std::int64_t>&) override {
    Check(d.label);
    EXPECT_LT(d.minimum, d.maximum) << d.label.id;
    EXPECT_GE(d.fallback.size(), d.minimum_size) << d.label.id;
    EXPECT_LE(d.fallback.size(), d.maximum_size) << d.label.id;
    for (std::size_t i = 0; i < d.fallback.size(); ++i) {
      EXPECT_GE(d.fallback[i], d.minimum) << d.label.id;
      EXPECT_LE(d.fallback[i], d.maximum) << d.label.id;
      EXPECT_TRUE(!d.ascending || i == 0 || d.fallback[i - 1] < d.fallback[i]) << d.label.id;
    }
  }
  void Boolean(const BooleanDeclaration& d, bool&) override { Check(d.label); }
  void Choice(const ChoiceDeclaration& d, std::string&) override {
    Check(d.label);
    const auto is_default = [&](const Option& option) { return option.id == d.fallback; };
    EXPECT_TRUE(std::any_of(d.options.begin(), d.options.end(), is_default)) << d.label.id;
  }
  void Choices(const ChoicesDeclaration& d, std::vector<std::string>&) override {
    Check(d.label);
    std::set<std::string_view> ids;
    for (const Option& option : d.options) {
      EXPECT_TRUE(IsSnakeCase(option.id)) << option.id;
      EXPECT_TRUE(ids.insert(option.id).second) << option.id << " is declared twice";
      EXPECT_FALSE(option.label.empty()) << option.id;
    }
  }
  void Component(const ComponentDeclaration& d, AnySlot& value) override {
    Check(d.label);
    EXPECT_TRUE(d.fallback.empty() || value.Choose(d.fallback)) << d.label.id;
  }
  void List(const ListDeclaration& d, AnySlotList&) override { Check(d.label); }
  void Group(const GroupDeclaration& d, Declared&) override { Check(d.label); }
  void Numbers(const RowsDeclaration& d, Rows&) override { Check(d.label); }
  void Packed(const PackedDeclaration& d, std::vector<float>&) override { Check(d.label); }
  void OneText(const TextDeclaration& d, std::string&) override { Check(d.label); }
  void AnyJson(const JsonDeclaration& d, Json&) override { Check(d.label); }
  void Texts(const TextsDeclaration& d, std::vector<std::string>&) override { Check(d.label); }

 private:
  void Check(const Label& label) {
    CheckWords(label.id, label.label, label.help);
    EXPECT_TRUE(ids_.insert(label.id).second) << label.id << " is declared twice";
    if (!label.alias.empty()) {
      EXPECT_TRUE(IsSnakeCase(label.alias)) << label.alias;
      EXPECT_TRUE(ids_.insert(label.alias).second) << label.alias << " is declared twice";
    }
    EXPECT_NE(label.id, "type") << "is the key of the component itself";
  }
  template <class Declaration>
  static void CheckRange(const Declaration& d) {
    EXPECT_LT(d.minimum, d.maximum) << d.label.id;
    if (d.fallback.has_value()) {
      EXPECT_GE(*d.fallback, d.minimum) << d.label.id;
      EXPECT_LE(*d.fallback, d.maximum) << d.label.id;
    }
    EXPECT_TRUE(d.scale == Scale::kLinear || d.minimum >= 0) << d.label.id;
  }
  static void CheckRealRange(const RealDeclaration& d) {
    CheckRange(d);
    EXPECT_FALSE(d.minimum_excluded && d.fallback == d.minimum) << d.label.id;
    EXPECT_FALSE(d.maximum_excluded && d.fallback == d.maximum) << d.label.id;
  }

  std::set<std::string_view> ids_;
};

/// Over one registry: unique ids, words, a source, sound declarations.
template <class T>
void CheckRegistry(const Registry<T>& registry) {
  std::set<std::string_view> ids;
  for (const auto& entry : registry.entries) {
    SCOPED_TRACE(entry.id);
    EXPECT_TRUE(ids.insert(entry.id).second) << "is registered twice";
    EXPECT_EQ(registry.Find(entry.id), &entry);
    CheckWords(entry.id, entry.label, entry.help);
    EXPECT_FALSE(entry.source.empty());
    Slot slot(registry);
    slot.Choose(entry);
    DeclarationChecks checks;
    slot->Declare(checks);
  }
}

/// Sets each number that is declared to what `choose` gives; the rest stays as it is.
class NumberSetter : public Visitor {
 public:
  using ChooseReal = std::function<double(const RealDeclaration&, double)>;
  using ChooseInteger = std::function<std::int64_t(const IntegerDeclaration&, std::int64_t)>;
  NumberSetter(ChooseReal real, ChooseInteger integer)
      : real_(std::move(real)), integer_(std::move(integer)) {}

  void Real(const RealDeclaration& d, double& value) override { value = real_(d, value); }
  void OptionalReal(const RealDeclaration&, std::optional<double>&) override {}
  void Integer(const IntegerDeclaration& d, std::int64_t& value) override {
    value = integer_(d, value);
  }
  void OptionalInteger(const IntegerDeclaration&, std::optional<std::int64_t>&) override {}
  void Integers(const IntegersDeclaration&, std::vector<std::int64_t>&) override {}
  void Boolean(const BooleanDeclaration&, bool&) override {}
  void Choice(const ChoiceDeclaration&, std::string&) override {}
  void Choices(const ChoicesDeclaration&, std::vector<std::string>&) override {}
  void Component(const ComponentDeclaration&, AnySlot&) override {}
  void List(const ListDeclaration&, AnySlotList&) override {}
  void Group(const GroupDeclaration&, Declared&) override {}
  void Numbers(const RowsDeclaration&, Rows&) override {}
  void Packed(const PackedDeclaration&, std::vector<float>&) override {}
  void OneText(const TextDeclaration&, std::string&) override {}
  void AnyJson(const JsonDeclaration&, Json&) override {}
  void Texts(const TextsDeclaration&, std::vector<std::string>&) override {}

 private:
  ChooseReal real_;
  ChooseInteger integer_;
};

/// Sets one number by name; returns false when there is none of that name.
inline bool Set(Declared& declared, std::string_view id, double number) {
  bool found = false;
  const auto choose = [&](const auto& d, auto value) {
    if (d.label.id != id) return value;
    found = true;
    return static_cast<decltype(value)>(number);
  };
  NumberSetter setter(choose, choose);
  declared.Declare(setter);
  return found;
}

enum class End { kLowest, kHighest };

/// Every number at one end of its range.
inline void SetToEnd(Declared& declared, End end) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  NumberSetter setter(
      [&](const RealDeclaration& d, double) {
        if (end == End::kLowest) {
          return d.minimum_excluded ? std::nextafter(d.minimum, kInfinity) : d.minimum;
        }
        return d.maximum_excluded ? std::nextafter(d.maximum, -kInfinity) : d.maximum;
      },
      [&](const IntegerDeclaration& d, std::int64_t) {
        return end == End::kLowest ? d.minimum : d.maximum;
      });
  declared.Declare(setter);
}

}  // namespace downhill::test
