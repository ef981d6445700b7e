// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "datasets/dataset.h"

namespace downhill {

#define DATASET(Name) Entry Name##Entry();
#include "datasets/datasets.def"
#undef DATASET

const Registry& Datasets() {
  static const std::array entries{
#define DATASET(Name) Name##Entry(),
#include "datasets/datasets.def"
#undef DATASET
  };
  static const Registry registry{"dataset", entries};
  return registry;
}

Vector Samples::Row(Index feature) const {
  if (bytes == nullptr) return features.row(feature);
  Vector row(size());
  for (Index s = 0; s < size(); ++s) row[s] = bytes->At(feature, s);
  return row;
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
