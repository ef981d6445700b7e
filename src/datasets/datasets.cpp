// SPDX-License-Identifier: Apache-2.0
#include "datasets/dataset.h"

namespace downhill {

// The datasets, in menu order. A new one is one file and one line here.
const Registry<Dataset>& Datasets() {
  static const Registry<Dataset> registry("dataset", [](Registry<Dataset>& list) {
    LIST(Dataset, Line);
    LIST(Dataset, Plane);
    LIST(Dataset, Circle);
    LIST(Dataset, Xor);
    LIST(Dataset, Gaussians);
    LIST(Dataset, Spiral);
    LIST(Dataset, Moons);
    LIST(Dataset, Blobs);
    LIST(Dataset, Spirals);
    LIST(Dataset, RandomTeacher);
    LIST(Dataset, Iris);
    LIST(Dataset, Wine);
    LIST(Dataset, BreastCancer);
    LIST(Dataset, Diabetes);
    LIST(Dataset, Digits);
    LIST(Dataset, Mnist);
    LIST(Dataset, RowsDataset);
    LIST(Dataset, TableDataset);
    LIST(Dataset, StoredDataset);
  });
  return registry;
}

Vector Samples::Row(Index feature) const {
  if (bytes == nullptr) return features.row(feature);
  Vector row(size());
  for (Index s = 0; s < size(); ++s) row[s] = bytes->At(feature, s);
  return row;
}

Matrix Samples::Columns(std::span<const Index> members) const {
  const auto count = static_cast<Index>(members.size());
  Matrix columns(width(), count);
  for (Index i = 0; i < count; ++i) {
    const Index sample = members[static_cast<std::size_t>(i)];
    for (Index f = 0; f < width(); ++f) {
      columns(f, i) = bytes == nullptr ? features(f, sample) : bytes->At(f, sample);
    }
  }
  return columns;
}

Samples Dataset::Take(Random& random, const TableStore* tables) const {
  const auto name = table();
  return name ? FromTable(Required(tables, *name)) : Generate(random);
}

Samples Dataset::FromTable(std::shared_ptr<const StoredTable> table) const {
  const Index width = table->shape.size();
  Samples samples;
  samples.shape = table->shape;
  samples.classes = static_cast<Index>(table->class_names.size());
  samples.feature_names = table->feature_names;
  samples.class_names = table->class_names;
  samples.target_name = table->target_name;
  samples.targets.resize(table->outputs, table->samples);
  for (Index i = 0; i < samples.targets.size(); ++i) {
    samples.targets.data()[i] =
        static_cast<Scalar>(table->Number(table->targets, static_cast<std::size_t>(i)));
  }
  if (table->features.type == StoredTable::Type::kU8) {
    samples.bytes = std::make_shared<ByteFeatures>(std::move(table));
    return samples;
  }
  samples.features.resize(width, table->samples);
  for (Index i = 0; i < samples.features.size(); ++i) {
    samples.features.data()[i] =
        static_cast<Scalar>(table->Number(table->features, static_cast<std::size_t>(i)));
  }
  return samples;
}

}  // namespace downhill
