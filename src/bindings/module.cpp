// SPDX-License-Identifier: Apache-2.0
// The embind surface: the only file that knows of Emscripten.
#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <string>

#include "bindings/session_binding.h"
#include "experiment/catalog.h"

namespace downhill {
namespace {

using emscripten::typed_memory_view;
using emscripten::val;

std::string CatalogText() { return Dump(Catalog()); }

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
  return Dump({{"version", DOWNHILL_VERSION}, {"relaxed", kRelaxed}, {"threads", kThreads}});
}

std::string Validate(const std::string& document) { return SessionBinding(document, 1).Describe(); }

// Views show the module's own memory and die at its next call: copy at once.
val View(const std::vector<Scalar>& numbers) {
  return val(typed_memory_view(numbers.size(), numbers.data()));
}

val History(SessionBinding& session, double from_row) {
  static std::vector<double> rows;
  rows = session.History(from_row);
  return val(typed_memory_view(rows.size(), rows.data()));
}

val Points(SessionBinding& session) { return View(session.Points()); }

val Map(SessionBinding& session, int width, int height, double x_min, double x_max, double y_min,
        double y_max) {
  return View(session.Map(width, height, x_min, x_max, y_min, y_max));
}

val Curve(SessionBinding& session, int count, double x_min, double x_max) {
  return View(session.Curve(count, x_min, x_max));
}

val Confusion(SessionBinding& session, int part) { return View(session.Confusion(part)); }

val Parameters(SessionBinding& session) {
  const ConstVectorMap parameters = session.Parameters();
  return val(typed_memory_view(static_cast<std::size_t>(parameters.size()), parameters.data()));
}

}  // namespace

EMSCRIPTEN_BINDINGS(downhill) {
  using emscripten::class_;
  using emscripten::function;
  function("catalog", &CatalogText);
  function("build", &Build);
  function("validate", &Validate);
  class_<SessionBinding>("Session")
      .constructor<const std::string&, int>()
      .function("describe", &SessionBinding::Describe)
      .function("run", &SessionBinding::RunSteps)
      .function("state", &SessionBinding::State)
      .function("reset", &SessionBinding::Reset)
      .function("set_learning_rate", &SessionBinding::SetLearningRate)
      .function("evaluate", &SessionBinding::Evaluate)
      .function("history", &History)
      .function("points", &Points)
      .function("map", &Map)
      .function("curve", &Curve)
      .function("confusion", &Confusion)
      .function("parameters", &Parameters);
}

}  // namespace downhill
