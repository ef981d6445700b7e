// SPDX-License-Identifier: Apache-2.0
// "Did you mean ..?" for words that are not known.
#pragma once

#include <string_view>
#include <vector>

#include "core/text.h"

namespace downhill {

/// `fault`, then the nearest of the known words, or all of them where none is near.
Text Unknown(const Text& fault, std::string_view word, const std::vector<std::string_view>& known);

}  // namespace downhill
