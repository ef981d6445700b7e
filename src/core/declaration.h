// SPDX-License-Identifier: Apache-2.0
// How a hyper-parameter is declared, once. Validation, defaults, catalog, types, forms, links and
// tests are all derived from one walk over these declarations (Declared::Declare).
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/catalog_text.h"

namespace downhill {

/// Keys keep the order in which they are written (experiment/json.h has the rest of it).
using Json = nlohmann::ordered_json;

enum class Scale { kLinear, kLog };

/// What a change does to a run under way: it goes on with the new value, or starts over. What says
/// nothing is as what it stands in; a document starts over.
enum class OnChange { kAsAround, kGoesOn, kStartsOver };

/// What every declaration says: the key in the document, the words on the page, where it comes
/// from.
struct Label {
  std::string_view id;
  CatalogText label;
  CatalogText help;
  CatalogText source = {};
  /// A second key that is read, but never written; both at once are refused.
  std::string_view alias = {};
  OnChange on_change = OnChange::kAsAround;

  /// The same of what a run takes up while it trains, with all that stands in it.
  Label GoingOn() const {
    Label same = *this;
    same.on_change = OnChange::kGoesOn;
    return same;
  }
};

/// Whether a run goes on where this changes, in the midst of what goes on or does not.
inline bool GoesOn(const Label& label, bool around) {
  return label.on_change == OnChange::kAsAround ? around : label.on_change == OnChange::kGoesOn;
}

struct RealDeclaration {
  Label label;
  /// Null only for optional values: nothing is set.
  std::optional<double> fallback;
  double minimum = -std::numeric_limits<double>::max();
  double maximum = std::numeric_limits<double>::max();
  bool minimum_excluded = false;
  bool maximum_excluded = false;
  Scale scale = Scale::kLinear;
  /// What an optional value does where nothing is set; without words it is off.
  CatalogText empty = {};
};

struct IntegerDeclaration {
  Label label;
  std::optional<std::int64_t> fallback;
  std::int64_t minimum = 0;
  std::int64_t maximum = 1'000'000'000;
  Scale scale = Scale::kLinear;
  /// The word that the document writes for 0, e.g. "full"; empty: 0 is a number like any other.
  std::string_view zero_word = {};
  /// As of RealDeclaration.
  CatalogText empty = {};
  /// The key beside this one that takes the place of the default where it is given alone: this one
  /// is then empty. The fallback must say the same of what is declared.
  std::string_view replaced_by = {};
};

/// A short list of whole numbers, each from minimum to maximum.
struct IntegersDeclaration {
  Label label;
  std::vector<std::int64_t> fallback;
  std::int64_t minimum = 0;
  std::int64_t maximum = 1'000'000'000;
  std::size_t minimum_size = 1;
  std::size_t maximum_size = 64;
  /// Each must be above the one before it.
  bool ascending = false;
  /// What an empty list does, where the least size is 0.
  CatalogText empty = {};
};

struct BooleanDeclaration {
  Label label;
  bool fallback = false;
};

struct Option {
  std::string_view id;
  CatalogText label;
};

struct ChoiceDeclaration {
  Label label;
  std::string_view fallback;
  std::span<const Option> options;
};

/// Several options, each once, in their declared order; nothing is chosen by default.
struct ChoicesDeclaration {
  Label label;
  std::span<const Option> options;
  /// What it does where nothing is chosen, for which the document says null.
  CatalogText empty = {};
};

class AnySlot;
class AnySlotList;

struct ComponentDeclaration {
  Label label;
  /// Id of the default; empty: it is derived when the experiment is built (the loss from the data).
  std::string_view fallback;
  /// The short form "tanh" is written for {"type": "tanh"} when nothing else is set.
  bool short_form = false;
  /// Its type and hyper-parameters stand among the other keys of the group, as in "data".
  bool inlined = false;
  /// A run goes on with other hyper-parameters, but not with another type.
  bool fields_go_on = false;
};

struct ListDeclaration {
  Label label;
  /// A list of 1 item at least, this many at most.
  int maximum_size = 64;
};

/// A list of short texts, such as names.
struct TextsDeclaration {
  Label label;
  std::size_t maximum_size = 100;
};

/// One short text, such as a name.
struct TextDeclaration {
  Label label;
  std::size_t maximum_bytes = 200;
};

/// Any JSON, as it stands: what only the one who asked for it can read.
struct JsonDeclaration {
  Label label;
};

class Visitor;

/// Something with hyper-parameters.
class Declared {
 public:
  virtual ~Declared() = default;
  /// Shows every hyper-parameter with the member that holds it, in the order of the form.
  virtual void Declare(Visitor&) {}
  /// Throws Error where values that are right by themselves do not fit together.
  virtual void Check() const {}
};

struct GroupDeclaration {
  Label label;
};

/// A table of numbers that stands in the document itself.
struct RowsDeclaration {
  Label label;
  /// Two tables of so many, one number a row, still fit into the smallest module with all that is
  /// made of them.
  std::size_t maximum_numbers = 300'000;
};
using Rows = std::vector<std::vector<double>>;

/// Many numbers in little room: 32-bit floats as base64 (core/base64.h).
struct PackedDeclaration {
  Label label;
  std::size_t maximum_numbers = 1'000'000;
};

/// One walk over the hyper-parameters: reading, writing, defaults and the catalog are visitors.
class Visitor {
 public:
  virtual ~Visitor() = default;
  virtual void Real(const RealDeclaration&, double& value) = 0;
  virtual void OptionalReal(const RealDeclaration&, std::optional<double>& value) = 0;
  virtual void Integer(const IntegerDeclaration&, std::int64_t& value) = 0;
  virtual void OptionalInteger(const IntegerDeclaration&, std::optional<std::int64_t>& value) = 0;
  virtual void Integers(const IntegersDeclaration&, std::vector<std::int64_t>& value) = 0;
  virtual void Boolean(const BooleanDeclaration&, bool& value) = 0;
  virtual void Choice(const ChoiceDeclaration&, std::string& value) = 0;
  virtual void Choices(const ChoicesDeclaration&, std::vector<std::string>& value) = 0;
  virtual void Component(const ComponentDeclaration&, AnySlot& value) = 0;
  virtual void List(const ListDeclaration&, AnySlotList& value) = 0;
  virtual void Group(const GroupDeclaration&, Declared& value) = 0;
  /// The value keeps its default (a constructor's) where nothing is given.
  virtual void Numbers(const RowsDeclaration&, Rows& value) = 0;
  /// Keeps a constructor's, too. Without numbers the document says null.
  virtual void Packed(const PackedDeclaration&, std::vector<float>& value) = 0;
  /// Keeps a constructor's, too.
  virtual void Texts(const TextsDeclaration&, std::vector<std::string>& value) = 0;
  /// Empty by default.
  virtual void OneText(const TextDeclaration&, std::string& value) = 0;
  /// Keeps a constructor's, too; where that is null, it must be given.
  virtual void AnyJson(const JsonDeclaration&, Json& value) = 0;
};

}  // namespace downhill
