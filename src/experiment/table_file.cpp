// SPDX-License-Identifier: Apache-2.0
#include "experiment/table_file.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string_view>
#include <utility>

#include "core/error.h"
#include "core/sha256.h"
#include "core/text.h"
#include "datasets/dataset.h"
#include "experiment/parser.h"

namespace downhill {
namespace {

constexpr std::size_t kLengthBytes = 8;
/// The names of a hundred thousand columns; a header of a table has a few hundred bytes.
constexpr std::size_t kMostHeaderBytes = 1u << 20;
constexpr std::size_t kLongestName = 200;
constexpr std::size_t kMostClasses = 100;
/// Of samples, and of the numbers of one sample: their product fits into 64 bits with every size of
/// a number.
constexpr double kMostOfADimension = 1e8;

struct TypeName {
  std::string_view name;
  StoredTable::Type type;
  std::size_t bytes;
};
constexpr std::array kTypes{TypeName{"U8", StoredTable::Type::kU8, 1},
                            TypeName{"F32", StoredTable::Type::kF32, 4},
                            TypeName{"F64", StoredTable::Type::kF64, 8}};

[[noreturn]] void Refuse(Text why) { throw Error("file", std::move(why)); }

/// One of the two tensors, as the header tells of it.
struct Tensor {
  TypeName type;
  std::vector<Index> dimensions;
  std::size_t begin;
  std::size_t end;
};

std::uint64_t LengthOf(const std::vector<std::uint8_t>& file) {
  std::uint64_t length = 0;
  for (std::size_t i = kLengthBytes; i-- > 0;) length = (length << 8u) | file[i];
  return length;
}

/// The header, and where the numbers begin.
std::pair<Json, std::size_t> HeaderOf(const std::vector<std::uint8_t>& file) {
  if (file.size() < kLengthBytes) {
    Refuse({"is no safetensors file: it ends before its header. Write the table again.",
            "不是 safetensors 文件：文件头不完整。请重新生成表格。"});
  }
  const std::uint64_t length = LengthOf(file);
  if (length > kMostHeaderBytes || length > file.size() - kLengthBytes) {
    Refuse(Say({"is no safetensors file of a table: its header would have {} bytes. Write the "
                "table again.",
                "不是表格的 safetensors 文件：文件头长度应为 {} 字节。请重新生成表格。"},
               length));
  }
  const auto size = static_cast<std::size_t>(length);
  const std::string_view text(reinterpret_cast<const char*>(file.data()) + kLengthBytes, size);
  try {
    return {ParseDocument(text), kLengthBytes + size};
  } catch (const Error& error) {
    Refuse({"has a header that " + error.text().en, "的文件头" + error.text().zh});
  }
}

/// A whole number from 0 that a double holds exactly.
std::optional<double> Whole(const Json& json) {
  constexpr double kLargest = 9e15;
  if (!json.is_number()) return std::nullopt;
  const auto number = json.get<double>();
  if (!(number >= 0 && number <= kLargest) || number != std::floor(number)) return std::nullopt;
  return number;
}

Tensor TensorOf(const Json& header, std::string_view name, std::size_t data_bytes) {
  const auto found = header.find(name);
  const auto refuse = [&](Words why) { Refuse(Say(why, name)); };
  if (found == header.end()) {
    refuse({"has no tensor \"{}\". A table has features and targets.",
            "没有张量“{}”。表格应包含 features 和 targets。"});
  }
  const Json& json = *found;
  if (!json.is_object() || json.size() != 3 || !json.contains("dtype") || !json.contains("shape") ||
      !json.contains("data_offsets")) {
    refuse(
        {"tells of \"{}\" in another way than dtype, shape and data_offsets. Write the table "
         "again.",
         "对“{}”的描述应只有 dtype、shape 和 data_offsets。请重新生成表格。"});
  }
  const Json& dtype = json["dtype"];
  const auto type = std::find_if(kTypes.begin(), kTypes.end(), [&](const TypeName& one) {
    return dtype.is_string() && dtype.get_ref<const std::string&>() == one.name;
  });
  if (type == kTypes.end()) {
    refuse({"gives \"{}\" in a type that no table has. Store it as U8, F32 or F64.",
            "中“{}”的类型不适用于表格。请存为 U8、F32 或 F64。"});
  }
  const Json& shape = json["shape"];
  const Json& offsets = json["data_offsets"];
  if (!shape.is_array() || shape.empty() || shape.size() > 4 || !offsets.is_array() ||
      offsets.size() != 2) {
    refuse({"gives \"{}\" no shape and place of a table. Write the table again.",
            "中“{}”的形状或位置不适用于表格。请重新生成表格。"});
  }
  Tensor tensor{*type, {}, 0, 0};
  double numbers = 1;
  for (const Json& side : shape) {
    const auto whole = Whole(side);
    if (!whole || *whole < 1 || *whole > kMostOfADimension) {
      refuse(
          {"gives \"{}\" a shape with a side that is no whole number from 1 to 100 million. Write "
           "the table again.",
           "中“{}”的形状应由 1 到一亿的整数组成。请重新生成表格。"});
    }
    numbers *= *whole;
    tensor.dimensions.push_back(static_cast<Index>(*whole));
  }
  const auto begin = Whole(offsets[0]), end = Whole(offsets[1]);
  if (!begin || !end || *begin > *end || *end > static_cast<double>(data_bytes) ||
      *end - *begin != numbers * static_cast<double>(tensor.type.bytes)) {
    refuse(
        {"has not the bytes that the shape of \"{}\" tells of: it is cut short or damaged. Get it "
         "again.",
         "中“{}”的字节数与形状不符：文件不完整或已损坏。请重新获取。"});
  }
  tensor.begin = static_cast<std::size_t>(*begin);
  tensor.end = static_cast<std::size_t>(*end);
  return tensor;
}

/// The texts beside the tensors.
class Metadata {
 public:
  explicit Metadata(const Json& header) {
    const auto found = header.find("__metadata__");
    if (found == header.end()) return;
    json_ = *found;
    const auto is_text = [](const Json& value) { return value.is_string(); };
    if (!json_.is_object() || !std::all_of(json_.begin(), json_.end(), is_text)) {
      Refuse({"has metadata that are no texts by name. Write the table again.",
              "的元数据不是按名称给出的文字。请重新生成表格。"});
    }
  }

