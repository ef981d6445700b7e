// SPDX-License-Identifier: Apache-2.0
// Reads the real tables: a header line, then one row a sample, the target in the last column.
#pragma once

#include <string_view>

#include "datasets/dataset.h"

namespace downhill {

/// A target of words or whole numbers: the classes, numbered in sorted order. (So malignant is
/// class 1 of breast_cancer, the one to be found.)
Samples ReadClassTable(std::string_view text);

/// A target that is a real number.
Samples ReadNumberTable(std::string_view text);

}  // namespace downhill
