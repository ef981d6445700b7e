// SPDX-License-Identifier: Apache-2.0
#include "datasets/table_reader.h"
#include "datasets/tables.h"

namespace downhill {
namespace {

/// 569 tumours, benign or malignant, 30 measurements of cell nuclei.
class BreastCancer final : public Dataset {
 public:
  Samples Generate(Random&) const override { return ReadClassTable(TableText("breast_cancer")); }
};

}  // namespace

Entry BreastCancerEntry() {
  return {"breast_cancer",
          {"Breast cancer", "乳腺癌"},
          {"569 tumours, 30 measurements of their cell nuclei each: tell the malignant ones.",
           "569 个肿瘤，各有 30 项细胞核测量：找出恶性的。"},
          "Wolberg, Mangasarian, Street & Street 1993, UCI Machine Learning Repository, "
          "doi:10.24432/C5DW2B, CC BY 4.0",
          Make<BreastCancer>};
}

}  // namespace downhill
