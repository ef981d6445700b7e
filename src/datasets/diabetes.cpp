// SPDX-License-Identifier: Apache-2.0
#include "datasets/real_table.h"

namespace downhill {
namespace {

/// 442 patients, 10 measurements in raw units; the progression of the illness after a year.
class Diabetes final : public RealTable {
 public:
  Diabetes()
      : RealTable("diabetes", "e771a6b479bcfff4b8a58059d81182e3fa5d37125ea90db85581d7c35c1d5e18",
                  {.classes = 0, .features = 10}) {}
};

}  // namespace

Entry<Dataset> DiabetesEntry() {
  return {
      "diabetes",
      {"Diabetes", "糖尿病"},
      {"442 patients, ten measurements each: predict how far the illness has gone a year later.",
       "442 名患者，各有 10 项测量：预测一年后病情的发展程度。"},
      "Efron, Hastie, Johnstone & Tibshirani 2004, Least Angle Regression, arXiv:math/0406456",
      Make<Diabetes>};
}

}  // namespace downhill
