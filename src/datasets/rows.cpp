// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "core/error.h"
#include "datasets/dataset.h"

namespace downhill {
namespace {

/// Rows that stand in the document itself. Targets are real numbers, or class numbers 0, 1, ..
class RowsDataset final : public Dataset {
 public:
  void Declare(Visitor& visitor) override {
    visitor.Numbers(
        {.label = {"features", {"Features", "特征"}, {"One row a sample.", "每行一个样本。"}}},
        features_);
    visitor.Numbers({.label = {"targets",
                               {"Targets", "目标"},
                               {"One row a sample: real numbers, or a class number from 0.",
                                "每行一个样本：实数，或从 0 开始的类别编号。"}}},
                    targets_);
    visitor.Integer({.label = {"classes",
                               {"Classes", "类别数"},
                               {"How many classes the targets number; 0 for real targets.",
                                "目标编号的类别数；0 表示实数目标。"}},
                     .fallback = 0,
                     .minimum = 0,
                     .maximum = 100},
                    classes_);
  }

  Samples Generate(Random&) const override {
    Samples samples;
    samples.features = Columns("features", features_);
    samples.targets = Columns("targets", targets_);
    if (samples.targets.cols() != samples.features.cols()) {
      throw Error("targets",
                  Say({"has {} rows, but features has {}. Give one row of targets a sample.",
                       "有 {} 行，而 features 有 {} 行。请为每个样本给出一行目标。"},
                      samples.targets.cols(), samples.features.cols()));
    }
    samples.classes = static_cast<Index>(classes_);
    if (classes_ > 0) CheckLabels();
    samples.shape = Shape::Flat(samples.features.rows());
    for (Index f = 0; f < samples.features.rows(); ++f) {
      samples.feature_names.push_back(Fill("x{}", f + 1));
    }
    for (Index c = 0; c < samples.classes; ++c) samples.class_names.push_back(ToText(c));
    samples.target_name = "y";
    return samples;
  }

 private:
  static Matrix Columns(std::string_view name, const Rows& rows) {
    if (rows.empty() || rows.front().empty()) {
      throw Error(std::string(name), {"is empty. Give at least one row with one number.",
                                      "为空。请至少给出一行、每行至少一个数。"});
    }
    Matrix columns(static_cast<Index>(rows.front().size()), static_cast<Index>(rows.size()));
    for (std::size_t r = 0; r < rows.size(); ++r) {
      if (rows[r].size() != rows.front().size()) {
        throw Error(Fill("{}[{}]", name, r),
                    Say({"has {} numbers, but the first row has {}. Give every row the same.",
                         "有 {} 个数，而第一行有 {} 个。请使每行个数相同。"},
                        rows[r].size(), rows.front().size()));
      }
      for (std::size_t i = 0; i < rows[r].size(); ++i) {
        if (std::abs(rows[r][i]) > kLargestValue) {
          throw Error(Fill("{}[{}][{}]", name, r, i),
                      Say({"{} is too large for 32-bit arithmetic. Use numbers up to {}.",
                           "{} 超出 32 位运算的范围。请使用绝对值不超过 {} 的数。"},
                          rows[r][i], kLargestValue));
        }
        columns(static_cast<Index>(i), static_cast<Index>(r)) = static_cast<Scalar>(rows[r][i]);
      }
    }
    return columns;
  }

  void CheckLabels() const {
    if (classes_ == 1) {
      throw Error("classes",
                  {"1 class leaves nothing to tell apart. Use 2 or more, or 0 for real "
                   "targets.",
                   "只有 1 个类别，没有可区分的内容。请用 2 个以上，或用 0 表示实数目标。"});
    }
    for (std::size_t r = 0; r < targets_.size(); ++r) {
      if (targets_[r].size() != 1) {
        throw Error(Fill("targets[{}]", r),
                    Say({"has {} numbers. Give one class number a row; one-hot targets are made "
                         "from it.",
                         "有 {} 个数。请每行给出一个类别编号；独热目标会由它生成。"},
                        targets_[r].size()));
      }
      const double label = targets_[r].front();
      if (label >= 0 && label < static_cast<double>(classes_) && label == std::floor(label)) {
        continue;
      }
      throw Error(Fill("targets[{}]", r),
                  Say({"{} is not a class number. Use whole numbers from 0 to {}.",
                       "{} 不是类别编号。请用 0 到 {} 的整数。"},
                      label, classes_ - 1));
    }
  }

  Rows features_{{1, 2}, {2, 3}, {3, 4}, {4, 5}};
  Rows targets_{{1}, {2}, {3}, {4}};
  std::int64_t classes_ = 0;
};

}  // namespace

Entry<Dataset> RowsDatasetEntry() {
  return {"rows",
          {"Own rows", "自定义数据行"},
          {"Rows of numbers that stand in the experiment itself.", "写在实验文档里的数据行。"},
          "The experiment's author",
          Make<RowsDataset>};
}

}  // namespace downhill