  std::string Text(std::string_view key) const {
    const auto found = json_.find(key);
    return found == json_.end() ? "" : found->get<std::string>();
  }
  /// Of the JSON that the text is; null where it is none.
  Json Value(std::string_view key) const {
    try {
      const Json json = ParseDocument("{\"value\":" + Text(key) + "}");
      return json.size() == 1 ? json["value"] : Json(nullptr);
    } catch (const Error&) {
      return nullptr;
    }
  }
  /// A JSON list of names.
  std::vector<std::string> Names(std::string_view key) const {
    if (Text(key).empty()) return {};
    std::vector<std::string> names;
    const Json list = Value(key);
    const auto is_name = [](const Json& name) {
      return name.is_string() && name.get_ref<const std::string&>().size() <= kLongestName;
    };
    if (!list.is_array() || !std::all_of(list.begin(), list.end(), is_name)) {
      Refuse(Say({"has metadata \"{}\" that are no JSON list of names of up to {} bytes. Write the "
                  "table again.",
                  "的元数据“{}”不是 JSON 名称列表（每个不超过 {} 字节）。请重新生成表格。"},
                 key, kLongestName));
    }
    for (const Json& name : list) names.push_back(name.get<std::string>());
    return names;
  }

 private:
  Json json_ = Json::object();
};

/// The beginning, of so many bytes at most, without a part of a character at its end.
std::string CutAt(std::size_t most, std::string text) {
  if (text.size() <= most) return text;
  const auto continues = [&](std::size_t i) {
    return (static_cast<unsigned char>(text[i]) & 0xC0u) == 0x80u;
  };
  while (most > 0 && continues(most)) --most;
  text.resize(most);
  return text;
}

double ScaleOf(const Metadata& metadata, const Tensor& features) {
  if (metadata.Text("scale").empty()) return 1;
  const double scale = NumberIn(metadata.Text("scale")).value_or(0);
  if (!(scale > 0) || scale * 255 > kLargestValue || features.type.type != StoredTable::Type::kU8) {
    Refuse(
        {"has a \"scale\" that is no positive number such as 0.5, or no U8 features that it would "
         "scale. Write the table again.",
         "的 \"scale\" 不是 0.5 这样的正数，或特征不是 U8。请重新生成表格。"});
  }
  return scale;
}

void CheckNumbers(const StoredTable& table, const StoredTable::Block& block, Index a_sample,
                  std::string_view what) {
  if (block.type == StoredTable::Type::kU8) return;
  for (Index s = 0; s < table.samples; ++s) {
    for (Index i = 0; i < a_sample; ++i) {
      const auto place = static_cast<std::size_t>(s) * static_cast<std::size_t>(a_sample) +
                         static_cast<std::size_t>(i);
      const double number = table.Number(block, place);
      if (std::abs(number) <= kLargestValue) continue;
      Refuse(
          Say({"has {} in {}, sample {}, which 32-bit arithmetic cannot hold. Use numbers up to "
               "{}.",
               "中有 {}（{}，第 {} 个样本），超出 32 位运算的范围。请使用绝对值不超过 {} 的数。"},
              number, what, s + 1, kLargestValue));
    }
  }
}

void CheckLabels(const StoredTable& table) {
  if (table.class_names.empty()) return;
  if (table.class_names.size() == 1 || table.class_names.size() > kMostClasses ||
      table.outputs != 1) {
    Refuse(
        Say({"has {} classes and {} targets a sample. Give 2 to {} classes, and one class number "
             "a sample.",
             "有 {} 个类别，每个样本 {} 个目标。类别应为 2 到 {} 个，每个样本一个类别编号。"},
            table.class_names.size(), table.outputs, kMostClasses));
  }
  const auto classes = static_cast<double>(table.class_names.size());
  for (Index s = 0; s < table.samples; ++s) {
    const double label = table.Number(table.targets, static_cast<std::size_t>(s));
    if (label >= 0 && label < classes && label == std::floor(label)) continue;
    Refuse(
        Say({"has the target {} in sample {}, which is no class number. Use whole numbers from 0 "
             "to {}.",
             "的目标 {}（第 {} 个样本）不是类别编号。请用 0 到 {} 的整数。"},
            label, s + 1, table.class_names.size() - 1));
  }
}

}  // namespace

std::shared_ptr<const StoredTable> ReadTableFile(std::vector<std::uint8_t> file) {
  const auto [header, data] = HeaderOf(file);
  const std::size_t data_bytes = file.size() - data;
  for (const auto& [key, value] : header.items()) {
    if (key == "features" || key == "targets" || key == "__metadata__") continue;
    Refuse(Say({"has a tensor \"{}\", which no table has. It may be a model: give the file of a "
                "table.",
                "含有表格没有的张量“{}”。它可能是模型文件：请给出表格文件。"},
               Shown(key)));
  }
  const Tensor features = TensorOf(header, "features", data_bytes);
  const Tensor targets = TensorOf(header, "targets", data_bytes);
  const bool covered =
      (features.begin == 0 && features.end == targets.begin && targets.end == data_bytes) ||
      (targets.begin == 0 && targets.end == features.begin && features.end == data_bytes);
  const auto& sides = features.dimensions;
  if (!covered || targets.dimensions.size() > 2 || targets.dimensions.front() != sides.front() ||
      (sides.size() != 2 && sides.size() != 4)) {
    Refuse(
        {"has features and targets that do not fit together: features are (samples, features) or "
         "(samples, channels, height, width), targets (samples) or (samples, outputs), and "
         "nothing lies between or behind them. Write the table again.",
         "的特征与目标不相配：features 应为（样本, 特征）或（样本, 通道, 高, 宽），targets "
         "应为（样本）或（样本, 输出），且没有多余字节。请重新生成表格。"});
  }
  const Metadata metadata(header);
  auto table = std::make_shared<StoredTable>();
  table->samples = sides.front();
  table->shape = sides.size() == 2 ? Shape::Flat(sides[1]) : Shape{sides[1], sides[2], sides[3]};
  table->outputs = targets.dimensions.size() == 2 ? targets.dimensions[1] : 1;
  table->features = {features.type.type, data + features.begin, ScaleOf(metadata, features)};
  table->targets = {targets.type.type, data + targets.begin, 1};
  table->file = std::move(file);
  table->feature_names = metadata.Names("columns");
  table->class_names = metadata.Names("classes");
  const std::string target = CutAt(kLongestName, metadata.Text("target"));
  table->target_name = !target.empty() ? target : table->class_names.empty() ? "y" : "class";
  table->source = metadata.Text("source");
  table->licence = metadata.Text("licence");
  const Index width = table->shape.size();
  if (table->feature_names.empty()) {
    for (Index f = 0; f < width; ++f) table->feature_names.push_back(Fill("x{}", f + 1));
  }
  if (static_cast<Index>(table->feature_names.size()) != width) {
    Refuse(Say({"names {} columns, but has {} features. Write the table again.",
                "列出了 {} 个列名，但有 {} 个特征。请重新生成表格。"},
               table->feature_names.size(), width));
  }
  CheckNumbers(*table, table->features, width, "features");
  CheckNumbers(*table, table->targets, table->outputs, "targets");
  CheckLabels(*table);
  return table;
}

std::shared_ptr<const StoredTable> ReadTableFile(std::vector<std::uint8_t> file,
                                                 const std::string& sha256) {
  if (const std::string own = Sha256(file); own != sha256) {
    Refuse(
        Say({"is another table than the document asks for: its SHA-256 is {}..., and should be "
             "{}.... Give the file that the document was made with.",
             "不是文档要求的表格：它的 SHA-256 是 {}...，应为 {}...。请给出生成该文档时的文件。"},
            own.substr(0, 12), sha256.substr(0, 12)));
  }
  return ReadTableFile(std::move(file));
}

}  // namespace downhill
