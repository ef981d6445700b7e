// SPDX-License-Identifier: Apache-2.0
#include "studies/patch.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "core/error.h"
#include "experiment/experiment.h"

namespace downhill {
namespace {

/// A step of a path: a key, or the number in brackets.
struct PathStep {
  std::string_view key;
  std::size_t index = 0;
  bool is_index = false;
};

Error NoSuchPath(std::string_view path) {
  return {Shown(path),
          {"is no path in the experiment. Write it like "
           "\"optimizer.learning_rate\" or \"model.layers[0].units\".",
           "不是实验中的路径。请写成 \"optimizer.learning_rate\" 或 "
           "\"model.layers[0].units\" 这样。"}};
}

PathStep TakeStep(std::string_view& rest, std::string_view whole) {
  PathStep step;
  if (rest.front() == '[') {
    const std::size_t end = rest.find(']');
    if (end == std::string_view::npos) throw NoSuchPath(whole);
    const char* last = rest.data() + end;
    const auto [parsed, fault] = std::from_chars(rest.data() + 1, last, step.index);
    if (fault != std::errc() || parsed != last) throw NoSuchPath(whole);
    step.is_index = true;
    rest.remove_prefix(end + 1);
  } else {
    const std::size_t end = std::min(rest.find('.'), rest.find('['));
    step.key = rest.substr(0, end);
    if (step.key.empty()) throw NoSuchPath(whole);
    rest.remove_prefix(step.key.size());
  }
  if (!rest.empty() && rest.front() == '.') {
    rest.remove_prefix(1);
    if (rest.empty()) throw NoSuchPath(whole);
  }
  return step;
}

}  // namespace

Json Patched(Json document, const Json& change) {
  if (!change.is_object() || !document.is_object() || change.contains("type")) return change;
  for (const auto& [key, value] : change.items()) {
    if (value.is_null()) {
      document.erase(key);
    } else if (document.contains(key)) {
      document[key] = Patched(document[key], value);
    } else {
      document[key] = value;
    }
  }
  return document;
}

void SetAt(Json& document, std::string_view path, const Json& value) {
  Json* place = &document;
  std::string_view rest = path;
  if (rest.empty()) throw NoSuchPath(path);
  // Every step makes a level that is walked by recursion later on.
  if (rest.size() > kLongestPath) throw NoSuchPath(path);
  while (!rest.empty()) {
    const PathStep step = TakeStep(rest, path);
    if (step.is_index) {
      if (!place->is_array() || step.index >= place->size()) throw NoSuchPath(path);
      place = &(*place)[step.index];
    } else {
      if (place->is_string()) *place = {{"type", *place}};
      if (place->is_null()) *place = Json::object();
      if (!place->is_object()) throw NoSuchPath(path);
      place = &(*place)[std::string(step.key)];
    }
  }
  *place = value;
}

std::int64_t SeedOf(const Json& document, std::int64_t further) {
  return (document.value("seed", kDefaultSeed) + further) % (kLargestSeed + 1);
}

Json WithSeed(Json document, std::int64_t further) {
  Json& data = document["data"];
  // Anything else is refused, with its path, when the document is read.
  const bool is_group = data.is_null() || data.is_object();
  if (is_group && !data.contains("seed")) data["seed"] = SeedOf(document);
  document["seed"] = SeedOf(document, further);
  return document;
}

std::string Described(const Json& change) {
  if (!change.is_object()) return ShownValue(change);
  std::string text;
  const auto add = [&text](std::string_view piece) {
    if (!text.empty()) text += ", ";
    text += piece;
  };
  for (const auto& [key, value] : change.items()) {
    if (value.is_object() && value.contains("type") && value["type"].is_string()) {
      Json rest = value;
      rest.erase("type");
      add(Fill("{} {}", key, Shown(value["type"].get_ref<const std::string&>())));
      if (!rest.empty()) add(Described(rest));
    } else if (value.is_object()) {
      add(Described(value));
    } else {
      add(Fill("{} {}", key,
               value.is_string() ? Shown(value.get_ref<const std::string&>()) : ShownValue(value)));
    }
  }
  return text;
}

namespace {

/// Bytes of a racer's name.
constexpr std::size_t kLongestName = 200;

Racer MakeRacer(const Json& item, std::size_t index) {
  const std::string path = Fill("racers[{}]", index);
  if (!item.is_object()) {
    throw Error(path, {"is no object. Give what it changes, like {\"optimizer\": \"sgd\"}.",
                       "不是对象。请给出它的改动，如 {\"optimizer\": \"sgd\"}。"});
  }
  Racer racer{.name = "", .change = item};
  if (item.contains("name")) {
    if (!item["name"].is_string()) {
      throw Error(path + ".name", {"is no text. Write a name.", "不是文字。请写一个名称。"});
    }
    racer.name = item["name"].get<std::string>();
    if (racer.name.size() > kLongestName) {
      throw Error(
          path + ".name",
          Say({"is longer than {} bytes. Shorten it.", "超过 {} 字节。请缩短。"}, kLongestName));
    }
    racer.change.erase("name");
  }
  for (const std::string_view key : {"seed", "kind", "version"}) {
    if (!racer.change.contains(key)) continue;
    throw Error(Fill("{}.{}", path, key),
                {"belongs to the whole race. Leave it out.", "属于整个竞赛。请去掉。"});
  }
  if (racer.name.empty()) racer.name = Shown(Described(racer.change), kLongestName);
  if (racer.name.empty()) racer.name = "as it is";
  return racer;
}

}  // namespace

std::vector<Racer> ReadRacers(const Json& list) {
  if (!list.is_array() || list.size() < 2 || list.size() > kMostRacers) {
    throw Error("racers", {"is no list of 2 to 16 racers. Give what each changes, like "
                           "[{\"optimizer\": \"sgd\"}, {\"optimizer\": \"adam\"}].",
                           "不是 2 到 16 项的列表。请给出每项的改动，如 [{\"optimizer\": \"sgd\"}, "
                           "{\"optimizer\": \"adam\"}]。"});
  }
  std::vector<Racer> racers;
  for (std::size_t i = 0; i < list.size(); ++i) {
    Racer racer = MakeRacer(list[i], i);
    const auto has_its_name = [&racer](const Racer& other) { return other.name == racer.name; };
    if (std::any_of(racers.begin(), racers.end(), has_its_name)) {
      throw Error(Fill("racers[{}].name", i),
                  Say({"there is a \"{}\" already. Give every racer a name of its own.",
                       "已经有“{}”。请给每个参赛者不同的名称。"},
                      Shown(racer.name)));
    }
    racers.push_back(std::move(racer));
  }
  return racers;
}

}  // namespace downhill
