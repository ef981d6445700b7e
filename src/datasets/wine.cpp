// SPDX-License-Identifier: Apache-2.0
#include "datasets/table_reader.h"
#include "datasets/tables.h"

namespace downhill {
namespace {

/// 178 wines of 3 cultivars, 13 chemical measurements.
class Wine final : public Dataset {
 public:
  Samples Generate(Random&) const override { return ReadClassTable(TableText("wine")); }
};

}  // namespace

Entry WineEntry() {
  return {
      "wine",
      {"Wine", "葡萄酒"},
      {"178 wines of three cultivars, 13 chemical measurements each: tell the cultivar.",
       "178 种葡萄酒，来自三个葡萄品种，各有 13 项化学测量：判断葡萄品种。"},
      "Aeberhard & Forina 1991, UCI Machine Learning Repository, doi:10.24432/C5PC7J, CC BY 4.0",
      Make<Wine>};
}

}  // namespace downhill
