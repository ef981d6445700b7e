// SPDX-License-Identifier: Apache-2.0
// Nothing is thrown across the wall: whichever allocation fails within whichever call, there is an
// answer, and the engine serves on.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bindings/module_binding.h"
#include "bindings/session_binding.h"
#include "bindings/study_binding.h"
#include "bindings/table_binding.h"
#include "core/archive.h"
#include "core/malloc.h"
#include "core/sha256.h"
#include "datasets/table_files.h"

namespace downhill {
namespace {

bool IsRefusal(std::string_view answer) { return answer.starts_with("{\"error\":"); }

const char* const kDocument = R"({"data": {"type": "moons", "samples": 40}, "batch_size": 8,
    "model": {"layers": [{"type": "dense", "units": 3, "activation": "tanh"}, {"type": "dense"}]},
    "stop": {"epochs": 6, "early_stopping": {"patience": 5}}})";
const char* const kCurveDocument = R"({"data": {"type": "line", "samples": 20},
    "stop": {"epochs": 2}, "model": {"layers": [{"type": "dense"}]}})";
const char* const kStudy = R"({"kind": "race", "seeds": 2,
    "racers": [{"optimizer": "sgd"}, {"optimizer": "adam"}],
    "experiment": {"data": {"type": "moons", "samples": 40}, "stop": {"epochs": 2},
                   "model": {"layers": [{"type": "dense"}]}}})";

/// Loss at the end of the run, in all its digits.
std::string EndOf(SessionBinding& session) {
  const Json state = Json::parse(session.RunSteps(1e9, 0));
  return state.contains("error") ? Dump(state) : Dump(state["train_loss"]);
}

TEST(Wall, RefusalsWrittenBeforeTheyAreNeededAreLikeAllOthers) {
  for (const char* text : {kOutOfMemory, kFault}) {
    EXPECT_TRUE(IsRefusal(text));
    const Json error = Json::parse(text)["error"];
    EXPECT_FALSE(error["path"].get<std::string>().empty());
    EXPECT_EQ(error["message"].get<std::string>().back(), '.');
    EXPECT_FALSE(error["zh"].get<std::string>().empty());
  }
}

TEST(Wall, AnswersWhateverIsThrown) {
  Answers answers;
  EXPECT_EQ(answers.Done([] {}), std::string());
  EXPECT_EQ(answers.Done([] { throw std::bad_alloc(); }), std::string(kOutOfMemory));
  EXPECT_EQ(answers.Done([] { throw std::length_error("vector"); }), std::string(kOutOfMemory));
  EXPECT_EQ(answers.Done([] { throw std::runtime_error("any"); }), std::string(kFault));
  EXPECT_EQ(answers.Done([] { throw 1; }), std::string(kFault));
  EXPECT_EQ(Json::parse(answers.Done([] {
              throw Error("seed", {"is odd.", "是奇数。"});
            })),
            Json::parse(R"({"error": {"path": "seed", "message": "is odd.", "zh": "是奇数。"}})"));
}

TEST(Wall, ResumesAtOnceWhatWasOpened) {
  SessionBinding first;
  first.Open(kDocument, {}, nullptr);
  first.RunSteps(7, 0);
  std::vector<std::uint8_t> state;
  first.Save([&](std::span<const std::uint8_t> piece) {
    state.insert(state.end(), piece.begin(), piece.end());
  });
  SessionBinding second;
  second.Open(kDocument, {}, nullptr);
  EXPECT_EQ(second.Resume(SourceOf(state)), std::string());
  EXPECT_EQ(std::string(second.State()), std::string(first.State()));
  EXPECT_EQ(EndOf(second), EndOf(first));
}

TEST(Wall, ShowsTheStartToWhoeverLooksFirst) {
  using Look = std::function<void(SessionBinding&)>;
  for (const Look& look :
       {Look([](SessionBinding& s) { s.State(); }), Look([](SessionBinding& s) { s.History(0); }),
        Look([](SessionBinding& s) { s.TakeRecorded(); })}) {
    SessionBinding session;
    session.Open(kDocument, {}, nullptr);
    look(session);
    EXPECT_EQ(session.History(0).numbers.size(), kHistoryColumns.size());
    EXPECT_FALSE(Json::parse(session.State())["recording"].get<bool>());
    EXPECT_TRUE(Json::parse(session.State())["train_loss"].is_number());
  }
}

