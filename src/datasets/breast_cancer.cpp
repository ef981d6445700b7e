// SPDX-License-Identifier: Apache-2.0
#include "datasets/real_table.h"

namespace downhill {
namespace {

/// 569 tumours, benign or malignant, 30 measurements of cell nuclei.
class BreastCancer final : public RealTable {
 public:
  BreastCancer()
      : RealTable("breast_cancer",
                  "9cdaf169c22359a72332279f3caedc363ba6601c489ea5f8d39651ed408ccc28",
                  {.classes = 2, .features = 30}) {}
};

}  // namespace

Entry<Dataset> BreastCancerEntry() {
  return {"breast_cancer",
          {"Breast cancer", "乳腺癌"},
          {"569 tumours, 30 measurements of their cell nuclei each: tell the malignant ones.",
           "569 个肿瘤，各有 30 项细胞核测量：找出恶性的。"},
          "Wolberg, Mangasarian, Street & Street 1993, UCI Machine Learning Repository, "
          "doi:10.24432/C5DW2B, CC BY 4.0",
          Make<BreastCancer>};
}

}  // namespace downhill
