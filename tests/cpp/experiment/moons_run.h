// SPDX-License-Identifier: Apache-2.0
// A small run in which every part remembers something, for tests that cut it.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "core/component.h"
#include "experiment/training_run.h"

namespace downhill::test {

/// Everything that remembers something: order of batches, dropped units, running statistics. An
/// epoch ends in a smaller batch.
inline Json Moons(const Json& changes) {
  Json document = Json::parse(R"({"data": {"type": "moons", "samples": 60}, "stop": {"epochs": 6},
      "batch_size": 16, "optimizer": {"type": "adam", "learning_rate": 0.02},
      "model": {"layers": [{"type": "dense", "units": 4, "activation": "tanh"}, {"type": "batch_norm"},
                           {"type": "dropout", "p": 0.2}, {"type": "dense"}]}})");
  document.merge_patch(changes);
  return document;
}

inline std::unique_ptr<TrainingRun> OpenMoons(const Json& changes = Json::object()) {
  auto run = std::make_unique<TrainingRun>(Moons(changes));
  run->Start(nullptr);
  return run;
}

inline Session& ToItsEnd(TrainingRun& run) {
  run.session().Run(Session::kNoLimit, 0);
  return run.session();
}

inline void ExpectSameBits(const Session& a, const Session& b) {
  EXPECT_EQ(a.weights().parameters, b.weights().parameters);
  EXPECT_EQ(a.weights().statistics, b.weights().statistics);
  EXPECT_EQ(a.steps(), b.steps());
  EXPECT_EQ(a.progress().reason, b.progress().reason);
  const auto& rows = a.history().rows();
  ASSERT_EQ(rows.size(), b.history().rows().size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    EXPECT_EQ(rows[i].train_loss, b.history().rows()[i].train_loss) << "row " << i;
    EXPECT_EQ(rows[i].train_accuracy, b.history().rows()[i].train_accuracy) << "row " << i;
    EXPECT_EQ(rows[i].epoch, b.history().rows()[i].epoch) << "row " << i;
    EXPECT_EQ(rows[i].learning_rate, b.history().rows()[i].learning_rate) << "row " << i;
    EXPECT_EQ(rows[i].gradient_norm == rows[i].gradient_norm,
              b.history().rows()[i].gradient_norm == b.history().rows()[i].gradient_norm);
  }
}

template <class T>
std::vector<std::string> IdsIn(const Registry<T>& registry) {
  std::vector<std::string> ids;
  for (const auto& entry : registry.entries) ids.emplace_back(entry.id);
  return ids;
}

}  // namespace downhill::test
