// SPDX-License-Identifier: Apache-2.0
#include "datasets/table_reader.h"
#include "datasets/tables.h"

namespace downhill {
namespace {

/// 150 flowers of 3 species, 4 lengths in cm.
class Iris final : public Dataset {
 public:
  Samples Generate(Random&) const override { return ReadClassTable(TableText("iris")); }
};

}  // namespace

Entry IrisEntry() {
  return {"iris",
          {"Iris", "鸢尾花"},
          {"150 flowers, four lengths each: which of three species is it?",
           "150 朵花，每朵四个长度：属于三个品种中的哪一个？"},
          "Fisher 1936, UCI Machine Learning Repository, doi:10.24432/C56C76, CC BY 4.0",
          Make<Iris>};
}

}  // namespace downhill
