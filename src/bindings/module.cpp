// SPDX-License-Identifier: Apache-2.0
// The embind surface: with core/thread_pool.cpp, which waits, the only file that knows of
// Emscripten.
#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <memory>
#include <span>
#include <string>

#include "bindings/session_binding.h"
#include "bindings/study_binding.h"
#include "bindings/table_binding.h"
#include "bindings/whole_catalog.h"
#include "training/data.h"
#include "training/history.h"

namespace downhill {
namespace {

using emscripten::typed_memory_view;
using emscripten::val;

std::string CatalogText() { return Dump(WholeCatalog()); }

std::string Build() {
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
  return Dump({{"version", DOWNHILL_VERSION},
               {"relaxed", kRelaxed},
               {"threads", kThreads},
               {"history_columns", kHistoryColumns},
               {"parts", kPartNames}});
}

/// All sessions of a module share one pool: Emscripten holds `threads - 1` workers ready, and a
/// session that waited for more would wait forever, because they start only when we return to the
/// event loop. Sessions never run at the same time. The first call decides the number.
ThreadPool* SharedPool(int threads) {
  static ThreadPool pool(threads);
  return &pool;
}

/// Of the whole module, as the pool is: the tables that the host has brought.
TableBinding& Tables() {
  static TableBinding tables;
  return tables;
}

std::string ValidateText(const std::string& document) {
  return Validate(document, Tables().store());
}

/// Room for the bytes of a table, to be filled at once; empty where the memory does not suffice.
val TableRoom(double bytes) {
  const std::span<std::uint8_t> room = Tables().Room(bytes);
  return val(typed_memory_view(room.size(), room.data()));
}

/// Reads what was put there.
std::string AddTable(const std::string& sha256) { return Tables().Add(sha256); }

std::unique_ptr<SessionBinding> MakeSession(const std::string& document, int threads) {
  return std::make_unique<SessionBinding>(document, Tables().store(), SharedPool(threads));
}

std::unique_ptr<StudyBinding> MakeStudy(const std::string& document, int threads) {
  return std::make_unique<StudyBinding>(document, Tables().store(), SharedPool(threads));
}

// Views show the module's own memory and die at its next call: copy at once.
val NumbersView(const std::vector<Scalar>& numbers) {
  return val(typed_memory_view(numbers.size(), numbers.data()));
}

val HistoryView(SessionBinding& session, double from_row) {
  const std::span<const double> rows = session.History(from_row);
  return val(typed_memory_view(rows.size(), rows.data()));
}

val RecordedView(SessionBinding& session) {
  const std::span<const double> rows = session.TakeRecorded();
  return val(typed_memory_view(rows.size(), rows.data()));
}

val PointsView(SessionBinding& session) { return NumbersView(session.Points()); }

val MapView(SessionBinding& session, int width, int height, double x_min, double x_max,
            double y_min, double y_max) {
  return NumbersView(session.Map(width, height, x_min, x_max, y_min, y_max));
}

val CurveView(SessionBinding& session, int count, double x_min, double x_max) {
  return NumbersView(session.Curve(count, x_min, x_max));
}

val ConfusionView(SessionBinding& session, int part) {
  return NumbersView(session.Confusion(part));
}

val PredictionsView(SessionBinding& session, const std::string& features) {
  return NumbersView(session.Predict(features));
}

val SamplesView(SessionBinding& session, int part, double first, double count) {
  return NumbersView(session.Samples(part, first, count));
}

val VectorView(const ConstVectorMap& numbers) {
  return val(typed_memory_view(static_cast<std::size_t>(numbers.size()), numbers.data()));
}

val ParametersView(SessionBinding& session) { return VectorView(session.Parameters()); }

val StatisticsView(SessionBinding& session) { return VectorView(session.Statistics()); }

val StateView(SessionBinding& session) {
  const std::span<const std::uint8_t> bytes = session.Save();
  return val(typed_memory_view(bytes.size(), bytes.data()));
}

}  // namespace

EMSCRIPTEN_BINDINGS(downhill) {
  using emscripten::class_;
  using emscripten::function;
  function("catalog", &CatalogText);
  function("build", &Build);
  function("validate", &ValidateText);
  function("table_room", &TableRoom);
  function("add_table", &AddTable);
  class_<SessionBinding>("Session")
      .constructor(&MakeSession)
      .function("describe", &SessionBinding::Describe)
      .function("run", &SessionBinding::RunSteps)
      .function("state", &SessionBinding::State)
      .function("reset", &SessionBinding::Reset)
      .function("set_learning_rate", &SessionBinding::SetLearningRate)
      .function("evaluate", &SessionBinding::Evaluate)
      .function("probe", &SessionBinding::Probe)
      .function("history", &HistoryView)
      .function("take_recorded", &RecordedView)
      .function("points", &PointsView)
      .function("map", &MapView)
      .function("curve", &CurveView)
      .function("confusion", &ConfusionView)
      .function("predict", &PredictionsView)
      .function("samples", &SamplesView)
      .function("parameters", &ParametersView)
      .function("statistics", &StatisticsView)
      .function("model", &SessionBinding::Model)
      .function("save", &StateView)
      .function("resume", &SessionBinding::Resume);
  class_<StudyBinding>("Study")
      .constructor(&MakeStudy)
      .function("describe", &StudyBinding::Describe)
      .function("run", &StudyBinding::Advance)
      .function("result", &StudyBinding::Result);
}

}  // namespace downhill