TEST(Wall, WithoutARunEveryCallIsRefused) {
  SessionBinding session;
  EXPECT_TRUE(IsRefusal(session.Open("{\"seed\": -1}", {}, nullptr)));
  EXPECT_TRUE(IsRefusal(session.State()));
  EXPECT_TRUE(IsRefusal(session.RunSteps(1, 0)));
  EXPECT_TRUE(IsRefusal(session.Reset()));
  EXPECT_NE(session.Points().refusal, nullptr);
  EXPECT_TRUE(IsRefusal(session.Save([](auto) {})));
  StudyBinding study;
  EXPECT_TRUE(IsRefusal(study.Advance(1)));
  EXPECT_TRUE(IsRefusal(study.Result()));
}

#ifdef DOWNHILL_STANDS_IN_FOR_MALLOC

/// Makes the call again and again, and each time the next allocation of it fails, until it needs no
/// more. `before` gets a new object ready; `after` looks at it.
template <class Object, class Before, class After>
void FailAtEveryAllocation(const Before& before, const std::function<const char*(Object&)>& call,
                           const After& after) {
  long k = 1;
  for (bool failed = true; failed; ++k) {
    ASSERT_LT(k, 1'000'000);
    Object object;
    before(object);
    const char* answer = nullptr;
    {
      const test::FailingAllocation failing(k);
      answer = call(object);
      failed = failing.has_failed();
    }
    const bool refused = IsRefusal(answer);
    EXPECT_TRUE(failed || !refused) << k << ": " << answer;
    after(object, refused);
    if (testing::Test::HasFailure()) {
      ADD_FAILURE() << "at allocation " << k;
      return;
    }
  }
  EXPECT_GT(k, 1);
}

struct SessionCall {
  const char* name;
  std::function<const char*(SessionBinding&)> call;
};

template <class Number>
const char* AsText(const NumberView<Number>& view) {
  return view.refusal != nullptr ? view.refusal : "";
}

std::vector<SessionCall> SessionCalls() {
  return {
      {"ChangeTo", [](SessionBinding& s) { return s.ChangeTo(kDocument, {}, nullptr); }},
      {"RunSteps", [](SessionBinding& s) { return s.RunSteps(1e6, 0); }},
      {"State", [](SessionBinding& s) { return s.State(); }},
      {"Reset", [](SessionBinding& s) { return s.Reset(); }},
      {"Evaluate", [](SessionBinding& s) { return s.Evaluate(0); }},
      {"History", [](SessionBinding& s) { return AsText(s.History(0)); }},
      {"TakeRecorded", [](SessionBinding& s) { return AsText(s.TakeRecorded()); }},
      {"Points", [](SessionBinding& s) { return AsText(s.Points()); }},
      {"Map", [](SessionBinding& s) { return AsText(s.Map(5, 4, -1, 1, -1, 1)); }},
      {"Confusion", [](SessionBinding& s) { return AsText(s.Confusion(0)); }},
      {"Predict",
       [](SessionBinding& s) {
         static const std::vector<std::uint8_t> point(2 * sizeof(float));
         return AsText(s.Predict(point));
       }},
      {"Samples", [](SessionBinding& s) { return AsText(s.Samples(0, 0, 9)); }},
      {"Parameters", [](SessionBinding& s) { return AsText(s.Parameters()); }},
      {"Statistics", [](SessionBinding& s) { return AsText(s.Statistics()); }},
      {"Model", [](SessionBinding& s) { return s.Model(); }},
      {"Save", [](SessionBinding& s) { return s.Save([](auto) {}); }},
      {"SetParameters",
       [](SessionBinding& s) {
         // Of the three units with two inputs each.
         static const std::vector<std::uint8_t> numbers(6 * sizeof(float));
         return s.SetParameters("layers[0].weight", SourceOf(numbers));
       }},
      {"Layers", [](SessionBinding& s) { return s.Probe(R"({"type": "layers"})", 0); }},
      {"Update", [](SessionBinding& s) { return s.Probe(R"({"type": "update"})", 0); }},
      {"Resume",
       [](SessionBinding& s) {
         static const std::vector<std::uint8_t> state = [] {
           SessionBinding saved;
           saved.Open(kDocument, {}, nullptr);
           saved.RunSteps(7, 0);
           std::vector<std::uint8_t> bytes;
           saved.Save([&](std::span<const std::uint8_t> piece) {
             bytes.insert(bytes.end(), piece.begin(), piece.end());
           });
           return bytes;
         }();
         return s.Resume(SourceOf(state));
       }},
  };
}

class SessionWall : public testing::TestWithParam<SessionCall> {};

