// SPDX-License-Identifier: Apache-2.0
// What is thrown when the user's input is refused: where, what is wrong, and the cure.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "core/text.h"

namespace downhill {

/// A table that lies beside a document: its file is NAME.safetensors, and its content has this
/// hash.
struct TableName {
  std::string name;
  std::string sha256;
};

/// "units" under "model.layers[2]" is "model.layers[2].units".
inline std::string PathUnder(std::string_view parent, std::string_view path) {
  if (parent.empty() || path.empty()) return std::string(parent.empty() ? path : parent);
  return std::string(parent) + (path.front() == '[' ? "" : ".") + std::string(path);
}

/// A fault in what the user gave. Thrown while a document is read and built, never in a training
/// step.
class Error : public std::runtime_error {
 public:
  /// path: the place in the document, e.g. "model.layers[2].units"; text: what is wrong and the
  /// cure.
  /// table: where all that is missing is this table, which the host may bring.
  Error(std::string path, Text text, std::optional<TableName> table = std::nullopt)
      : std::runtime_error(path + ": " + text.en),
        path_(std::move(path)),
        text_(std::move(text)),
        table_(std::move(table)) {}

  const std::string& path() const { return path_; }
  const Text& text() const { return text_; }
  const std::optional<TableName>& table() const { return table_; }

  /// The same fault seen from one level further out: "units" under "model.layers[2]".
  Error Under(std::string_view parent) const { return {PathUnder(parent, path_), text_, table_}; }

 private:
  std::string path_;
  Text text_;
  std::optional<TableName> table_;
};

}  // namespace downhill
