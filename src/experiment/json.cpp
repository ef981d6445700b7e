// SPDX-License-Identifier: Apache-2.0
#include "experiment/json.h"

#include <cstddef>
#include <utility>
#include <vector>

namespace downhill {
namespace {

/// More than a sentence shows.
constexpr std::size_t kEnough = 100;

std::string Quoted(const std::string& text) { return Dump(Json(text.substr(0, kEnough))); }

/// Adds the text of the value, until there is enough.
void Write(const Json& value, std::string& text) {
  if (value.is_string()) {
    text += Quoted(value.get_ref<const std::string&>());
  } else if (value.is_object()) {
    text += '{';
    const char* comma = "";
    for (auto item = value.begin(); item != value.end() && text.size() < kEnough; ++item) {
      text += comma + Quoted(item.key()) + ':';
      Write(*item, text);
      comma = ",";
    }
    text += '}';
  } else if (value.is_array()) {
    text += '[';
    const char* comma = "";
    for (auto item = value.begin(); item != value.end() && text.size() < kEnough; ++item) {
      text += comma;
      Write(*item, text);
      comma = ",";
    }
    text += ']';
  } else {
    text += Dump(value);
  }
}

/// Makes the value of a text. The library's own maker would bring its parser once more, beside the
/// one that ParseDocument needs: by this interface both are told by the same.
class Tree final : public nlohmann::json_sax<Json> {
 public:
  // NOLINTNEXTLINE(bugprone-exception-escape): a value that is nothing yet takes no memory.
  Tree() = default;
  bool null() override { return Add(nullptr); }
  bool boolean(bool value) override { return Add(value); }
  bool number_integer(Json::number_integer_t value) override { return Add(value); }
  bool number_unsigned(Json::number_unsigned_t value) override { return Add(value); }
  bool number_float(Json::number_float_t value, const std::string&) override { return Add(value); }
  bool string(std::string& text) override { return Add(std::move(text)); }
  bool binary(Json::binary_t&) override { return false; }
  bool start_object(std::size_t) override { return Open(Json::object()); }
  bool start_array(std::size_t) override { return Open(Json::array()); }
  bool end_object() override { return Close(); }
  bool end_array() override { return Close(); }
  bool key(std::string& key) override {
    key_ = std::move(key);
    return true;
  }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
    return false;
  }

  Json Take() { return std::move(root_); }

 private:
  Json& Put(Json value) {
    if (open_.empty()) return root_ = std::move(value);
    Json& around = *open_.back();
    if (around.is_array()) return around.emplace_back(std::move(value));
    return around[key_] = std::move(value);
  }
  bool Add(Json value) {
    Put(std::move(value));
    return true;
  }
  bool Open(Json value) {
    // What is open stays where it is: only what stands in the innermost grows.
    open_.push_back(&Put(std::move(value)));
    return true;
  }
  bool Close() {
    open_.pop_back();
    return true;
  }

  Json root_;
  std::vector<Json*> open_;
  std::string key_;
};

}  // namespace

void ReadJson(std::string_view text, nlohmann::json_sax<Json>& reader) {
  Json::sax_parse(text, &reader);
}

Json Parsed(std::string_view text) {
  Tree tree;
  ReadJson(text, tree);
  return tree.Take();
}

Json ToJson(const Text& text) { return {{"en", text.en}, {"zh", text.zh}}; }

Json ToJson(const Error& error) {
  Json json{{"path", error.path()}, {"message", error.text().en}, {"zh", error.text().zh}};
  if (const auto& table = error.table()) {
    json["table"] = {{"name", table->name}, {"sha256", table->sha256}};
  }
  return json;
}

std::string Dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string ShownValue(const Json& value) {
  std::string text;
  Write(value, text);
  return Shown(text);
}

}  // namespace downhill
