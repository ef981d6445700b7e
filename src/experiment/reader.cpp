// SPDX-License-Identifier: Apache-2.0
#include "experiment/reader.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "core/base64.h"
#include "core/component.h"
#include "experiment/parser.h"
#include "experiment/suggestion.h"

namespace downhill {
namespace {

Text Expected(Words what, const Json& value) {
  return {Fill("must be {}, but is {}. Write {} here, or leave the key out for its default.",
               what.en, ShownValue(value), what.en),
          Fill("应为{}，但给的是 {}。请写成{}，或去掉此键以使用默认值。", what.zh,
               ShownValue(value), what.zh)};
}

class Reader final : public Visitor {
 public:
  Reader(const Json& object, bool has_type) : object_(object) {
    if (has_type) known_.push_back("type");
  }

  void Real(const RealDeclaration& d, double& value) override {
    if (const auto [json, key] = Find(d.label); json != nullptr) value = Number(d, key, *json);
  }
  void OptionalReal(const RealDeclaration& d, std::optional<double>& value) override {
    if (const auto [json, key] = Find(d.label); json != nullptr) {
      value = json->is_null() ? std::nullopt : std::optional(Number(d, key, *json));
    }
  }
  void Integer(const IntegerDeclaration& d, std::int64_t& value) override {
    if (const auto [json, key] = Find(d.label); json != nullptr) {
      value = WholeNumberOrWord(d, key, *json);
    }
  }
  void OptionalInteger(const IntegerDeclaration& d, std::optional<std::int64_t>& value) override {
    if (const auto [json, key] = Find(d.label); json != nullptr) {
      value = json->is_null() ? std::nullopt : std::optional(WholeNumberOrWord(d, key, *json));
    } else if (IsGiven(d.replaced_by)) {
      value = std::nullopt;
    }
  }
  void Integers(const IntegersDeclaration& d, std::vector<std::int64_t>& value) override {
    constexpr Words kWhole{"a whole number", "整数"};
    const auto [json, key] = Find(d.label);
    if (json == nullptr) return;
    if (json->is_number()) {
      value = {WholeNumber(kWhole, d.minimum, d.maximum, key, *json)};
      return;
    }
    if (!json->is_array()) {
      throw Error(Key(key), Expected({"a list of whole numbers", "整数列表"}, *json));
    }
    if (json->size() < d.minimum_size || json->size() > d.maximum_size) {
      throw Error(Key(key), Say({"has {} items. Give {} to {}.", "有 {} 项。请给出 {} 到 {} 项。"},
                                json->size(), d.minimum_size, d.maximum_size));
    }
    value.clear();
    for (std::size_t i = 0; i < json->size(); ++i) {
      const std::string place = Fill("{}[{}]", key, i);
      const std::int64_t number = WholeNumber(kWhole, d.minimum, d.maximum, place, (*json)[i]);
      if (d.ascending && i > 0 && number <= value.back()) {
        throw Error(place, Say({"{} is not above {}, the number before it. List them in "
                                "ascending order, each once.",
                                "{} 不大于前一个数 {}。请按升序排列，且不要重复。"},
                               number, value.back()));
      }
      value.push_back(number);
    }
  }
  void Boolean(const BooleanDeclaration& d, bool& value) override {
    const auto [json, key] = Find(d.label);
    if (json == nullptr) return;
    if (!json->is_boolean()) {
      throw Error(Key(key), Expected({"true or false", " true 或 false"}, *json));
    }
    value = json->get<bool>();
  }
  void Choice(const ChoiceDeclaration& d, std::string& value) override {
    const auto [json, key] = Find(d.label);
    if (json == nullptr) return;
    value = Known(key, *json, IdsOf(d.options));
  }
  void Choices(const ChoicesDeclaration& d, std::vector<std::string>& value) override {
    const auto [json, key] = Find(d.label);
    if (json == nullptr) return;
    value.clear();
    if (json->is_null()) return;
    if (!json->is_array())
      throw Error(Key(key), Expected({"a list of words", "字符串列表"}, *json));
    if (json->empty()) {
      throw Error(Key(key), {"is empty. Name one at least, or leave the key out for its default.",
                             "为空。请至少写一个，或去掉此键以使用默认值。"});
    }
    const std::vector<std::string_view> ids = IdsOf(d.options);
    std::vector<std::string> given;
    for (std::size_t i = 0; i < json->size(); ++i) {
      const std::string place = Fill("{}[{}]", key, i);
      std::string id = Known(place, (*json)[i], ids);
      if (std::find(given.begin(), given.end(), id) != given.end()) {
        throw Error(
            place,
            Say({"{} is there already. Name each once.", "{} 已经写过。每个只写一次。"}, id));
      }
      given.push_back(std::move(id));
    }
    for (const std::string_view id : ids) {
      if (std::find(given.begin(), given.end(), id) != given.end()) value.emplace_back(id);
    }
  }
  void Component(const ComponentDeclaration& d, AnySlot& value) override {
    if (d.inlined) {
      if (const auto [type, key] = Find(d.label); type != nullptr) {
        value.Choose(Known(key, *type, value.ids()));
      }
      value.component()->Declare(*this);
      value.component()->Check();
      return;
    }
    const Given given = Find(d.label);
    if (given.json == nullptr) return;
    In(given.key, [&] { ReadComponent(*given.json, value); });
  }
  void List(const ListDeclaration& d, AnySlotList& value) override {
    const auto [json, key] = Find(d.label);
    if (json == nullptr) return;
    if (!json->is_array()) throw Error(Key(key), Expected({"a list", "列表"}, *json));
    if (json->empty() || json->size() > static_cast<std::size_t>(d.maximum_size)) {
      throw Error(Key(key), Say({"has {} items. Give 1 to {}.", "有 {} 项。请给出 1 到 {} 项。"},
                                json->size(), d.maximum_size));
    }
    value.Clear();
    for (std::size_t i = 0; i < json->size(); ++i) {
      const Json& item = (*json)[i];
      In(Fill("{}[{}]", key, i), [&] { ReadComponent(item, value.Add()); });
    }
  }
  void Group(const GroupDeclaration& d, Declared& value) override {
    const Given given = Find(d.label);
    if (given.json == nullptr) return;
    In(given.key, [&] { Read(*given.json, value); });
  }
  void Numbers(const RowsDeclaration& d, Rows& value) override {
    const auto [json, key] = Find(d.label);
    if (json == nullptr) return;
    if (!json->is_array())
      throw Error(Key(key), Expected({"a list of rows", "由行组成的列表"}, *json));
    std::size_t numbers = 0;
    value.clear();
    for (std::size_t r = 0; r < json->size(); ++r) {
      const Json& row = (*json)[r];
      std::vector<double>& numbers_of_row = value.emplace_back();
      const std::string place = Fill("{}[{}]", key, r);
      if (row.is_array() && row.empty()) {
        throw Error(place, {"is empty. Give at least one number.", "为空。请至少给出一个数。"});
      }
      if (row.is_array()) {
        for (std::size_t i = 0; i < row.size(); ++i) {
          numbers_of_row.push_back(Finite(Fill("{}[{}]", place, i), row[i]));
        }
      } else {
        numbers_of_row.push_back(Finite(place, row));
      }
      numbers += numbers_of_row.size();
      if (numbers > d.maximum_numbers) {
        throw Error(Key(key), Say({"holds more than {} numbers. Give fewer rows.",
                                   "超过 {} 个数。请减少行数。"},
                                  d.maximum_numbers));
      }
    }
  }

