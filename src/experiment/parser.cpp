// SPDX-License-Identifier: Apache-2.0
#include "experiment/parser.h"

#include <algorithm>
#include <set>
#include <vector>

namespace downhill {
namespace {

/// Far more than any document needs. Deeper ones would use up the stack when they are shown.
constexpr int kDeepest = 32;

/// Far more than any document needs. Finding a key takes as long as there are keys before it.
constexpr int kMostKeys = 2000;

/// Sees every key and bracket while a text is parsed, and refuses what no document needs and what
/// would harm: nlohmann's parser has no limits of its own.
class Watch {
 public:
  bool operator()(int depth, Json::parse_event_t event, const Json& value) {
    if (depth > kDeepest) {
      throw Error("document", Say({"is nested more than {} deep. Write it flatter.",
                                   "嵌套超过 {} 层。请减少嵌套。"},
                                  kDeepest));
    }
    if (event == Json::parse_event_t::object_start) keys_.emplace_back();
    if (event == Json::parse_event_t::object_end) keys_.pop_back();
    if (event == Json::parse_event_t::key) SeeKey(value.get<std::string>());
    return true;
  }

 private:
  void SeeKey(const std::string& key) {
    if (++count_ > kMostKeys) {
      throw Error(
          "document",
          Say({"has more than {} keys. Leave some out.", "键超过 {} 个。请删减一些。"}, kMostKeys));
    }
    if (!keys_.back().insert(key).second) {
      throw Error("document", Say({"gives the key \"{}\" twice in one object. Keep one of them.",
                                   "在同一对象中两次给出键“{}”。请只保留一个。"},
                                  Cut(key)));
    }
  }

  std::vector<std::set<std::string>> keys_;  // of the objects that are open
  int count_ = 0;
};

}  // namespace

std::string Cut(std::string text) {
  constexpr std::size_t kMost = 60;
  if (text.size() <= kMost) return text;
  std::size_t end = kMost;
  // Never inside a UTF-8 character.
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0u) == 0x80u) --end;
  return text.substr(0, end) + "...";
}

Json ParseDocument(std::string_view text) {
  if (text.size() > kMostDocumentBytes) {
    throw Error("document", Say({"has {} bytes, more than {}. Leave something out.",
                                 "有 {} 字节，超过 {}。请删减内容。"},
                                text.size(), kMostDocumentBytes));
  }
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    throw Error("document", {"is empty. Write a JSON object; an empty one takes every default.",
                             "为空。请写一个 JSON 对象；空对象表示全部使用默认值。"});
  }
  Json json;
  try {
    json = Json::parse(text, Watch());
  } catch (const Json::parse_error& error) {
    // A text that ends too early is wrong after its last sign.
    const std::size_t end = text.find_last_not_of(" \t\r\n") + 1;
    const std::string_view before = text.substr(0, std::min(error.byte, end));
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const auto column = before.size() - (before.rfind('\n') + 1);
    throw Error("document",
                Say({"is not JSON: line {}, column {}. Mend the text there (numbers such as "
                     "NaN and Infinity are not JSON).",
                     "不是有效的 JSON：第 {} 行第 {} 列。请修正该处（NaN、Infinity 等不是 "
                     "JSON 数字）。"},
                    line, column));
  } catch (const Json::out_of_range&) {
    throw Error("document", {"holds a number too large for a double. Write a smaller one.",
                             "含有超出双精度范围的数。请写小一些。"});
  }
  if (!json.is_object()) {
    throw Error("document", {"must be a JSON object. Write {\"version\": 1, ...}.",
                             "应为 JSON 对象。请写成 {\"version\": 1, ...}。"});
  }
  return json;
}

}  // namespace downhill
