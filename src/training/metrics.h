// SPDX-License-Identifier: Apache-2.0
// How good a network is on one part of the data, in every number that a course names.
#pragma once

#include <optional>
#include <vector>

#include "training/data.h"
#include "training/evaluation.h"
#include "training/network.h"

namespace downhill {

/// Of one class, seen as the one to find.   precision = right / predicted, recall = right / true,
/// f1 = their harmonic mean; NaN where nothing was predicted or nothing is true.
struct ClassMetrics {
  double precision = 0;
  double recall = 0;
  double f1 = 0;
  /// How many samples are of this class.
  Index support = 0;
};

/// The pair of classes that is confused most often.
struct TopConfusion {
  Index truth = 0;
  Index predicted = 0;
  Index count = 0;
};

struct Metrics {
  /// The loss is of standardized targets where the experiment standardizes them; r2 and mae are of
  /// original units.
  Evaluation evaluation;
  /// Classes only.
  std::vector<ClassMetrics> classes;
  std::optional<TopConfusion> top_confusion;
  /// Regression only: 1 - Σ(y - ŷ)² / Σ(y - ȳ)², the mean over the outputs, NaN where a target does
  /// not vary; and the mean of |y - ŷ|.
  std::optional<double> r2;
  std::optional<double> mae;
};

/// Empty for a part without samples. classes: 0 for regression.
std::optional<Metrics> Measure(Evaluator& evaluator, const WeightsView& weights, const Table& table,
                               Index classes);

}  // namespace downhill
