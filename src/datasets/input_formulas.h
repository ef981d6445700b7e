// SPDX-License-Identifier: Apache-2.0
// What a network may be fed in place of the features themselves: their squares, their product and
// their sines, of data of one feature or two.
//
// A formula is computed from features in original units, and what it gives is standardized like any
// other column (training/data.h). So a formula means what it says, of the numbers that people see:
// a circle around the origin is a straight line in x1² and x2². Each input has mean 0 and deviation
// 1 only because that comes last.
//
// Of a feature x, with what is measured on the training part only:
//
//   x² is (x - c)²,  x1·x2 is (x1 - c1) (x2 - c2),  sin x is sin(w (x - c)).
//
// c is 0, unless 0 is further from the middle of the data than the data are wide: then it is a
// round number near the middle. (Of a mass from 4,200 to 5,200 the square would be a straight
// line.) w is the round number (1, 2 or 5 times a power of ten) nearest to 5 / max |x - c|: the
// points that the generators draw reach 5, and there it is 1, as in TensorFlow Playground (Smilkov
// et al. 2017, arXiv:1708.03788), where sin x has about two waves over the plane; data of any other
// units get as many. Both are round so that formula and exported programs are short, and stay when
// a few samples come or go.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/declaration.h"
#include "core/scalar.h"
#include "datasets/dataset.h"

namespace downhill {

enum class Formula { kFeature, kSquare, kProduct, kSine };

/// "feature", "square", "product" or "sine".
std::string_view FormulaId(Formula formula);

/// An input that may be chosen: a formula of the first feature, of the second, or of both.
struct InputOption {
  Option option;
  Formula formula;
  Index first;
  Index second;  // as first, but of a product
};

/// All of them, in the order in which a network is fed those that are chosen.
std::span<const InputOption> InputOptions();
/// The same as a document chooses among them.
std::span<const Option> InputIds();

/// Where a feature is counted from, and how fast its sine swings.
struct FeatureMeasure {
  double origin = 0;
  double frequency = 1;
};

/// The formulas of one run, fitted to its data.
class InputFormulas {
 public:
  InputFormulas() = default;
  /// chosen: ids in the order of InputOptions(); none, or the features themselves: as if there were
  /// no formulas. training: the samples of that part. Throws Error "inputs" where these samples
  /// have not such features.
  InputFormulas(std::span<const std::string> chosen, const Samples& samples,
                std::span<const Index> training);

  /// Whether the network is fed the features as they are.
  bool empty() const { return chosen_.empty(); }
  /// How many inputs there are, where there are formulas.
  Index size() const { return static_cast<Index>(chosen_.size()); }

  /// What could be chosen for these data: the first so many of InputOptions() have no more features
  /// than there are. Empty for pictures and for tables of more columns.
  std::vector<InputOption> Available() const;
  bool IsChosen(const InputOption& option) const;
  /// With the names of the features: "sin(0.002·(mass−4000))".
  std::string Name(const InputOption& option) const;
  /// Of the input with this number.
  std::string Name(Index input) const { return Name(chosen_[static_cast<std::size_t>(input)]); }
  const FeatureMeasure& Measure(Index feature) const {
    return measures_[static_cast<std::size_t>(feature)];
  }

  /// (features, n) in original units to (inputs, n). Without formulas: the features.
  Matrix Of(Matrix features) const;
  /// The gradient by the features (features, 1), of that by the inputs (inputs, 1), where the
  /// features are these. Without formulas: the same.
  Matrix GradientByFeatures(const Matrix& features, Matrix by_inputs) const;

 private:
  /// As it stands in a formula: "mass", "(mass−4000)".
  std::string Counted(Index feature) const;

  std::vector<InputOption> chosen_;
  std::vector<FeatureMeasure>
      measures_;  // one a feature; empty where there are no formulas of them
  std::vector<std::string> names_;
};

}  // namespace downhill
