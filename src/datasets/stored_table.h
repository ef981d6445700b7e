// SPDX-License-Identifier: Apache-2.0
// Tables that stand beside a document, not in it, and are named by the SHA-256 of their file.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/scalar.h"
#include "core/shape.h"

namespace downhill {

/// One stored table as its file gives it (experiment/table_file.h reads it). Features and targets
/// lie in the file's own bytes, sample by sample.
struct StoredTable {
  /// U8 is a byte that a scale makes a number, or the number of a class.
  enum class Type { kU8, kF32, kF64 };
  struct Block {
    Type type = Type::kU8;
    /// Of the first number in `file`.
    std::size_t offset = 0;
    double scale = 1;
  };

  std::vector<std::uint8_t> file;
  Index samples = 0;
  /// Of one sample.
  Shape shape;
  Index outputs = 1;
  Block features;  // samples x shape.size()
  Block targets;   // samples x outputs; class numbers where there are class names
  std::vector<std::string> feature_names;
  std::vector<std::string> class_names;
  std::string target_name;
  std::string source;
  std::string licence;

  /// The number at this place of a block, counted from its first.
  double Number(const Block& block, std::size_t place) const;
};

/// Bytes that become numbers where they are needed: features that stay small in memory.
class ByteFeatures {
 public:
  /// The features of the table are U8.
  explicit ByteFeatures(std::shared_ptr<const StoredTable> table);

  Index rows() const { return rows_; }
  Index cols() const { return table_->samples; }
  Scalar At(Index feature, Index sample) const { return numbers_[Column(sample)[feature]]; }
  const std::uint8_t* Column(Index sample) const {
    return first_ + static_cast<std::size_t>(sample) * static_cast<std::size_t>(rows_);
  }
  /// What each byte stands for, in original units.
  const std::array<Scalar, 256>& numbers() const { return numbers_; }
  double bytes() const { return static_cast<double>(table_->file.size()); }

 private:
  std::shared_ptr<const StoredTable> table_;
  const std::uint8_t* first_;
  Index rows_;
  std::array<Scalar, 256> numbers_;
};

/// The tables that are at hand, by the hash of their files. Whoever uses one shares it; the store
/// itself keeps only the last that came, so that documents that are looked at one after another do
/// not ask for it again, and large ones do not pile up. A copy keeps what the original has kept.
class TableStore {
 public:
  /// Null where it is not at hand.
  std::shared_ptr<const StoredTable> Find(const std::string& sha256) const;
  void Put(const std::string& sha256, std::shared_ptr<const StoredTable> table);
  /// What nobody uses goes, so that there is room for the next.
  void MakeRoom();

 private:
  std::map<std::string, std::weak_ptr<const StoredTable>> known_;
  std::shared_ptr<const StoredTable> last_;
};

/// The table, or an Error with path "sha256" that says which file is needed.
std::shared_ptr<const StoredTable> Required(const TableStore* tables, const TableName& name);

}  // namespace downhill