  void Packed(const PackedDeclaration& d, std::vector<float>& value) override {
    const auto [json, key] = Find(d.label);
    if (json == nullptr) return;
    value.clear();
    if (json->is_null()) return;
    if (!json->is_string()) {
      throw Error(Key(key), Expected({"numbers as base64", "base64 编码的数"}, *json));
    }
    auto numbers = UnpackNumbers(json->get_ref<const std::string&>());
    if (!numbers) {
      throw Error(Key(key), {"is no base64 of 32-bit numbers. Copy it again, whole.",
                             "不是 32 位数的 base64 编码。请完整地重新复制。"});
    }
    if (numbers->size() > d.maximum_numbers) {
      throw Error(Key(key), Say({"holds {} numbers, more than {}. Give fewer.",
                                 "有 {} 个数，超过 {} 个。请减少。"},
                                numbers->size(), d.maximum_numbers));
    }
    for (std::size_t i = 0; i < numbers->size(); ++i) {
      if (!std::isfinite((*numbers)[i])) {
        throw Error(Key(key), Say({"holds something that is no finite number, at place {}. Leave "
                                   "it out.",
                                   "第 {} 个数不是有限数。请去掉它。"},
                                  i));
      }
    }
    value = std::move(*numbers);
  }

  void Texts(const TextsDeclaration& d, std::vector<std::string>& value) override {
    constexpr std::size_t kLongest = 200;
    const auto [json, key] = Find(d.label);
    if (json == nullptr) return;
    if (!json->is_array()) throw Error(Key(key), Expected({"a list of texts", "文字列表"}, *json));
    if (json->size() > d.maximum_size) {
      throw Error(Key(key),
                  Say({"has {} items, more than {}. Give fewer.", "有 {} 项，超过 {} 项。请减少。"},
                      json->size(), d.maximum_size));
    }
    value.clear();
    for (std::size_t i = 0; i < json->size(); ++i) {
      const Json& item = (*json)[i];
      const std::string place = Fill("{}[{}]", key, i);
      if (!item.is_string()) throw Error(place, Expected({"a text", "文字"}, item));
      if (item.get_ref<const std::string&>().size() > kLongest) {
        throw Error(place, Say({"is longer than {} bytes. Shorten it.", "超过 {} 字节。请缩短。"},
                               kLongest));
      }
      value.push_back(item.get<std::string>());
    }
  }
  void OneText(const TextDeclaration& d, std::string& value) override {
    const auto [json, key] = Find(d.label);
    if (json == nullptr) return;
    if (!json->is_string()) throw Error(Key(key), Expected({"a text", "文字"}, *json));
    if (json->get_ref<const std::string&>().size() > d.maximum_bytes) {
      throw Error(Key(key), Say({"is longer than {} bytes. Shorten it.", "超过 {} 字节。请缩短。"},
                                d.maximum_bytes));
    }
    value = json->get<std::string>();
  }
  void AnyJson(const JsonDeclaration& d, Json& value) override {
    const auto [json, key] = Find(d.label);
    if (json != nullptr) {
      value = *json;
    } else if (value.is_null()) {
      throw Error(Key(key), {"is missing. Give it.", "缺失。请给出。"});
    }
  }

