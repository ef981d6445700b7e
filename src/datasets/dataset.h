// SPDX-License-Identifier: Apache-2.0
// What every dataset is: something that gives samples.
#pragma once

#include <string>
#include <vector>

#include "core/component.h"
#include "core/random.h"
#include "core/scalar.h"
#include "core/shape.h"

namespace downhill {

/// Of numbers that users give: its square still fits into 32 bits.
inline constexpr double kLargestValue = 1e18;

/// Samples as columns, in original units.
struct Samples {
  Matrix features;  // (features, samples)
  /// Regression: real targets (outputs, samples). Classes: class numbers 0, 1, .. (1, samples).
  Matrix targets;
  /// 0 for regression.
  Index classes = 0;
  /// Of one sample; features.rows() == shape.size().
  Shape shape;
  std::vector<std::string> feature_names;
  std::vector<std::string> class_names;  // one a class; empty for regression
  std::string target_name;
};

class Dataset : public Component {
 public:
  /// The same random stream gives the same samples. Throws Error where a hyper-parameter makes no
  /// sense with another one.
  virtual Samples Generate(Random& random) const = 0;
  /// What it holds itself, beside the samples that it makes.
  virtual double bytes() const { return 0; }
};

/// All datasets, in menu order (datasets.def).
const Registry& Datasets();

}  // namespace downhill
