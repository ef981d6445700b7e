// SPDX-License-Identifier: Apache-2.0
// Save, load, go on: the same bits as not stopping.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/base64.h"
#include "core/hash.h"
#include "experiment/moons_run.h"
#include "experiment/saved_state.h"
#include "experiment/training_run.h"
#include "layers/layer.h"
#include "optimizers/optimizer.h"
#include "schedules/schedule.h"

namespace downhill {
namespace {

using test::ExpectSameBits;
using test::IdsIn;
using test::OpenMoons;
using test::ToItsEnd;

/// Puts the run aside after so many steps, also in the middle of an epoch.
void ExpectThatGoingOnIsTheSame(const Json& changes) {
  const auto whole = OpenMoons(changes);
  ToItsEnd(*whole);
  for (const std::int64_t steps : {0, 1, 6, 8}) {
    SCOPED_TRACE(steps);
    const auto first = OpenMoons(changes);
    first->session().Run(steps, 0);
    const std::vector<std::uint8_t> state = test::SavedState(*first);
    const auto second = OpenMoons(changes);
    test::ResumeFrom(*second, state);
    ExpectSameBits(ToItsEnd(*second), whole->session());
  }
}

class EveryResumedOptimizer : public testing::TestWithParam<std::string> {};

TEST_P(EveryResumedOptimizer, GoesOnWithTheSameBits) {
  ExpectThatGoingOnIsTheSame(
      {{"optimizer", {{"type", GetParam()}, {"learning_rate", nullptr}}}, {"clip", "none"}});
}

INSTANTIATE_TEST_SUITE_P(Registered, EveryResumedOptimizer, testing::ValuesIn(IdsIn(Optimizers())),
                         [](const auto& one) { return one.param; });

class EveryResumedSchedule : public testing::TestWithParam<std::string> {};

TEST_P(EveryResumedSchedule, GoesOnWithTheSameBits) {
  Json schedule{{"type", GetParam()}, {"warmup_steps", 3}};
  // So that it drops, and is put aside in the middle of an epoch.
  if (GetParam() == "reduce_on_plateau") schedule.update({{"patience", 0}, {"threshold", 0.5}});
  const auto whole = OpenMoons({{"schedule", schedule}});
  if (GetParam() == "reduce_on_plateau") {
    EXPECT_LT(ToItsEnd(*whole).learning_rate(), 0.02);
  }
  ExpectThatGoingOnIsTheSame({{"schedule", schedule}});
}

INSTANTIATE_TEST_SUITE_P(Registered, EveryResumedSchedule, testing::ValuesIn(IdsIn(Schedules())),
                         [](const auto& one) { return one.param; });

TEST(Resume, KnowsThePatienceAndTheBestWeights) {
  ExpectThatGoingOnIsTheSame(
      {{"optimizer", {{"learning_rate", 0.3}}},
       {"stop", {{"epochs", 40}, {"early_stopping", {{"patience", 3}, {"restore_best", true}}}}}});
}

TEST(Resume, KnowsTheBatchesSinceTheLastPoint) {
  for (const Json& record : {Json{{"every", 1}}, Json{{"every", 5}, {"unit", "step"}}}) {
    Json changes{{"record", record}};
    changes["record"]["train"] = "running";
    ExpectThatGoingOnIsTheSame(changes);
    // In the middle of an update of many passes too (cut_test.cpp).
    changes["optimizer"] = "lbfgs";
    ExpectThatGoingOnIsTheSame(changes);
  }
}

TEST(Resume, KnowsTheNormBeforeClipping) {
  ExpectThatGoingOnIsTheSame({{"clip", {{"type", "norm"}, {"max_norm", 0.01}}}});
}

TEST(Resume, GoesOnWithALearningRateThatWasSet) {
  const auto whole = OpenMoons();
  const auto first = OpenMoons();
  for (const auto* run : {&whole, &first}) {
    (*run)->session().Run(5, 0);
    (*run)->session().SetLearningRate(0.005);
  }
  const auto second = OpenMoons();
  test::ResumeFrom(*second, test::SavedState(*first));
  ExpectSameBits(ToItsEnd(*second), ToItsEnd(*whole));
}

TEST(Resume, AFinishedRunGoesOnWhereTheNewDocumentAllowsMore) {
  const auto whole = OpenMoons({{"stop", {{"epochs", 9}}}});
  const auto first = OpenMoons();
  ToItsEnd(*first);
  const auto second = OpenMoons({{"stop", {{"epochs", 9}}}});
  test::ResumeFrom(*second, test::SavedState(*first));
  EXPECT_EQ(second->session().progress().status, Status::kReady);
  ExpectSameBits(ToItsEnd(*second), ToItsEnd(*whole));
}

TEST(Resume, AFinishedRunIsStillFinished) {
  const auto first = OpenMoons();
  ToItsEnd(*first);
  const auto second = OpenMoons();
  test::ResumeFrom(*second, test::SavedState(*first));
  EXPECT_EQ(second->session().progress().reason, "epochs");
  ExpectSameBits(second->session(), first->session());
}

Json WithPatience(int patience, int epochs) {
  return {{"data", {{"noise", 0.5}}},
          {"optimizer", {{"learning_rate", 0.1}}},
          {"stop", {{"epochs", epochs}, {"early_stopping", {{"patience", patience}}}}}};
}

TEST(Resume, GoesOnFromTheLastWeightsWhereTheBestWereRestored) {
  // By its epochs, and by its patience.
  for (const Json& first_document : {WithPatience(30, 13), WithPatience(2, 40)}) {
    const auto first = OpenMoons(first_document);
    const Session& ended = ToItsEnd(*first);
    ASSERT_NE(ended.latest().step, static_cast<double>(ended.steps()))
        << "the best point is the last: nothing is restored";
    const Json more = WithPatience(30, 40);
    const auto second = OpenMoons(more);
    test::ResumeFrom(*second, test::SavedState(*first));
    const auto whole = OpenMoons(more);
    ExpectSameBits(ToItsEnd(*second), ToItsEnd(*whole));
  }
}

TEST(Resume, ARunThatWasStoppedEarlyIsStillFinishedAndHasItsBestWeights) {
  const auto first = OpenMoons(WithPatience(2, 40));
  ToItsEnd(*first);
  const auto second = OpenMoons(WithPatience(2, 40));
  test::ResumeFrom(*second, test::SavedState(*first));
  EXPECT_EQ(second->session().progress().reason, "early_stopping");
  EXPECT_EQ(second->session().progress().message.en, first->session().progress().message.en);
  ExpectSameBits(second->session(), first->session());
}

/// The weights that are shown have the loss that is told of them.
void ExpectTheWeightsOfTheirLoss(TrainingRun& run) {
  const Session& session = run.session();
  const auto now =
      run.session().evaluator().Evaluate(session.weights(), run.data().table(Part::kValidation));
  EXPECT_EQ(now->loss, session.latest().validation_loss);
}

TEST(Resume, LooksForTheBestFromThereOnWhereTheSavedRunDidNot) {
  Json without = WithPatience(100, 20);
  without["stop"]["early_stopping"]["restore_best"] = false;
  // Of runs that did not look for it, that looked for it without its weights, and that did so only
  // lately.
  const auto first = OpenMoons({{"data", without["data"]}, {"optimizer", without["optimizer"]}});
  ToItsEnd(*first);
  const auto second = OpenMoons(without);
  ToItsEnd(*second);
  const auto third = OpenMoons(WithPatience(100, 10));
  ToItsEnd(*third);
  const auto fourth = OpenMoons(without);
  test::ResumeFrom(*fourth, test::SavedState(*third));
  ToItsEnd(*fourth);
  for (TrainingRun* saved : {first.get(), second.get(), fourth.get()}) {
    const auto resumed = OpenMoons(WithPatience(100, 40));
    test::ResumeFrom(*resumed, test::SavedState(*saved));
    EXPECT_EQ(ToItsEnd(*resumed).progress().reason, "epochs");
    ExpectTheWeightsOfTheirLoss(*resumed);
  }
}

TEST(Resume, BetweenTwoRecordsWaitsForTheNextOne) {
  const Json rare{{"record", {{"every", 3}}}};
  const auto first = OpenMoons(rare);
  first->session().Run(14, 0);
  Json document = rare;
  // Above the last loss that was recorded, three steps ago or more.
  document["stop"] = {{"epochs", 12}, {"loss_below", 100}, {"early_stopping", {{"patience", 50}}}};
  const auto second = OpenMoons(document);
  test::ResumeFrom(*second, test::SavedState(*first));
  EXPECT_EQ(second->session().progress().status, Status::kReady);
  const Session& session = ToItsEnd(*second);
  EXPECT_EQ(session.progress().reason, "loss_below");
  EXPECT_EQ(session.steps(), 18);
  ExpectTheWeightsOfTheirLoss(*second);
}

TEST(Resume, AScheduleWithoutALengthFollowsTheNewEnd) {
  const Json cosine{{"schedule", "cosine"}};
  const auto first = OpenMoons(cosine);
  first->session().Run(8, 0);
  Json longer = cosine;
  longer["stop"] = {{"epochs", 12}};
  const auto whole = OpenMoons(longer);
  const auto second = OpenMoons(longer);
  test::ResumeFrom(*second, test::SavedState(*first));
  whole->session().Run(8, 0);
  EXPECT_EQ(second->session().learning_rate(), whole->session().learning_rate());
  EXPECT_NE(second->session().learning_rate(), first->session().learning_rate());
}

TEST(Resume, TakesTheDivergenceFactorOfTheNewDocument) {
  const auto first = OpenMoons();
  first->session().Run(3, 0);
  const auto second =
      OpenMoons({{"optimizer", {{"learning_rate", 0.02}}}, {"stop", {{"divergence_factor", 2}}}});
  test::ResumeFrom(*second, test::SavedState(*first));
  second->session().SetLearningRate(90);
  EXPECT_EQ(ToItsEnd(*second).progress().status, Status::kDiverged);
}

TEST(Resume, RefusesTheStateOfAnotherExperiment) {
  const auto first = OpenMoons();
  const std::vector<std::uint8_t> state = test::SavedState(*first);
  const std::pair<const char*, const char*> others[] = {
      {R"({"seed": 8})", "another seed"},
      {R"({"optimizer": {"type": "adamw"}})", "another optimizer"},
      {R"({"data": {"noise": 0.37}})", "another data"},
      {R"({"model": {"layers": [{"type": "dense"}]}})", "another model"},
  };
  for (const auto& [changes, what] : others) {
    try {
      test::ResumeFrom(*OpenMoons(Json::parse(changes)), state);
      ADD_FAILURE() << changes << " accepted";
    } catch (const Error& error) {
      EXPECT_EQ(error.path(), "state");
      EXPECT_THAT(error.what(), testing::HasSubstr(what));
    }
  }
}

TEST(Resume, RefusesEveryDamagedStateAndStartsAnew) {
  const Json document{{"optimizer", "momentum"}};
  const auto first = OpenMoons(document);
  const Vector start = first->session().weights().parameters;
  first->session().Run(5, 0);
  const std::vector<std::uint8_t> state = test::SavedState(*first);
  const auto second = OpenMoons(document);
  const auto refuses = [&](const std::vector<std::uint8_t>& damaged) {
    try {
      test::ResumeFrom(*second, damaged);
      return false;
    } catch (const Error& error) {
      return error.path() == "state" && second->session().steps() == 0 &&
             second->session().weights().parameters == start;
    }
  };
  second->session().Run(17, 0);
  EXPECT_TRUE(refuses({}));
  EXPECT_TRUE(refuses(std::vector<std::uint8_t>(state.begin(), state.end() - 1)));
  std::vector<std::uint8_t> longer = state;
  longer.push_back(0);
  EXPECT_TRUE(refuses(longer));
  std::vector<std::uint8_t> damaged = state;
  for (std::size_t byte = 0; byte < state.size(); ++byte) {
    for (int bit = 0; bit < 8; ++bit) {
      damaged[byte] ^= static_cast<std::uint8_t>(1 << bit);
      ASSERT_TRUE(refuses(damaged)) << "byte " << byte << ", bit " << bit;
      damaged[byte] = state[byte];
    }
  }
  test::ResumeFrom(*second, state);
  ExpectSameBits(second->session(), first->session());
}

TEST(Resume, RefusesTheStateOfAnotherVersionByItsNameAndStartsAnew) {
  const auto first = OpenMoons();
  first->session().Run(5, 0);
  const std::vector<std::uint8_t> state = test::SavedState(*first);
  const auto run = OpenMoons();
  const Vector start = run->session().weights().parameters;
  // One of long ago, and one to come.
  for (const std::uint64_t version : {8, 1000}) {
    // What comes first tells the version; the checksum, last, is right.
    std::vector<std::uint8_t> other(state.begin(), state.end() - 8);
    const std::uint64_t begin = Hash(Fill("{} {}", version, sizeof(Scalar)));
    std::memcpy(other.data(), &begin, sizeof begin);
    Checksum checksum;
    checksum.Add(std::span<const std::uint8_t>(other));
    const std::uint64_t sum = checksum.value();
    other.resize(state.size());
    std::memcpy(other.data() + other.size() - sizeof sum, &sum, sizeof sum);
    run->session().Run(3, 0);
    try {
      test::ResumeFrom(*run, other);
      ADD_FAILURE() << version << " accepted";
    } catch (const Error& error) {
      EXPECT_EQ(error.path(), "state");
      EXPECT_THAT(error.what(), testing::HasSubstr("saved by another version of Downhill"));
      EXPECT_THAT(error.text().zh, testing::HasSubstr("另一版本"));
    }
    EXPECT_EQ(run->session().steps(), 0);
    EXPECT_EQ(run->session().weights().parameters, start);
  }
}

TEST(Resume, ARefusedStateOfAnotherExperimentLeavesTheRunAtItsStart) {
  const auto other = OpenMoons({{"seed", 8}});
  const auto run = OpenMoons();
  const Vector start = run->session().weights().parameters;
  run->session().Run(17, 0);
  EXPECT_THROW(test::ResumeFrom(*run, test::SavedState(*other)), Error);
  EXPECT_EQ(run->session().steps(), 0);
  EXPECT_EQ(run->session().weights().parameters, start);
  const auto fresh = OpenMoons();
  ExpectSameBits(ToItsEnd(*run), ToItsEnd(*fresh));
}

/// The numbers of one layer, as a document carries them.
std::string PackedLayer(const Session& session, std::size_t layer) {
  const Network::Place& place = session.network().places()[layer];
  std::vector<float> numbers;
  for (Index i = 0; i < place.parameters; ++i) {
    numbers.push_back(static_cast<float>(session.weights().parameters[place.offset + i]));
  }
  for (Index i = 0; i < place.statistics; ++i) {
    numbers.push_back(
        static_cast<float>(session.weights().statistics[place.statistics_offset + i]));
  }
  return PackNumbers(numbers);
}

TEST(Start, LayersBeginWithTheNumbersOfTheDocument) {
  const auto trained = OpenMoons();
  const Session& teacher = ToItsEnd(*trained);
  const auto student = OpenMoons(Json::parse(R"({"seed": 99, "model": {"layers": [
      {"type": "dense", "units": 4, "activation": "tanh", "frozen": true, "start": ")" +
                                             PackedLayer(teacher, 0) + R"("},
      {"type": "batch_norm", "start": ")" + PackedLayer(teacher, 1) +
                                             R"("},
      {"type": "residual", "layers": [{"type": "dense", "units": 4}]},
      {"type": "dense"}]}})"));
  const auto first = [](const Vector& numbers, Index count) { return Vector(numbers.head(count)); };
  const auto as_floats = [&](const Vector& numbers) {
    return Vector(numbers.cast<float>().cast<Scalar>());
  };
  // 2 x 4 + 4 of dense, 4 + 4 of batch norm.
  const Vector given = as_floats(first(teacher.weights().parameters, 20));
  EXPECT_EQ(first(student->session().weights().parameters, 20), given);
  EXPECT_EQ(student->session().weights().statistics, as_floats(teacher.weights().statistics));
  ToItsEnd(*student);
  EXPECT_EQ(first(student->session().weights().parameters, 12), first(given, 12));
  EXPECT_NE(first(student->session().weights().parameters, 20), given);
  student->session().Reset();
  EXPECT_EQ(first(student->session().weights().parameters, 20), given);
}

