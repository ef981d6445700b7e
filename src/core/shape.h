// SPDX-License-Identifier: Apache-2.0
// The shape of one sample: features alone, or channels x height x width.
#pragma once

#include <string>

#include "core/count.h"
#include "core/scalar.h"
#include "core/text.h"

namespace downhill {

/// One sample lies contiguous in memory, channel slowest, width fastest (golden/README.md,
/// flatten).
struct Shape {
  Index channels = 1;
  Index height = 1;
  Index width = 1;

  static Shape Flat(Index features) { return {features, 1, 1}; }
  Count count() const { return Count(channels) * height * width; }
  /// Of one whose count fits, as that of every input and output of a connected layer does.
  Index size() const { return channels * height * width; }
  bool flat() const { return height == 1 && width == 1; }
  friend bool operator==(const Shape&, const Shape&) = default;
};

inline std::string ToText(const Shape& shape) {
  if (shape.flat()) return std::to_string(shape.channels);
  return Fill("{} x {} x {}", shape.channels, shape.height, shape.width);
}

}  // namespace downhill
