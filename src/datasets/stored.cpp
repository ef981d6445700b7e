// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "core/error.h"
#include "datasets/dataset.h"

namespace downhill {
namespace {

constexpr std::size_t kHashDigits = 64;

/// A table that lies beside the document, as the file NAME.safetensors, and is named by its
/// content: bytes of pictures, or numbers.
class StoredDataset final : public Dataset {
 public:
  void Declare(Visitor& visitor) override {
    visitor.OneText({.label = {"name",
                               {"File", "文件"},
                               {"Of the table, without .safetensors.",
                                "数据表文件的名称，不含 .safetensors。"}},
                     .maximum_bytes = 100},
                    name_);
    visitor.OneText(
        {.label = {"sha256",
                   {"SHA-256", "SHA-256"},
                   {"Of the file: 64 hexadecimal digits.", "文件的 SHA-256：64 位十六进制数字。"}},
         .maximum_bytes = kHashDigits},
        sha256_);
    visitor.Integers(
        {.label = {"shape",
                   {"Shape", "形状"},
                   {"Channels, height and width, where the features are pictures; none: as in the "
                    "file.",
                    "特征是图片时的通道数、高和宽；不填：按文件中的形状。"}},
         .fallback = {},
         .minimum = 1,
         .maximum = 1'000'000,
         .minimum_size = 0,
         .maximum_size = 3},
        shape_);
  }

  void Check() const override {
    const auto forbidden = [](char c) {
      return c == '/' || c == '\\' || c == ':' || static_cast<unsigned char>(c) < 0x20;
    };
    if (name_.starts_with('.') || std::any_of(name_.begin(), name_.end(), forbidden)) {
      throw Error("name", {"is no name of a file. Give it without folders, like \"penguins\".",
                           "不是文件名。请不要带文件夹，写成 \"penguins\" 这样。"});
    }
    const auto is_digit = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    if (!sha256_.empty() &&
        (sha256_.size() != kHashDigits || !std::all_of(sha256_.begin(), sha256_.end(), is_digit))) {
      throw Error("sha256", {"is no SHA-256. Give the 64 hexadecimal digits of the file, in small "
                             "letters.",
                             "不是 SHA-256。请给出该文件的 64 位小写十六进制数字。"});
    }
    if (!shape_.empty() && shape_.size() != 3) {
      throw Error("shape", Say({"has {} numbers. Give channels, height and width, or none.",
                                "有 {} 个数。请给出通道数、高和宽，或留空。"},
                               shape_.size()));
    }
  }

  std::optional<TableName> table() const override { return TableName{name_, sha256_}; }

  Samples Generate(Random&) const override {
    return FromTable(Required(nullptr, {name_, sha256_}));
  }

  Samples FromTable(std::shared_ptr<const StoredTable> table) const override {
    Samples samples = Dataset::FromTable(std::move(table));
    if (shape_.empty()) return samples;
    double size = 1;
    for (const std::int64_t side : shape_) size *= static_cast<double>(side);
    if (size != static_cast<double>(samples.width())) {
      throw Error("shape",
                  Say({"{} x {} x {} is not the {} features of the table. Give sides whose "
                       "product they are.",
                       "{} x {} x {} 与表格的 {} 个特征不符。请使三边之积等于特征数。"},
                      shape_[0], shape_[1], shape_[2], samples.width()));
    }
    samples.shape = {static_cast<Index>(shape_[0]), static_cast<Index>(shape_[1]),
                     static_cast<Index>(shape_[2])};
    return samples;
  }

 private:
  std::string name_;
  std::string sha256_;
  std::vector<std::int64_t> shape_;
};

}  // namespace

Entry<Dataset> StoredDatasetEntry() {
  return {"stored",
          {"Stored table", "存储的表格"},
          {"A table or pictures of one's own, in a file beside the experiment.",
           "自己的表格或图片，存放在实验文档旁边的文件中。"},
          "The table's author",
          Make<StoredDataset>};
}

}  // namespace downhill
