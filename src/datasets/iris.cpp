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
          {"150 flowers of three species, four lengths each: tell the species.",
           "150 朵花，分属三个品种，每朵四个长度：判断它的品种。"},
          "Fisher 1936, UCI Machine Learning Repository, doi:10.24432/C56C76, CC BY 4.0",
          Make<Iris>};
}

}  // namespace downhill
