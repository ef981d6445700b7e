// SPDX-License-Identifier: Apache-2.0
#include "datasets/table_reader.h"
#include "datasets/tables.h"

namespace downhill {
namespace {

/// 442 patients, 10 measurements in raw units; the progression of the illness after a year.
class Diabetes final : public Dataset {
 public:
  Samples Generate(Random&) const override { return ReadNumberTable(TableText("diabetes")); }
};

}  // namespace

Entry DiabetesEntry() {
  return {
      "diabetes",
      {"Diabetes", "糖尿病"},
      {"442 patients, ten measurements each: predict how far the illness has gone a year later.",
       "442 名患者，各有 10 项测量：预测一年后病情的发展程度。"},
      "Efron, Hastie, Johnstone & Tibshirani 2004, Least Angle Regression, arXiv:math/0406456",
      Make<Diabetes>};
}

}  // namespace downhill