TEST_P(SessionWall, AnswersWhicheverAllocationFails) {
  // Warms up what is made once.
  SessionBinding whole;
  whole.Open(kDocument, {}, nullptr);
  GetParam().call(whole);
  SessionBinding untouched;
  untouched.Open(kDocument, {}, nullptr);
  const std::string end = EndOf(untouched);
  const bool changes_the_run = std::string_view(GetParam().name) == "SetParameters";
  FailAtEveryAllocation<SessionBinding>(
      [](SessionBinding& session) {
        ASSERT_FALSE(IsRefusal(session.Open(kDocument, {}, nullptr)));
        session.RunSteps(9, 0);
      },
      GetParam().call,
      [&](SessionBinding& session, bool refused) {
        // It stands where it stood, or at its start: the end is the same.
        if (refused || !changes_the_run) {
          EXPECT_EQ(EndOf(session), end);
        }
        // And others are served.
        EXPECT_FALSE(IsRefusal(ModuleBinding().Validate(kDocument, {})));
      });
}

INSTANTIATE_TEST_SUITE_P(Calls, SessionWall, testing::ValuesIn(SessionCalls()),
                         [](const auto& call) { return std::string(call.param.name); });

/// Zeros for the three units of the first layer.
const std::vector<std::uint8_t> kFirstLayer(9 * sizeof(float));
const char* GiveFirstLayer(SessionBinding& session, double place = 0) {
  return session.StartLayer(place, SourceOf(kFirstLayer));
}

TEST(Wall, NumbersGivenToACallThatNeverComesAreForgotten) {
  SessionBinding session;
  session.Open(kDocument, {}, nullptr);
  session.RunSteps(3, 0);
  EXPECT_EQ(GiveFirstLayer(session), std::string());
  session.ForgetStarts();
  EXPECT_FALSE(IsRefusal(session.ChangeTo(kDocument, {}, nullptr)));
}

/// Its updates take many passes over their batch.
const char* const kLongUpdates = R"({"data": {"type": "moons", "samples": 40},
    "model": {"layers": [{"type": "dense", "units": 3, "activation": "tanh"}, {"type": "dense"}]},
    "optimizer": "lbfgs", "record": {"every": 1, "unit": "step"}, "stop": {"steps": 3}})";

TEST(Wall, NumbersGivenToAChangeThatFindsNoMemoryAreForgotten) {
  SessionBinding plain;
  plain.Open(kLongUpdates, {}, nullptr);
  const std::string end = EndOf(plain);
  int refused_in_the_update = 0;
  FailAtEveryAllocation<SessionBinding>(
      [](SessionBinding& session) {
        // Of the same numbers as the change, which is then none.
        GiveFirstLayer(session);
        ASSERT_FALSE(IsRefusal(session.Open(kLongUpdates, {}, nullptr)));
        // A budget that is over at once: one pass a call.
        while (Json::parse(session.RunSteps(1, 1e-9))["passes"] == 0) {
        }
        ASSERT_EQ(GiveFirstLayer(session), std::string());
      },
      std::function<const char*(SessionBinding&)>(
          [](SessionBinding& session) { return session.ChangeTo(kLongUpdates, {}, nullptr); }),
      [&](SessionBinding& session, bool refused) {
        // What broke off within the update has put the run back to its start.
        const Json state = Json::parse(session.State());
        if (refused && state["step"] == 0) ++refused_in_the_update;
        ASSERT_FALSE(IsRefusal(session.Open(kLongUpdates, {}, nullptr)));
        EXPECT_EQ(EndOf(session), end);
      });
  EXPECT_GT(refused_in_the_update, 0);
}

TEST(Wall, NumbersOfOneLayerThatAreRefusedLeaveNoneOfTheOthers) {
  SessionBinding plain;
  plain.Open(kDocument, {}, nullptr);
  const std::string end = EndOf(plain);
  FailAtEveryAllocation<SessionBinding>(
      [](SessionBinding& session) { GiveFirstLayer(session); },
      std::function<const char*(SessionBinding&)>(
          [](SessionBinding& session) { return GiveFirstLayer(session, 1); }),
      [&](SessionBinding& session, bool refused) {
        // Where both were taken, the second does not fit.
        const bool opened = !IsRefusal(session.Open(kDocument, {}, nullptr));
        EXPECT_EQ(opened, refused);
        if (refused) {
          EXPECT_EQ(EndOf(session), end);
        }
      });
}

