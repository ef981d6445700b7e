// SPDX-License-Identifier: Apache-2.0
// What every dataset is: something that gives samples.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/component.h"
#include "core/random.h"
#include "core/scalar.h"
#include "core/shape.h"
#include "datasets/stored_table.h"

namespace downhill {

/// Of numbers that users give: its square still fits into 32 bits.
inline constexpr double kLargestValue = 1e18;

/// Samples as columns, in original units.
struct Samples {
  Matrix features;  // (features, samples); empty where they stay bytes
  std::shared_ptr<const ByteFeatures> bytes;
  /// Regression: real targets (outputs, samples). Classes: class numbers 0, 1, .. (1, samples).
  Matrix targets;
  /// 0 for regression.
  Index classes = 0;
  /// Of one sample.
  Shape shape;
  std::vector<std::string> feature_names;
  std::vector<std::string> class_names;  // one a class; empty for regression
  std::string target_name;

  Index size() const { return targets.cols(); }
  Index width() const { return shape.size(); }
  /// One feature of all samples.
  Vector Row(Index feature) const;
  /// All features of these samples.
  Matrix Columns(std::span<const Index> members) const;
};

class Dataset : public Component {
 public:
  /// The same random stream gives the same samples. Throws Error where a hyper-parameter makes no
  /// sense with another one.
  virtual Samples Generate(Random& random) const = 0;
  /// The stored table that it stands on; none for what is drawn or stands in the document.
  virtual std::optional<TableName> table() const { return std::nullopt; }
  /// Of a real table: what the catalog says of it without having it.
  struct Facts {
    Index classes;
    Index features;
  };
  virtual std::optional<Facts> facts() const { return std::nullopt; }
  /// The samples of that table.
  virtual Samples FromTable(std::shared_ptr<const StoredTable> table) const;
  /// What a run trains on, wherever it comes from. Throws Error "sha256" where the table is
  /// missing; tables may be null.
  Samples Take(Random& random, const TableStore* tables) const;
  /// What it holds itself, beside the samples that it makes.
  virtual double bytes() const { return 0; }
};

/// All datasets, in menu order.
const Registry<Dataset>& Datasets();

}  // namespace downhill
