// SPDX-License-Identifier: Apache-2.0
// The space of a search: which places of a document may take which values.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/random.h"
#include "experiment/json.h"

namespace downhill {

/// One place: a list of values, or a range, on a logarithmic scale or not, of whole numbers or not.
class Dimension {
 public:
  /// Throws Error where it is neither.
  Dimension(std::string path, const Json& given);

  const std::string& path() const { return path_; }
  /// Whether it is a list.
  bool listed() const { return !values_.empty(); }
  /// A value, all equally likely, or uniform on the scale.
  Json Draw(Random& random) const;
  /// What must be accepted if everything is to be: both ends, or every value.
  std::vector<Json> Extremes() const;
  /// A number between the ends of a range that is not whole; nothing where there is none.
  std::optional<Json> Between() const;

 private:
  std::string path_;
  std::vector<Json> values_;
  double minimum_ = 0;
  double maximum_ = 0;
  bool logarithmic_ = false;
  bool whole_ = false;
};

/// {"optimizer.learning_rate": {"minimum": 1e-4, "maximum": 1, "scale": "log"},
///  "model.layers": {"values": [[..], [..]]}}. Throws Error with paths below "space".
std::vector<Dimension> ReadSpace(const Json& space);

}  // namespace downhill