TEST(Wall, ATableThatIsRefusedIsNotTakenForTheNext) {
  const test::Bytes file = test::PictureFile(6);
  const std::string hash = Sha256(file);
  FailAtEveryAllocation<TableBinding>(
      [&](TableBinding& tables) {
        const auto room = tables.Room(static_cast<double>(file.size()));
        ASSERT_EQ(room.numbers.size(), file.size());
        std::copy(file.begin(), file.end(), const_cast<std::uint8_t*>(room.numbers.data()));
      },
      std::function<const char*(TableBinding&)>(
          [&](TableBinding& tables) { return tables.Add(hash); }),
      [&](TableBinding& tables, bool refused) {
        EXPECT_EQ(tables.store().Find(hash) == nullptr, refused);
        // There is nothing in the room any more.
        EXPECT_TRUE(IsRefusal(tables.Add(hash)));
      });
}

TEST(Wall, SavesWithoutMemoryOfItsOwn) {
  SessionBinding session;
  session.Open(kDocument, {}, nullptr);
  session.RunSteps(7, 0);
  std::size_t bytes = 0;
  const WriteBytes count = [&bytes](std::span<const std::uint8_t> piece) { bytes += piece.size(); };
  const test::FailingAllocation from_now_on(1);
  const char* refusal = session.Save(count);
  EXPECT_FALSE(from_now_on.has_failed());
  EXPECT_EQ(refusal, std::string_view());
  EXPECT_GT(bytes, 0u);
}

template <class Object, class Open>
void OpenWithFailures(const Open& open) {
  Object warm;
  ASSERT_FALSE(IsRefusal(open(warm)));
  FailAtEveryAllocation<Object>([](Object&) {}, open,
                                [&](Object& object, bool refused) {
                                  // The very object that was refused can be tried again.
                                  if (refused) {
                                    EXPECT_FALSE(IsRefusal(open(object)));
                                  }
                                });
}

TEST(Wall, OpensOrAnswersWhicheverAllocationFails) {
  OpenWithFailures<SessionBinding>(std::function<const char*(SessionBinding&)>(
      [](SessionBinding& session) { return session.Open(kDocument, {}, nullptr); }));
  OpenWithFailures<StudyBinding>(std::function<const char*(StudyBinding&)>(
      [](StudyBinding& study) { return study.Open(kStudy, {}, nullptr); }));
  OpenWithFailures<ModuleBinding>(std::function<const char*(ModuleBinding&)>(
      [](ModuleBinding& module) { return module.Validate(kDocument, {}); }));
  OpenWithFailures<ModuleBinding>(std::function<const char*(ModuleBinding&)>(
      [](ModuleBinding& module) { return module.Build("1", false, false); }));
}

TEST(Wall, RefusesOrAnswersWhicheverAllocationOfTheRefusalFails) {
  FailAtEveryAllocation<ModuleBinding>(
      [](ModuleBinding&) {}, std::function<const char*(ModuleBinding&)>([](ModuleBinding& module) {
        return IsRefusal(module.Validate(R"({"model": {"layers": [{"type": "densee"}]}})", {}))
                   ? ""
                   : "?";
      }),
      [](ModuleBinding&, bool) {});
}

TEST(Wall, DrawsACurveOrAnswersWhicheverAllocationFails) {
  FailAtEveryAllocation<SessionBinding>(
      [](SessionBinding& session) { session.Open(kCurveDocument, {}, nullptr); },
      std::function<const char*(SessionBinding&)>(
          [](SessionBinding& session) { return AsText(session.Curve(9, -1, 1)); }),
      [](SessionBinding& session, bool) { EXPECT_EQ(session.Curve(9, -1, 1).numbers.size(), 9u); });
}

TEST(Wall, StudiesOnOrAnswersWhicheverAllocationFails) {
  FailAtEveryAllocation<StudyBinding>(
      [](StudyBinding& study) { ASSERT_FALSE(IsRefusal(study.Open(kStudy, {}, nullptr))); },
      std::function<const char*(StudyBinding&)>([](StudyBinding& study) {
        const char* answer = study.Advance(1e9);
        // No Json here: its memory would be ours.
        while (std::string_view(answer).find("\"finished\":false") != std::string_view::npos) {
          answer = study.Advance(1e9);
        }
        return IsRefusal(answer) ? answer : study.Result();
      }),
      [](StudyBinding& study, bool refused) {
        if (refused) {
          EXPECT_FALSE(IsRefusal(study.Open(kStudy, {}, nullptr)));
        }
      });
}

#endif

}  // namespace
}  // namespace downhill
