// SPDX-License-Identifier: Apache-2.0
#include "datasets/real_table.h"

namespace downhill {
namespace {

/// 150 flowers of 3 species, 4 lengths in cm.
class Iris final : public RealTable {
 public:
  Iris()
      : RealTable("iris", "3048156c23de1435360c57eaf6fea500e49ebc6652aafe8c6ca7ff2081acb90f",
                  {.classes = 3, .features = 4}) {}
};

}  // namespace

Entry<Dataset> IrisEntry() {
  return {"iris",
          {"Iris", "鸢尾花"},
          {"150 flowers of three species, four lengths each: tell the species.",
           "150 朵花，分属三个品种，每朵四个长度：判断它的品种。"},
          "Fisher 1936, UCI Machine Learning Repository, doi:10.24432/C56C76, CC BY 4.0",
          Make<Iris>};
}

}  // namespace downhill
