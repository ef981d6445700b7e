// SPDX-License-Identifier: Apache-2.0
// The real tables: stored tables of data/, which the host brings when one is chosen.
#pragma once

#include <string_view>

#include "datasets/dataset.h"

namespace downhill {

class RealTable : public Dataset {
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

}  // namespace downhill