  /// After the walk: every key must have been asked for.
  void RefuseUnknownKeys() const {
    for (const auto& [key, value] : object_.items()) {
      if (std::find(known_.begin(), known_.end(), key) == known_.end()) {
        throw Error(Shown(key),
                    Unknown({"there is no such key here.", "此处没有这个键。"}, key, known_));
      }
    }
  }

 private:
  /// What stands in the document, and the key it stands under; null where nothing does.
  struct Given {
    const Json* json;
    std::string_view key;
  };

  Given Find(const Label& label) {
    const Json* json = Find(label.id);
    if (label.alias.empty()) return {json, label.id};
    const Json* other = Find(label.alias);
    if (json != nullptr && other != nullptr) {
      throw Error(Key(label.alias), Say({"is the same as \"{}\", which is given too. Keep one of "
                                         "them.",
                                         "与“{}”含义相同，不能同时给出。请只保留一个。"},
                                        label.id));
    }
    return other != nullptr ? Given{other, label.alias} : Given{json, label.id};
  }
  const Json* Find(std::string_view id) {
    known_.push_back(id);
    const auto found = object_.find(id);
    return found == object_.end() ? nullptr : &*found;
  }

  bool IsGiven(std::string_view id) const {
    const auto found = object_.find(id);
    return found != object_.end() && !found->is_null();
  }

  static std::string Key(std::string_view id) { return std::string(id); }

  /// Runs `read`; its faults are below this key.
  template <class Work>
  static void In(std::string_view key, Work read) {
    try {
      read();
    } catch (const Error& error) {
      throw error.Under(key);
    }
  }

  static double Finite(std::string_view path, const Json& json) {
    if (!json.is_number()) throw Error(Key(path), Expected({"a number", "数"}, json));
    const auto value = json.get<double>();
    if (!std::isfinite(value)) {
      throw Error(Key(path),
                  {"is not a finite number. Write a finite one.", "不是有限数。请写一个有限数。"});
    }
    return value;
  }

  static double Number(const RealDeclaration& d, std::string_view path, const Json& json) {
    const double value = Finite(path, json);
    const bool low = d.minimum_excluded ? value <= d.minimum : value < d.minimum;
    const bool high = d.maximum_excluded ? value >= d.maximum : value > d.maximum;
    if (low || high) throw Error(Key(path), OutOfRange(low, value, d));
    return value;
  }

