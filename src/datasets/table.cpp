// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <string>
#include <vector>

#include "core/error.h"
#include "datasets/dataset.h"

namespace downhill {
namespace {

/// A whole table in little room: named columns, row by row, the target last. What a CSV file
/// becomes.
class TableDataset final : public Dataset {
 public:
  void Declare(Visitor& visitor) override {
    visitor.Texts({.label = {"columns",
                             {"Columns", "列名"},
                             {"Names of the features, and of the target at the end.",
                              "各特征的名称，最后是目标的名称。"}},
                   .maximum_size = 10'000},
                  columns_);
    visitor.Packed({.label = {"values",
                              {"Values", "数值"},
                              {"All numbers row by row: 32-bit floats as base64.",
                               "逐行排列的所有数：32 位浮点数的 base64 编码。"}},
                    .maximum_numbers = 2'000'000},
                   values_);
    visitor.Texts(
        {.label = {"class_names",
                   {"Class names", "类别名"},
                   {"Where the target is a class, numbered from 0; none for real targets.",
                    "目标为从 0 编号的类别时给出；实数目标则为空。"}},
         .maximum_size = 100},
        class_names_);
  }

  void Check() const override {
    if (columns_.size() < 2) {
      throw Error("columns", {"names no feature and target. Give two names or more.",
                              "没有特征和目标。请至少给出两个名称。"});
    }
    if (class_names_.size() == 1) {
      throw Error("class_names",
                  {"1 class leaves nothing to tell apart. Give two or more, or none "
                   "for real targets.",
                   "只有 1 个类别，没有可区分的内容。请给出两个以上；实数目标则为空。"});
    }
    if (values_.empty() || values_.size() % columns_.size() != 0) {
      throw Error("values",
                  Say({"holds {} numbers, which are no rows of {} columns. Give every row "
                       "whole.",
                       "有 {} 个数，不能组成 {} 列的整行。请给出完整的行。"},
                      values_.size(), columns_.size()));
    }
  }

  Samples Generate(Random&) const override {
    const auto columns = static_cast<Index>(columns_.size());
    const auto rows = static_cast<Index>(values_.size()) / columns;
    const Eigen::Map<const Eigen::MatrixXf> table(values_.data(), columns, rows);
    CheckValues(table);
    Samples samples;
    samples.features = table.topRows(columns - 1).cast<Scalar>();
    samples.targets = table.bottomRows(1).cast<Scalar>();
    samples.classes = static_cast<Index>(class_names_.size());
    samples.shape = Shape::Flat(columns - 1);
    samples.feature_names.assign(columns_.begin(), columns_.end() - 1);
    samples.class_names = class_names_;
    samples.target_name = columns_.back();
    return samples;
  }
  double bytes() const override { return static_cast<double>(values_.size() * sizeof(float)); }

 private:
  void CheckValues(const Eigen::Map<const Eigen::MatrixXf>& table) const {
    for (Index row = 0; row < table.cols(); ++row) {
      for (Index column = 0; column < table.rows(); ++column) {
        if (std::abs(static_cast<double>(table(column, row))) <= kLargestValue) continue;
        throw Error("values",
                    Say({"{} in row {}, column \"{}\", is too large for 32-bit "
                         "arithmetic. Use numbers up to {}.",
                         "{}（第 {} 行，“{}”列）超出 32 位运算的范围。请使用绝对值不超过 {} "
                         "的数。"},
                        static_cast<double>(table(column, row)), row + 1,
                        columns_[static_cast<std::size_t>(column)], kLargestValue));
      }
      const float label = table(table.rows() - 1, row);
      const auto classes = static_cast<float>(class_names_.size());
      if (class_names_.empty() || (label >= 0 && label < classes && label == std::floor(label))) {
        continue;
      }
      throw Error("values",
                  Say({"the target {} in row {} is no class number. Use whole numbers from "
                       "0 to {}.",
                       "目标 {}（第 {} 行）不是类别编号。请用 0 到 {} 的整数。"},
                      label, row + 1, class_names_.size() - 1));
    }
  }

  std::vector<std::string> columns_{"x1", "x2", "x3", "y"};
  /// y = x1 + x2 + x3, until a table is given.
  std::vector<float> values_{1, 5, 2, 8, 2, 3, 1, 6, 3, 8, 5, 16, 4, 1, 3, 8, 5, 4, 1, 10};
  std::vector<std::string> class_names_;
};

}  // namespace

Entry<Dataset> TableDatasetEntry() {
  return {"table",
          {"Own table", "自定义表格"},
          {"Columns of a file of one's own, carried in the experiment itself.",
           "来自自己文件的各列，写在实验文档里。"},
          "The experiment's author",
          Make<TableDataset>};
}

}  // namespace downhill
