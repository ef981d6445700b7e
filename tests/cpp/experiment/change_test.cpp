// SPDX-License-Identifier: Apache-2.0
// A run under way that goes on by another document.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "experiment/catalog.h"
#include "experiment/moons_run.h"
#include "experiment/saved_state.h"
#include "experiment/training_run.h"
#include "optimizers/optimizer.h"
#include "schedules/schedule.h"
#include "training/batches.h"

namespace downhill {
namespace {

using test::ExpectSameBits;
using test::IdsIn;
using test::Moons;
using test::OpenMoons;
using test::ToItsEnd;

std::unique_ptr<TrainingRun> ChangedTo(TrainingRun& run, const Json& changes) {
  auto next = std::make_unique<TrainingRun>(Moons(changes));
  next->CheckThatItGoesOn(run);
  next->GoOnFrom(run, nullptr);
  return next;
}

/// After a change the run is the saved one, resumed by the changed document.
void ExpectThatAChangeIsSaveAndResume(const Json& before, const Json& after) {
  for (const std::int64_t steps : {1, 4, 6}) {
    SCOPED_TRACE(steps);
    const auto first = OpenMoons(before);
    first->session().Run(steps, 0);
    const auto resumed = OpenMoons(after);
    test::ResumeFrom(*resumed, test::SavedState(*first));
    const auto changed = ChangedTo(*first, after);
    EXPECT_EQ(changed->session().steps(), steps);
    EXPECT_EQ(changed->session().learning_rate(), resumed->session().learning_rate());
    ExpectSameBits(ToItsEnd(*changed), ToItsEnd(*resumed));
  }
}

void ExpectThatNoChangeChangesNothing(const Json& document) {
  const auto whole = OpenMoons(document);
  ToItsEnd(*whole);
  auto cut = OpenMoons(document);
  for (int i = 0; i < 5; ++i) {
    cut->session().Run(2, 0);
    cut = ChangedTo(*cut, document);
  }
  ExpectSameBits(ToItsEnd(*cut), whole->session());
}

/// Another value that the field takes; null where this does not know one.
Json OtherValue(const Json& field) {
  const Json& fallback = field["default"];
  if (field["type"] == "boolean") return !fallback.get<bool>();
  if (field["type"] == "integer" && fallback.is_number()) return fallback.get<int>() + 1;
  if (field["type"] != "real" || !fallback.is_number()) return nullptr;
  const double value = fallback.get<double>();
  return value == 0 ? std::min(0.1, field["maximum"].get<double>() / 2)
                    : std::max(value * 0.9, field["minimum"].get<double>());
}

class EveryChangedOptimizer : public testing::TestWithParam<std::string> {};

TEST_P(EveryChangedOptimizer, GoesOnWithAnyOtherHyperParameterThatSaysSo) {
  Json document{{"optimizer", {{"type", GetParam()}, {"learning_rate", nullptr}}}};
  ExpectThatNoChangeChangesNothing(document);
  int changed = 0;
  for (const Json& field : FieldsOf(*Optimizers().Find(GetParam())->make())) {
    const Json value = OtherValue(field);
    if (value.is_null()) continue;
    const std::string id = field["id"];
    SCOPED_TRACE(id);
    Json after = document;
    after["optimizer"][id] = value;
    if (field.value("goes_on", true)) {
      ++changed;
      ExpectThatAChangeIsSaveAndResume(document, after);
      // And back.
      ExpectThatAChangeIsSaveAndResume(after, document);
    } else {
      try {
        ChangedTo(*OpenMoons(document), after);
        ADD_FAILURE() << "accepted";
      } catch (const Error& error) {
        EXPECT_EQ(error.path(), "optimizer." + id);
      }
    }
  }
  EXPECT_GT(changed, 0);
}

INSTANTIATE_TEST_SUITE_P(Registered, EveryChangedOptimizer, testing::ValuesIn(IdsIn(Optimizers())),
                         [](const auto& one) { return one.param; });

TEST(Change, GoesOnWithAnotherScheduleWhicheverItIs) {
  for (const std::string& before : IdsIn(Schedules())) {
    ExpectThatNoChangeChangesNothing({{"schedule", before}});
    for (const std::string& after : IdsIn(Schedules())) {
      SCOPED_TRACE(testing::Message() << before << " to " << after);
      ExpectThatAChangeIsSaveAndResume({{"schedule", before}}, {{"schedule", after}});
    }
  }
}

TEST(Change, ANewScheduleIsFollowedFromTheStepThatTheRunHasReached) {
  const auto first = OpenMoons();
  first->session().Run(9, 0);
  const auto changed = ChangedTo(*first, {{"schedule", "cosine"}});
  const auto always = OpenMoons({{"schedule", "cosine"}});
  always->session().Run(9, 0);
  EXPECT_EQ(changed->session().learning_rate(), always->session().learning_rate());
}

TEST(Change, GoesOnWithOtherPenaltiesClippingDropoutStoppingAndRecording) {
  Json dropout = Moons(Json::object())["model"];
  dropout["layers"][2]["p"] = 0.5;
  for (const Json& after :
       {Json{{"regularization", {{"l2", 0.01}}}},
        Json{{"regularization", {{"l1", 0.1}, {"applies_to", "all"}}}},
        Json{{"clip", {{"type", "norm"}, {"max_norm", 0.1}}}}, Json{{"model", dropout}},
        Json{{"stop", {{"epochs", 9}}}}, Json{{"record", {{"unit", "step"}, {"every", 2}}}},
        Json{{"record", {{"train", "running"}}}}}) {
    SCOPED_TRACE(after.dump());
    ExpectThatAChangeIsSaveAndResume(Json::object(), after);
    ExpectThatAChangeIsSaveAndResume(after, Json::object());
  }
}

TEST(Change, OfTheWayIsSaidAndOneOfItsLengthIsNone) {
  const auto first = OpenMoons();
  const Json longer{{"stop", {{"epochs", 9}}}};
  const Json faster{{"optimizer", {{"learning_rate", 0.5}}}};
  EXPECT_FALSE(ChangedTo(*first, faster)->session().edited()) << "before its first step";
  first->session().Run(5, 0);
  EXPECT_FALSE(ChangedTo(*first, Json::object())->session().edited());
  EXPECT_FALSE(ChangedTo(*first, longer)->session().edited());
  const auto changed = ChangedTo(*first, faster);
  EXPECT_TRUE(changed->session().edited());
  // Also when it is changed back.
  EXPECT_TRUE(ChangedTo(*changed, Json::object())->session().edited());
  const auto resumed = OpenMoons(faster);
  test::ResumeFrom(*resumed, test::SavedState(*first));
  EXPECT_TRUE(resumed->session().edited());
  changed->session().Reset();
  EXPECT_FALSE(changed->session().edited());
}

/// Documents that differ in how far they go, in what is looked at, and in what that ends.
std::vector<Json> DocumentsOfTheSameStart() {
  const auto with = [](const Json& stop) { return Json{{"stop", stop}}; };
  const auto early = [&](int patience) {
    return with({{"epochs", 8}, {"early_stopping", {{"patience", patience}}}});
  };
  std::vector<Json> documents{
      Json::object(),
      with({{"epochs", 1}}),
      with({{"epochs", 9}}),
      with({{"steps", 5}}),
      with({{"epochs", nullptr}, {"steps", 14}}),
      with({{"epochs", 9}, {"loss_below", 0.68}}),
      with({{"epochs", 9}, {"loss_below", 0.3}}),
      with({{"epochs", 9}, {"loss_change_below", 0.02}}),
      with({{"epochs", 9}, {"gradient_norm_below", 0.2}}),
      with({{"epochs", 9}, {"divergence_factor", 2}}),
      early(1),
      early(5),
      with({{"epochs", 8}, {"early_stopping", {{"patience", 5}, {"restore_best", false}}}}),
      with({{"epochs", 8}, {"early_stopping", {{"patience", 5}, {"minimum_improvement", 0.05}}}}),
      Json{{"record", {{"unit", "step"}}}},
      Json{{"record", {{"unit", "step"}, {"every", 3}}}},
      Json{{"record", {{"every", 2}}}},
      Json{{"record", {{"train", "running"}}}},
      Json{{"record", {{"every", 2}, {"train", "running"}}}, {"stop", {{"epochs", 9}}}},
      Json{{"record", {{"every", 2}}}, {"stop", {{"epochs", 9}}}},
      Json{{"batch_size", 8}},
      Json{{"clip", "norm"}},
      Json{{"regularization", {{"l2", 0.1}}}},
      Json{{"optimizer", {{"learning_rate", 0.03}}}},
  };
  return documents;
}

/// Whether a run that was changed on its way and is not called edited is the one that its document
/// gives from its start, wherever it was changed, and also where it was put aside for that. Tells
/// how often it is not called so.
int ExpectThatItRepeatsOrSaysSo(const Json& before, const Json& after) {
  int repeats = 0;
  // Between two points, and at the end.
  for (const std::int64_t steps : {8, 1000}) {
    SCOPED_TRACE(testing::Message() << before << " to " << after << " after " << steps);
    const auto first = OpenMoons(before);
    first->session().Run(steps, 0);
    const auto resumed = OpenMoons(after);
    test::ResumeFrom(*resumed, test::SavedState(*first));
    const auto changed = ChangedTo(*first, after);
    EXPECT_EQ(changed->session().edited(), resumed->session().edited());
    // Further on by the first document, and back: nothing that was edited is forgotten.
    const auto back = ChangedTo(*changed, before);
    EXPECT_TRUE(back->session().edited() || !changed->session().edited());
    const auto whole = OpenMoons(after);
    for (TrainingRun* run : {changed.get(), resumed.get()}) {
      if (run->session().edited()) continue;
      ++repeats;
      ExpectSameBits(ToItsEnd(*run), ToItsEnd(*whole));
    }
    if (!back->session().edited()) {
      const auto all = OpenMoons(before);
      ExpectSameBits(ToItsEnd(*back), ToItsEnd(*all));
    }
  }
  return repeats;
}

class EveryRepeatedSchedule : public testing::TestWithParam<std::string> {};

TEST_P(EveryRepeatedSchedule, IsTheDocumentsFromItsStartOrIsCalledEdited) {
  int repeats = 0;
  const std::vector<Json> documents = DocumentsOfTheSameStart();
  for (std::size_t i = 0; i < documents.size(); ++i) {
    for (std::size_t k = 0; k < documents.size(); ++k) {
      // The default and back, and a fifth of all others.
      if (i * k != 0 && i != k && (7 * i + k) % 5 != 0) continue;
      const Json &before = documents[i], &after = documents[k];
      const auto scheduled = [](Json document) {
        document["schedule"] = GetParam();
        return document;
      };
      repeats += ExpectThatItRepeatsOrSaysSo(scheduled(before), scheduled(after));
    }
  }
  // Itself at least.
  EXPECT_GE(repeats, 4 * static_cast<int>(documents.size()));
}

INSTANTIATE_TEST_SUITE_P(Registered, EveryRepeatedSchedule, testing::ValuesIn(IdsIn(Schedules())),
                         [](const auto& one) { return one.param; });

TEST(Change, OfTheLengthMovesTheRatesOfAScheduleThatFollowsIt) {
  const Json longer{{"stop", {{"epochs", 12}}}};
  for (const auto& [schedule, edited] :
       {std::pair(Json("cosine"), true), {Json{{"type", "cosine"}, {"t_max", 18}}, false}}) {
    Json before{{"schedule", schedule}}, after = longer;
    after["schedule"] = schedule;
    const auto first = OpenMoons(before);
    first->session().Run(5, 0);
    EXPECT_EQ(ChangedTo(*first, after)->session().edited(), edited) << schedule;
  }
}

TEST(Change, OfWhatIsRecordedIsSaidBecauseTheCurveIsAnother) {
  const auto first = OpenMoons();
  first->session().Run(5, 0);
  EXPECT_TRUE(ChangedTo(*first, {{"record", {{"unit", "step"}}}})->session().edited());
}

TEST(Change, OfAStopRuleIsSaidWhereItMightHaveEndedTheRunBefore) {
  const auto edited = [](const Json& before, const Json& after) {
    const auto first = OpenMoons({{"stop", before}});
    first->session().Run(9, 0);
    return ChangedTo(*first, {{"stop", after}})->session().edited();
  };
  const Json plain{{"epochs", 6}};
  EXPECT_FALSE(edited(plain, {{"epochs", 60}}));
  EXPECT_FALSE(edited(plain, {{"epochs", 4}})) << "still ahead";
  EXPECT_TRUE(edited(plain, {{"epochs", 2}})) << "passed already";
  for (const char* rule : {"loss_below", "gradient_norm_below", "loss_change_below"}) {
    const Json with{{"epochs", 6}, {rule, 1e-9}}, stricter{{"epochs", 6}, {rule, 2e-9}};
    EXPECT_FALSE(edited(with, plain)) << rule;
    EXPECT_FALSE(edited(stricter, with)) << rule;
    EXPECT_TRUE(edited(plain, with)) << rule;
    EXPECT_TRUE(edited(with, stricter)) << rule;
  }
  const auto patience = [](int points) {
    return Json{{"epochs", 6}, {"early_stopping", {{"patience", points}}}};
  };
  EXPECT_FALSE(edited(patience(20), plain));
  EXPECT_FALSE(edited(patience(20), patience(30)));
  EXPECT_TRUE(edited(plain, patience(20)));
  EXPECT_TRUE(edited(patience(20), patience(10)));
  EXPECT_TRUE(edited(plain, {{"epochs", 6}, {"divergence_factor", 2}}));
  EXPECT_FALSE(edited({{"epochs", 6}, {"divergence_factor", 100}}, plain));
}

TEST(Change, IsFeltFromTheNextStepOn) {
  const auto same = OpenMoons();
  const auto first = OpenMoons();
  same->session().Run(5, 0);
  first->session().Run(5, 0);
  const auto changed = ChangedTo(*first, {{"optimizer", {{"learning_rate", 0.5}}}});
  EXPECT_EQ(changed->session().weights().parameters, same->session().weights().parameters);
  EXPECT_EQ(changed->session().learning_rate(), 0.5);
  same->session().Run(1, 0);
  changed->session().Run(1, 0);
  EXPECT_NE(changed->session().weights().parameters, same->session().weights().parameters);
}

TEST(Change, OfTheBatchSizeCutsTheRestOfTheEpochAndThenWholeOnes) {
  // 42 samples in batches of 16, 16 and 10; after one step 26 are left.
  const auto first = OpenMoons();
  ASSERT_EQ(first->data().table(Part::kTrain).samples(), 42);
  first->session().Run(1, 0);
  const auto changed = ChangedTo(*first, {{"batch_size", 8}});
  std::vector<Index> sizes;
  for (int i = 0; i < 10; ++i) {
    sizes.push_back(changed->session().next_batch_size());
    changed->session().Run(1, 0);
    EXPECT_EQ(changed->session().batch()->inputs.cols(), sizes.back());
  }
  EXPECT_THAT(sizes, testing::ElementsAre(8, 8, 8, 2, 8, 8, 8, 8, 8, 2));
  EXPECT_EQ(changed->session().epochs(), 2);
  std::vector<double> epochs;
  for (const HistoryRow& row : ToItsEnd(*changed).history().rows()) epochs.push_back(row.epoch);
  EXPECT_THAT(epochs, testing::ElementsAre(0, 1, 2, 3, 4, 5, 6));
}

TEST(Change, OfTheBatchSizeLeavesTheEpochItsSamples) {
  const auto samples_of = [](TrainingRun& run, std::int64_t steps) {
    std::vector<Scalar> first_features;
    for (std::int64_t i = 0; i < steps; ++i) {
      run.session().Run(1, 0);
      const ConstMatrixMap inputs = run.session().batch()->inputs;
      for (Index s = 0; s < inputs.cols(); ++s) first_features.push_back(inputs(0, s));
    }
    return first_features;
  };
  const auto whole = OpenMoons();
  std::vector<Scalar> expected = samples_of(*whole, 3);
  for (const Json& size : {Json(5), Json(40), Json("full")}) {
    SCOPED_TRACE(size.dump());
    const auto first = OpenMoons();
    std::vector<Scalar> seen = samples_of(*first, 1);
    const auto changed = ChangedTo(*first, {{"batch_size", size}});
    const std::int64_t rest = changed->session().EpochEnd() - changed->session().steps();
    const std::vector<Scalar> others = samples_of(*changed, rest);
    seen.insert(seen.end(), others.begin(), others.end());
    EXPECT_EQ(seen, expected);
    EXPECT_EQ(changed->session().epochs(), 1);
  }
}

TEST(Change, OfTheBatchSizeIsRememberedWhereTheRunIsPutAside) {
  for (const Json& size : {Json(5), Json("full")}) {
    const Json after{{"batch_size", size}};
    const auto first = OpenMoons();
    first->session().Run(4, 0);
    const auto whole = ChangedTo(*first, after);
    const auto cut = ChangedTo(*first, after);
    cut->session().Run(2, 0);
    const auto resumed = OpenMoons(after);
    test::ResumeFrom(*resumed, test::SavedState(*cut));
    ExpectSameBits(ToItsEnd(*resumed), ToItsEnd(*whole));
  }
}

TEST(Change, ThenResetIsTheNewDocumentFromItsStart) {
  const Json after{{"batch_size", "full"},
                   {"optimizer", {{"learning_rate", 0.3}}},
                   {"schedule", "reduce_on_plateau"},
                   {"clip", {{"type", "value"}}}};
  const auto first = OpenMoons();
  first->session().Run(7, 0);
  const auto changed = ChangedTo(*first, after);
  changed->session().Run(3, 0);
  changed->session().Reset();
  const auto fresh = OpenMoons(after);
  ExpectSameBits(ToItsEnd(*changed), ToItsEnd(*fresh));
}

TEST(Change, AFinishedRunGoesOnWhereTheDocumentNowAllowsMore) {
  const auto first = OpenMoons();
  ToItsEnd(*first);
  const auto changed = ChangedTo(*first, {{"stop", {{"epochs", 9}}}});
  EXPECT_EQ(changed->session().progress().status, Status::kReady);
  EXPECT_EQ(ToItsEnd(*changed).epochs(), 9);
  const auto shorter = ChangedTo(*changed, {{"stop", {{"epochs", 3}}}});
  EXPECT_EQ(shorter->session().progress().status, Status::kFinished);
}

TEST(Change, InTheMiddleOfAnUpdateEndsItFirst) {
  const Json line_search{{"optimizer", {{"type", "armijo"}, {"learning_rate", 100}}}};
  const auto first = OpenMoons(line_search);
  // A budget that is over after one pass.
  first->session().Run(1, 1e-9);
  first->session().Run(1, 1e-9);
  Json after = line_search;
  after["optimizer"]["learning_rate"] = 1;
  const auto changed = ChangedTo(*first, after);
  EXPECT_EQ(changed->session().passes(), 0);
  EXPECT_EQ(changed->session().learning_rate(), 1);
}

TEST(Change, TellsTheReaderOfPointsEachOfThemOnce) {
  auto run = OpenMoons();
  EXPECT_EQ(run->session().TakeRecorded().size(), 1u);
  run->session().Run(4, 0);
  run = ChangedTo(*run, {{"optimizer", {{"learning_rate", 0.1}}}});
  EXPECT_EQ(run->session().TakeRecorded().size(), 1u);
  ToItsEnd(*run);
  EXPECT_EQ(run->session().TakeRecorded().size(), 5u);
}

TEST(Change, OfWhatARunBeginsWithIsRefusedWithItsPlace) {
  const auto run = OpenMoons();
  run->session().Run(4, 0);
  Json units = Moons(Json::object())["model"];
  units["layers"][0]["units"] = 5;
  Json fewer = Moons(Json::object())["model"];
  fewer["layers"].erase(2);
  Json others = Moons(Json::object())["model"];
  others["layers"][2] = {{"type", "layer_norm"}};
  const std::pair<Json, const char*> changes[] = {
      {{{"seed", 8}}, "seed"},
      {{{"data", {{"noise", 0.37}}}}, "data.noise"},
      {{{"data", {{"type", "circle"}}}}, "data"},
      {{{"loss", "hinge"}}, "loss"},
      {{{"optimizer", "sgd"}}, "optimizer"},
      {{{"arithmetic", "fast"}}, "arithmetic"},
      {{{"model", units}}, "model.layers[0].units"},
      {{{"model", fewer}}, "model.layers"},
      {{{"model", others}}, "model.layers[2]"},
  };
  for (const auto& [change, path] : changes) {
    try {
      ChangedTo(*run, change);
      ADD_FAILURE() << change.dump() << " accepted";
    } catch (const Error& error) {
      EXPECT_EQ(error.path(), path) << change.dump();
      EXPECT_THAT(error.text().en, testing::HasSubstr("starts over"));
    }
  }
  const auto untouched = OpenMoons();
  ExpectSameBits(ToItsEnd(*run), ToItsEnd(*untouched));
}

TEST(Change, OfARunThatBrokeIsRefused) {
  const auto run = OpenMoons({{"optimizer", {{"type", "sgd"}, {"learning_rate", 100}}},
                              {"data", {{"noise", 0.5}}},
                              {"stop", {{"divergence_factor", 2}}}});
  ASSERT_EQ(ToItsEnd(*run).progress().status, Status::kDiverged);
  EXPECT_THROW(ChangedTo(*run, {{"optimizer", {{"type", "sgd"}, {"learning_rate", 1}}},
                                {"data", {{"noise", 0.5}}}}),
               Error);
}

TEST(Change, OfARunThatTheRecordUnderWayFindsBrokenIsRefusedByHandToo) {
  // The batch before the update is well, and the point after it is not measured yet.
  const Json breaking{{"optimizer", {{"type", "sgd"}}},
                      {"record", {{"unit", "step"}}},
                      {"stop", {{"divergence_factor", 2}}}};
  for (const bool by_hand : {false, true}) {
    const auto run = OpenMoons(breaking);
    run->session().SetLearningRate(1e4);
    run->session().Run(1, 1e-6);
    ASSERT_EQ(run->session().progress().status, Status::kReady);
    ASSERT_TRUE(run->session().recording());
    if (by_hand) {
      EXPECT_THROW(run->SetParameters("layers[0].bias", std::vector<float>(4)), Error);
    } else {
      EXPECT_THROW(ChangedTo(*run, breaking), Error);
    }
    EXPECT_EQ(run->session().progress().status, Status::kDiverged);
    EXPECT_FALSE(run->session().edited());
  }
}

}  // namespace
}  // namespace downhill