  static Text OutOfRange(bool low, double value, const RealDeclaration& d) {
    const double limit = low ? d.minimum : d.maximum;
    const bool excluded = low ? d.minimum_excluded : d.maximum_excluded;
    if (low && excluded) {
      return Say({"{} is not above {}. Use a number above {}.", "{} 不大于 {}。请用大于 {} 的数。"},
                 value, limit, limit);
    }
    if (low) {
      return Say({"{} is below {}. Use {} or more.", "{} 小于 {}。请用不小于 {} 的数。"}, value,
                 limit, limit);
    }
    if (excluded) {
      return Say({"{} is not below {}. Use a number below {}.", "{} 不小于 {}。请用小于 {} 的数。"},
                 value, limit, limit);
    }
    return Say({"{} is above {}. Use {} or less.", "{} 大于 {}。请用不大于 {} 的数。"}, value,
               limit, limit);
  }

  static std::int64_t WholeNumberOrWord(const IntegerDeclaration& d, std::string_view path,
                                        const Json& json) {
    if (!d.zero_word.empty() && json.is_string() && json.get<std::string>() == d.zero_word)
      return 0;
    const Words what = d.zero_word.empty() ? Words{"a whole number", "整数"}
                                           : Words{"a whole number or \"full\"", "整数或 \"full\""};
    return WholeNumber(what, d.minimum, d.maximum, path, json);
  }

  static std::int64_t WholeNumber(Words what, std::int64_t minimum, std::int64_t maximum,
                                  std::string_view path, const Json& json) {
    if (!json.is_number()) throw Error(Key(path), Expected(what, json));
    const double value = Finite(path, json);
    if (value < static_cast<double>(minimum)) {
      throw Error(Key(path),
                  Say({"{} is below {}. Use {} or more.", "{} 小于 {}。请用不小于 {} 的数。"},
                      value, minimum, minimum));
    }
    if (value > static_cast<double>(maximum)) {
      throw Error(Key(path),
                  Say({"{} is above {}. Use {} or less.", "{} 大于 {}。请用不大于 {} 的数。"},
                      value, maximum, maximum));
    }
    if (value != std::floor(value)) throw Error(Key(path), Expected(what, json));
    return static_cast<std::int64_t>(value);
  }

  static std::vector<std::string_view> IdsOf(std::span<const Option> options) {
    std::vector<std::string_view> ids;
    for (const Option& option : options) ids.push_back(option.id);
    return ids;
  }

  /// The one of `ids` that the string names.
  static std::string Known(std::string_view path, const Json& json,
                           const std::vector<std::string_view>& ids) {
    if (!json.is_string()) throw Error(Key(path), Expected({"a word", "字符串"}, json));
    auto word = json.get<std::string>();
    if (std::find(ids.begin(), ids.end(), word) != ids.end()) return word;
    throw Error(Key(path),
                Unknown(Say({"{} is not known.", "{} 不存在。"}, ShownValue(json)), word, ids));
  }

  /// "tanh" or {"type": "leaky_relu", "negative_slope": 0.1}; null: the registry's "none".
  static void ReadComponent(const Json& json, AnySlot& slot) {
    if (json.is_null() && slot.Choose("none")) return;
    if (json.is_string()) {
      slot.Choose(Known("", json, slot.ids()));
      return;
    }
    if (!json.is_object()) {
      throw Error(
          "",
          Expected({"a word or an object with \"type\"", "字符串，或带 \"type\" 的对象"}, json));
    }
    if (const auto type = json.find("type"); type != json.end()) {
      slot.Choose(Known("type", *type, slot.ids()));
    } else if (slot.component() == nullptr) {
      throw Error("type", Say({"is missing. Say which {} it is.", "缺失。请写明是哪一种 {}。"},
                              slot.kind()));
    }
    Reader reader(json, true);
    slot.component()->Declare(reader);
    reader.RefuseUnknownKeys();
    slot.component()->Check();
  }

  const Json& object_;
  std::vector<std::string_view> known_;
};

}  // namespace

void Read(const Json& object, Declared& declared) {
  if (!object.is_object()) throw Error("", Expected({"an object", "对象"}, object));
  Reader reader(object, false);
  declared.Declare(reader);
  reader.RefuseUnknownKeys();
  declared.Check();
}

}  // namespace downhill
