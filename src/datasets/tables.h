// SPDX-License-Identifier: Apache-2.0
// The real tables of src/datasets/tables, compiled into the library (CMake writes the .cpp).
#pragma once

#include <string_view>

namespace downhill {

/// The text of tables/NAME.csv: a header line, then one row a sample. Empty when there is none.
std::string_view TableText(std::string_view name);

}  // namespace downhill
