// SPDX-License-Identifier: Apache-2.0
// What a saved state belongs to: what its run began with, and what has led it to where it stands.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/archive.h"
#include "experiment/experiment.h"
#include "training/batches.h"
#include "training/stop_rules.h"

namespace downhill {

/// All that decides where a run stands after so many steps, beside what it began with.
struct Course {
  /// Of the document without its stop rules, and of the length that its schedule follows.
  std::uint64_t settings = 0;
  /// After which the run ends if no other rule ends it before.
  std::int64_t last_step = 0;
  PointRules points;

  /// Whether a run that has come to `steps` on the course `before` is where it would be, on this
  /// one from its start. False where that is not sure.
  bool LeadsWhere(const Course& before, std::int64_t steps) const;
};

class Identity {
 public:
  /// beside: by layer, a hash of the numbers that came beside the document.
  Identity(Experiment& experiment, const std::map<std::size_t, std::uint64_t>& beside,
           const BatchCount& batches);

  const Course& course() const { return course_; }
  /// Writes it; or throws Error where what is read began with something else. The course of what
  /// is read, or its own.
  Course Serialize(Archive& archive) const;

 private:
  /// The parts of the document that a state is bound to, and a hash of each.
  std::vector<std::pair<std::string, std::uint64_t>> bound_;
  Course course_;
};

}  // namespace downhill
