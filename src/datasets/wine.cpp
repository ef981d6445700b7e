// SPDX-License-Identifier: Apache-2.0
#include "datasets/real_table.h"

namespace downhill {
namespace {

/// 178 wines of 3 cultivars, 13 chemical measurements.
class Wine final : public RealTable {
 public:
  Wine()
      : RealTable("wine", "88bec3bd599bdc888fa041f8d987a3f802d6685f1f1c9e53e247a9b7eeaf54fc",
                  {.classes = 3, .features = 13}) {}
};

}  // namespace

Entry<Dataset> WineEntry() {
  return {
      "wine",
      {"Wine", "葡萄酒"},
      {"178 wines of three cultivars, 13 chemical measurements each: tell the cultivar.",
       "178 种葡萄酒，来自三个葡萄品种，各有 13 项化学测量：判断葡萄品种。"},
      "Aeberhard & Forina 1991, UCI Machine Learning Repository, doi:10.24432/C5PC7J, CC BY 4.0",
      Make<Wine>};
}

}  // namespace downhill
