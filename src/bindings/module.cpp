// SPDX-License-Identifier: Apache-2.0
// The embind surface: with core/thread_pool.cpp, which waits, the only file that knows of
// Emscripten. Texts and bytes are copied here and not by embind, which writes to address 0 where
// it finds no memory for them.
#include <emscripten/bind.h>
#include <emscripten/em_js.h>
#include <emscripten/val.h>

#include <cstdint>
#include <new>
#include <span>
#include <string>
#include <vector>

#include "bindings/module_binding.h"
#include "bindings/session_binding.h"
#include "bindings/study_binding.h"
#include "bindings/table_binding.h"

EM_JS_DEPS(downhill_text, "$lengthBytesUTF8,$stringToUTF8");
EM_JS(std::size_t, downhill_text_size, (emscripten::EM_VAL text),
      { return lengthBytesUTF8(Emval.toValue(text)); });
EM_JS(void, downhill_copy_text, (emscripten::EM_VAL text, char* to, std::size_t room),
      { stringToUTF8(Emval.toValue(text), to, room); });

namespace downhill {
namespace {

using emscripten::typed_memory_view;
using emscripten::val;

/// The answer that work(text) gives to a text of JavaScript's, as one of JavaScript's.
template <class Work>
val WithText(const val& text, const Work& work) {
  std::string copy;
  Answers answers;
  const char* refusal = answers.Refusal([&] {
    // stringToUTF8 ends its copy by a 0, for which a string has room.
    const std::size_t size = downhill_text_size(text.as_handle());
    copy.resize(size);
    downhill_copy_text(text.as_handle(), copy.data(), size + 1);
  });
  return val::u8string(refusal != nullptr ? refusal : work(copy));
}

val Text(const char* answer) { return val::u8string(answer); }

/// Numbers in the module's own memory, that die at its next call: copy at once. Or the refusal.
template <class Number>
val Numbers(const NumberView<Number>& view) {
  if (view.refusal != nullptr) return val::u8string(view.refusal);
  return val(typed_memory_view(view.numbers.size(), view.numbers.data()));
}

/// The answer that work(bytes) gives to a Uint8Array.
template <class Work>
val WithBytes(const val& bytes, const Work& work) {
  std::vector<std::uint8_t> copy;
  Answers answers;
  const char* refusal = answers.Refusal([&] {
    copy.resize(bytes["length"].as<std::size_t>());
    val(typed_memory_view(copy.size(), copy.data())).call<void>("set", bytes);
  });
  return refusal != nullptr ? Text(refusal) : work(copy);
}

ModuleBinding& Module() {
  static ModuleBinding module;
  return module;
}

val BuildText() {
#ifdef DOWNHILL_RELAXED
  constexpr bool kRelaxed = true;
#else
  constexpr bool kRelaxed = false;
#endif
#ifdef DOWNHILL_THREADS
  constexpr bool kThreads = true;
#else
  constexpr bool kThreads = false;
#endif
  return Text(Module().Build(DOWNHILL_VERSION, kRelaxed, kThreads));
}

/// Of the whole module, as the pool is: the tables that the host has brought.
TableBinding& Tables() {
  static TableBinding tables;
  return tables;
}

val Validate(const val& document) {
  return WithText(document,
                  [](std::string_view text) { return Module().Validate(text, Tables().store()); });
}

/// Room for the bytes of a table, to be filled at once; empty where the memory does not suffice.
val TableRoom(double bytes) { return Numbers(Tables().Room(bytes)); }

/// Reads what was put there.
val AddTable(const val& sha256) {
  return WithText(sha256, [](std::string_view text) { return Tables().Add(text); });
}

/// All sessions of a module share one pool: Emscripten holds `threads - 1` workers ready, and a
/// session that waited for more would wait forever, because they start only when we return to the
/// event loop. Sessions never run at the same time. The first call decides the number.
ThreadPool* SharedPool(int threads) {
  static ThreadPool pool(threads);
  return &pool;
}

/// The pool and its object, or null where there is no memory even for these.
template <class Binding>
Binding* Make(int threads) {
  try {
    SharedPool(threads);
    return new Binding;
  } catch (...) {
    return nullptr;
  }
}

/// Without a document: Open comes next.
template <class Binding>
val Made(int threads) {
  Binding* made = Make<Binding>(threads);
  return made != nullptr ? val(made, emscripten::return_value_policy::take_ownership())
                         : Text(kOutOfMemory);
}

template <class Binding>
val Open(Binding& binding, const val& document) {
  // Made with the object.
  ThreadPool* pool = SharedPool(1);
  return WithText(
      document, [&](std::string_view text) { return binding.Open(text, Tables().store(), pool); });
}
val OpenSession(SessionBinding& session, const val& document) {
  val answer = Open(session, document);
  // Where the text itself found no memory.
  session.ForgetStarts();
  return answer;
}

val ChangeTo(SessionBinding& session, const val& document) {
  val answer = WithText(document, [&](std::string_view text) {
    return session.ChangeTo(text, Tables().store(), SharedPool(1));
  });
  session.ForgetStarts();
  return answer;
}
val RunStepsOf(SessionBinding& session, double max_steps, double budget_ms) {
  return Text(session.RunSteps(max_steps, budget_ms));
}
val StateOf(SessionBinding& session) { return Text(session.State()); }
val ResetOf(SessionBinding& session) { return Text(session.Reset()); }
val EvaluateOf(SessionBinding& session, int part) { return Text(session.Evaluate(part)); }
val ProbeOf(SessionBinding& session, const val& question, double budget_ms) {
  return WithText(question, [&](std::string_view text) { return session.Probe(text, budget_ms); });
}
val HistoryOf(SessionBinding& session, double from_row) {
  return Numbers(session.History(from_row));
}
val TakeRecordedOf(SessionBinding& session) { return Numbers(session.TakeRecorded()); }
val PointsOf(SessionBinding& session) { return Numbers(session.Points()); }
val MapOf(SessionBinding& session, int width, int height, double x_min, double x_max, double y_min,
          double y_max) {
  return Numbers(session.Map(width, height, x_min, x_max, y_min, y_max));
}
val CurveOf(SessionBinding& session, int count, double x_min, double x_max) {
  return Numbers(session.Curve(count, x_min, x_max));
}
val ConfusionOf(SessionBinding& session, int part) { return Numbers(session.Confusion(part)); }
val PredictOf(SessionBinding& session, const val& features) {
  return WithBytes(features, [&](const std::vector<std::uint8_t>& bytes) {
    return Numbers(session.Predict(bytes));
  });
}
val SamplesOf(SessionBinding& session, int part, double first, double count) {
  return Numbers(session.Samples(part, first, count));
}
val ParametersOf(SessionBinding& session) { return Numbers(session.Parameters()); }
val StatisticsOf(SessionBinding& session) { return Numbers(session.Statistics()); }
val ModelOf(SessionBinding& session) { return Text(session.Model()); }
// A whole network must not need a second place in memory: its state goes and comes in pieces, each
// a view that is valid during the call.
val SaveOf(SessionBinding& session, const val& write) {
  return Text(session.Save([&write](std::span<const std::uint8_t> piece) {
    write(val(typed_memory_view(piece.size(), piece.data())));
  }));
}
/// Bytes of JavaScript's: read(offset, view) fills the view.
StateSource SourceAt(double size, const val& read) {
  return {static_cast<std::uint64_t>(size),
          [&read](std::uint64_t offset, std::span<std::uint8_t> into) {
            read(static_cast<double>(offset), val(typed_memory_view(into.size(), into.data())));
          }};
}
val ResumeOf(SessionBinding& session, double size, const val& read) {
  return Text(session.Resume(SourceAt(size, read)));
}

val StartLayerOf(SessionBinding& session, double layer, double size, const val& read) {
  return Text(session.StartLayer(layer, SourceAt(size, read)));
}

val SetParametersOf(SessionBinding& session, const val& block, double size, const val& read) {
  return WithText(block, [&](std::string_view name) {
    return session.SetParameters(name, SourceAt(size, read));
  });
}

val AdvanceOf(StudyBinding& study, double budget_ms) { return Text(study.Advance(budget_ms)); }
val ResultOf(StudyBinding& study) { return Text(study.Result()); }

}  // namespace

EMSCRIPTEN_BINDINGS(downhill) {
  using emscripten::class_;
  using emscripten::function;
  function("build", &BuildText);
  function("validate", &Validate);
  function("table_room", &TableRoom);
  function("add_table", &AddTable);
  function("make_session", &Made<SessionBinding>);
  function("make_study", &Made<StudyBinding>);
  class_<SessionBinding>("Session")
      .function("start_layer", &StartLayerOf)
      .function("open", &OpenSession)
      .function("change", &ChangeTo)
      .function("run", &RunStepsOf)
      .function("state", &StateOf)
      .function("reset", &ResetOf)
      .function("set_parameters", &SetParametersOf)
      .function("evaluate", &EvaluateOf)
      .function("probe", &ProbeOf)
      .function("history", &HistoryOf)
      .function("take_recorded", &TakeRecordedOf)
      .function("points", &PointsOf)
      .function("map", &MapOf)
      .function("curve", &CurveOf)
      .function("confusion", &ConfusionOf)
      .function("predict", &PredictOf)
      .function("samples", &SamplesOf)
      .function("parameters", &ParametersOf)
      .function("statistics", &StatisticsOf)
      .function("model", &ModelOf)
      .function("save", &SaveOf)
      .function("resume", &ResumeOf);
  class_<StudyBinding>("Study")
      .function("open", &Open<StudyBinding>)
      .function("run", &AdvanceOf)
      .function("result", &ResultOf);
}

}  // namespace downhill
