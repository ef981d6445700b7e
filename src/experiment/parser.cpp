// SPDX-License-Identifier: Apache-2.0
#include "experiment/parser.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/room.h"

namespace downhill {
namespace {

/// Far more than any document needs. Deeper ones would use up the stack when they are shown.
constexpr int kDeepest = 32;

/// Far more than any document needs. Finding a key takes as long as there are keys before it.
constexpr int kMostKeys = 2000;

/// A path of the longest kind is shorter. Two keys are compared up to where they differ.
constexpr std::size_t kLongestKey = 400;

/// What a text takes once it is a tree of values, in the smallest module: a list grows by doubling,
/// and while it does the old one is there, too.
constexpr double kBytesAValue = 48;
constexpr double kBytesAList = 48;
constexpr double kBytesAKey = 96;
constexpr double kBytesALetter = 2;

/// The tree itself, and those that the description is made of (TrainingRun::Describe).
constexpr double kTrees = 3;

/// The one fault of a text that is JSON.   Source: the library's manual, "Exceptions",
/// out_of_range.406.
constexpr int kNumberOverflow = 406;

/// The first fault of a text, by the place of the byte after it.
struct Fault {
  std::size_t byte;
  bool is_number_too_large;
};

/// Sees every value, key and bracket of a text before anything is made of it, and refuses what no
/// document needs and what would harm: the library's parser has no limits of its own.
class Watch final : public nlohmann::json_sax<Json> {
 public:
  bool null() override { return SeeValue(); }
  bool boolean(bool) override { return SeeValue(); }
  bool number_integer(Json::number_integer_t) override { return SeeValue(); }
  bool number_unsigned(Json::number_unsigned_t) override { return SeeValue(); }
  bool number_float(Json::number_float_t, const std::string&) override { return SeeValue(); }
  bool string(std::string& text) override {
    bytes_ += kBytesALetter * static_cast<double>(text.size());
    return SeeValue();
  }
  bool binary(Json::binary_t&) override { return SeeValue(); }
  bool start_object(std::size_t) override {
    keys_.emplace_back();
    return SeeOpening();
  }
  bool end_object() override {
    keys_.pop_back();
    return SeeClosing();
  }
  bool start_array(std::size_t) override { return SeeOpening(); }
  bool end_array() override { return SeeClosing(); }
  bool key(std::string& key) override {
    if (++key_count_ > kMostKeys) {
      throw Error(
          "document",
          Say({"has more than {} keys. Leave some out.", "键超过 {} 个。请删减一些。"}, kMostKeys));
    }
    if (key.size() > kLongestKey) {
      throw Error("document", Say({"has the key \"{}\", longer than {} bytes. Shorten it.",
                                   "的键“{}”超过 {} 字节。请缩短。"},
                                  Shown(key), kLongestKey));
    }
    bytes_ += kBytesAKey + kBytesALetter * static_cast<double>(key.size());
    if (!keys_.back().insert(key).second) {
      throw Error("document", Say({"gives the key \"{}\" twice in one object. Keep one of them.",
                                   "在同一对象中两次给出键“{}”。请只保留一个。"},
                                  Shown(key)));
    }
    return true;
  }
  bool parse_error(std::size_t byte, const std::string&,
                   const nlohmann::detail::exception& exception) override {
    fault_ = {byte, exception.id == kNumberOverflow};
    return false;
  }

  const std::optional<Fault>& fault() const { return fault_; }
  /// Of the values that the text becomes.
  double bytes() const { return bytes_; }

 private:
  bool SeeValue() {
    if (++value_count_ > kMostDocumentValues) {
      throw Error("document",
                  Say({"has more than {} values, too many for one text. Use fewer rows, "
                       "or leave something out.",
                       "的值超过 {} 个，一份文本放不下。请减少行数或删减内容。"},
                      kMostDocumentValues));
    }
    bytes_ += kBytesAValue;
    return true;
  }
  bool SeeOpening() {
    bytes_ += kBytesAList;
    if (++depth_ > kDeepest) {
      throw Error("document", Say({"is nested more than {} deep. Write it flatter.",
                                   "嵌套超过 {} 层。请减少嵌套。"},
                                  kDeepest));
    }
    return SeeValue();
  }
  bool SeeClosing() {
    --depth_;
    return true;
  }

  std::vector<std::set<std::string>> keys_;  // of the objects that are open
  int key_count_ = 0;
  int depth_ = 0;
  std::size_t value_count_ = 0;
  double bytes_ = 0;
  std::optional<Fault> fault_;
};

/// The sentence for a text that is no JSON, with the place.
Error NotJson(std::string_view text, std::size_t byte) {
  // A text that ends too early is wrong after its last sign.
  const std::size_t end = text.find_last_not_of(" \t\r\n") + 1;
  const std::string_view before = text.substr(0, std::min(byte, end));
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const auto column = before.size() - (before.rfind('\n') + 1);
  return {
      "document",
      Say({"is not JSON: line {}, column {}. Mend the text there (numbers are written like "
           "0.5, -2 and 1e-3, not like .5, 5. and +2; NaN and Infinity are none).",
           "不是有效的 JSON：第 {} 行第 {} 列。请修正该处（数应写成 0.5、-2、1e-3，不能写成 .5、"
           "5.、+2；NaN、Infinity 不是 JSON 数字）。"},
          line, column)};
}

}  // namespace

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
  // To the library such a byte is the end of the text, whatever follows.
  if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos) {
    throw NotJson(text, nul + 1);
  }
  Watch watch;
  ReadJson(text, watch);
  if (const auto& fault = watch.fault()) {
    if (!fault->is_number_too_large) throw NotJson(text, fault->byte);
    throw Error("document", {"holds a number too large for a double. Write a smaller one.",
                             "含有超出双精度范围的数。请写小一些。"});
  }
  if (const double bytes = kTrees * watch.bytes(); !HasRoom(bytes)) {
    throw Error("document",
                Say({"has so many values that reading it needs about {} MB of memory, more than is "
                     "free now. Close other runs, or leave something out.",
                     "的值太多，读取约需 {} MB 内存，超过目前的空闲内存。请关闭其他训练，或删减内"
                     "容。"},
                    Megabytes(bytes)));
  }
  Json json = Parsed(text);
  if (!json.is_object()) {
    throw Error("document", {"must be a JSON object. Write {\"version\": 1, ...}.",
                             "应为 JSON 对象。请写成 {\"version\": 1, ...}。"});
  }
  return json;
}

}  // namespace downhill
