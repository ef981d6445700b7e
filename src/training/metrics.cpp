// SPDX-License-Identifier: Apache-2.0
#include "training/metrics.h"

#include <cmath>

namespace downhill {
namespace {

/// NaN for 0 / 0.
double Ratio(double part, double whole) { return part / whole; }

/// confusion (classes, classes), truth (1, samples): the table's class numbers, also of samples
/// that are predicted as no class.
void AddClasses(const Matrix& confusion, const Matrix& truth, Metrics& metrics) {
  std::vector<Index> supports(static_cast<std::size_t>(confusion.rows()));
  for (const Scalar c : truth.reshaped()) ++supports[static_cast<std::size_t>(c)];
  for (Index c = 0; c < confusion.rows(); ++c) {
    const auto right = static_cast<double>(confusion(c, c));
    const Index support = supports[static_cast<std::size_t>(c)];
    double predicted = 0;
    for (Index other = 0; other < confusion.rows(); ++other) {
      predicted += static_cast<double>(confusion(other, c));
    }
    metrics.classes.push_back({Ratio(right, predicted), Ratio(right, static_cast<double>(support)),
                               Ratio(2 * right, static_cast<double>(support) + predicted),
                               support});
    for (Index other = 0; other < confusion.cols(); ++other) {
      const auto count = static_cast<Index>(confusion(c, other));
      if (other != c && count > (metrics.top_confusion ? metrics.top_confusion->count : 0)) {
        metrics.top_confusion = TopConfusion{c, other, count};
      }
    }
  }
}

void AddErrors(const Matrix& predicted, const Matrix& truth, Metrics& metrics) {
  const Index outputs = truth.rows();
  const auto n = static_cast<double>(truth.cols());
  double r2 = 0;
  double absolute = 0;
  for (Index k = 0; k < outputs; ++k) {
    double sum = 0;
    for (Index s = 0; s < truth.cols(); ++s) sum += static_cast<double>(truth(k, s));
    const double mean = sum / n;
    double residual = 0;
    double spread = 0;
    for (Index s = 0; s < truth.cols(); ++s) {
      const auto y = static_cast<double>(truth(k, s));
      const double error = y - static_cast<double>(predicted(k, s));
      residual += error * error;
      spread += (y - mean) * (y - mean);
      absolute += std::abs(error);
    }
    r2 += spread > 0 ? 1 - residual / spread : std::nan("");
  }
  metrics.r2 = r2 / static_cast<double>(outputs);
  metrics.mae = absolute / (n * static_cast<double>(outputs));
}

}  // namespace

std::optional<Metrics> Measure(Evaluator& evaluator, const WeightsView& weights, const Table& table,
                               Index classes) {
  const auto evaluation = evaluator.Evaluate(weights, table);
  if (!evaluation) return std::nullopt;
  Metrics metrics{*evaluation, {}, std::nullopt, std::nullopt, std::nullopt};
  if (classes > 0) {
    AddClasses(evaluator.Confusion(weights, table), table.original, metrics);
  } else {
    Matrix predicted(table.original.rows(), table.samples());
    evaluator.Predict(weights, table.inputs,
                      MatrixMap(predicted.data(), predicted.rows(), predicted.cols()));
    AddErrors(predicted, table.original, metrics);
  }
  return metrics;
}

}  // namespace downhill