TEST(Start, RefusesNumbersOfAnotherShapeAndWhatIsNoNumbers) {
  const auto refused = [](const std::string& start) {
    const std::string document =
        R"({"model": {"layers": [{"type": "dense", "units": 4}, {"type": "dense", "start": ")" +
        start + R"("}]}})";
    try {
      const TrainingRun run(document);
      return std::string("accepted");
    } catch (const Error& error) {
      EXPECT_EQ(error.path(), "model.layers[1].start");
      return error.text().en;
    }
  };
  EXPECT_THAT(refused(PackNumbers(std::vector<float>(6))),
              testing::HasSubstr("holds 6 numbers, but the layer has 5"));
  EXPECT_THAT(refused("AACAP"), testing::HasSubstr("is no base64"));
  EXPECT_THAT(refused("AADAfw=="), testing::HasSubstr("no finite number"));
  EXPECT_EQ(refused(PackNumbers(std::vector<float>(5))), "accepted");
}

Matrix InputsOf(const TrainingRun& run) {
  const Inputs& inputs = run.data().table(Part::kTrain).inputs;
  return inputs.Copy(0, inputs.cols());
}

TEST(DataSeed, KeepsTheDataWhenTheSeedChanges) {
  const auto a = OpenMoons({{"seed", 1}, {"data", {{"seed", 3}}}});
  const auto b = OpenMoons({{"seed", 2}, {"data", {{"seed", 3}}}});
  const auto c = OpenMoons({{"seed", 3}});
  EXPECT_EQ(InputsOf(*a), InputsOf(*b));
  EXPECT_EQ(InputsOf(*a), InputsOf(*c));
  EXPECT_NE(a->session().parameters(), b->session().parameters());
}

}  // namespace
}  // namespace downhill
