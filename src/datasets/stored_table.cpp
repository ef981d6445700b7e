// SPDX-License-Identifier: Apache-2.0
#include "datasets/stored_table.h"

#include <cstring>
#include <iterator>

namespace downhill {
namespace {

/// Wherever it lies in the file: also at an odd address.
template <class Number>
double NumberAt(const std::uint8_t* bytes) {
  Number number;
  std::memcpy(&number, bytes, sizeof(number));
  return static_cast<double>(number);
}

}  // namespace

double StoredTable::Number(const Block& block, std::size_t place) const {
  const std::uint8_t* first = file.data() + block.offset;
  switch (block.type) {
    case Type::kU8:
      return block.scale * first[place];
    case Type::kF32:
      return NumberAt<float>(first + place * sizeof(float));
    case Type::kF64:
      return NumberAt<double>(first + place * sizeof(double));
  }
  return 0;
}

ByteFeatures::ByteFeatures(std::shared_ptr<const StoredTable> table)
    : table_(std::move(table)),
      first_(table_->file.data() + table_->features.offset),
      rows_(table_->shape.size()),
      numbers_() {
  for (std::size_t byte = 0; byte < numbers_.size(); ++byte) {
    numbers_[byte] = static_cast<Scalar>(table_->features.scale * static_cast<double>(byte));
  }
}

std::shared_ptr<const StoredTable> TableStore::Find(const std::string& sha256) const {
  const auto found = known_.find(sha256);
  return found == known_.end() ? nullptr : found->second.lock();
}

void TableStore::Put(const std::string& sha256, std::shared_ptr<const StoredTable> table) {
  known_[sha256] = table;
  last_ = std::move(table);
}

void TableStore::MakeRoom() {
  last_.reset();
  for (auto entry = known_.begin(); entry != known_.end();) {
    entry = entry->second.expired() ? known_.erase(entry) : std::next(entry);
  }
}

std::shared_ptr<const StoredTable> Required(const TableStore* tables, const TableName& name) {
  if (name.name.empty() || name.sha256.empty()) {
    throw Error(name.name.empty() ? "name" : "sha256",
                {"is missing. Give name and sha256 of the table's file, as downhill table writes "
                 "them.",
                 "缺失。请给出表格文件的 name 和 sha256（由 downhill table 写出）。"});
  }
  auto table = tables == nullptr ? nullptr : tables->Find(name.sha256);
  if (table != nullptr) return table;
  throw Error("sha256",
              Say({"needs the file {}.safetensors (SHA-256 {}...), which is not here. Put it "
                   "beside the document, or bring it.",
                   "需要文件 {}.safetensors（SHA-256 {}...），但它不在这里。请把它放到文档旁边，"
                   "或提供该文件。"},
                  name.name, name.sha256.substr(0, 12)),
              name);
}

}  // namespace downhill
