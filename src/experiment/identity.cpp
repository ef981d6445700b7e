// SPDX-License-Identifier: Apache-2.0
#include "experiment/identity.h"

#include "core/error.h"
#include "core/hash.h"
#include "core/scalar.h"
#include "experiment/json.h"
#include "experiment/writer.h"

namespace downhill {
namespace {

/// Of what the classes keep in an archive: one more whenever that changes.
constexpr int kStateVersion = 10;

std::uint64_t SettingsOf(Experiment& experiment, std::int64_t last_step) {
  Json document = Canonical(experiment);
  // Stop rules decide how far it goes, and are compared for themselves. What is recorded counts:
  // points end runs, and a document gives no curve whose measure changes in its middle.
  document.erase("stop");
  if (experiment.schedule->follows_length()) document["stop"] = last_step;
  return Hash(Dump(document));
}

}  // namespace

bool Course::LeadsWhere(const Course& before, std::int64_t steps) const {
  return settings == before.settings && steps <= last_step &&
         points.AreNoStricterThan(before.points);
}

Identity::Identity(Experiment& experiment, const std::map<std::size_t, std::uint64_t>& beside,
                   const BatchCount& batches) {
  const Json bound = Bound(experiment);
  for (const auto& [key, value] : bound.items()) {
    std::string text = key + Dump(value);
    // As if they stood in it.
    if (key == "model") {
      for (const auto& [layer, hash] : beside) text += Fill(" {}: ", layer) + std::to_string(hash);
    }
    bound_.emplace_back(key, Hash(text));
  }
  const std::int64_t last_step = experiment.stop.LastStep(batches);
  course_ = {SettingsOf(experiment, last_step), last_step, experiment.stop.of_points()};
}

Course Identity::Serialize(Archive& archive) const {
  const auto matches = [&archive](std::uint64_t own) {
    std::uint64_t hash = own;
    archive.Bits(hash);
    return hash == own;
  };
  // What is damaged has been found by its checksum.
  if (!matches(Hash(Fill("{} {}", kStateVersion, sizeof(Scalar))))) {
    throw Error("state", {"was saved by another version of Downhill, which keeps a run in another "
                          "form: start from its weights.",
                          "由另一版本的 Downhill 保存，状态格式不同：请从其权重开始。"});
  }
  std::string other;
  for (const auto& [key, hash] : bound_) {
    if (!matches(hash) && other.empty()) other = key;
  }
  if (!other.empty()) {
    throw Error("state",
                Say({"is of a run with another {}. Give the experiment that it was saved "
                     "with: only what a run takes up while it trains may be different, such as "
                     "the learning rate, stop and record.",
                     "保存它的训练有不同的 {}。请给出保存时的实验：只有训练中可以更改的设置"
                     "（例如学习率、stop 和 record）可以不同。"},
                    other));
  }
  Course course = course_;
  archive.Bits(course);
  return course;
}

}  // namespace downhill
