// SPDX-License-Identifier: Apache-2.0
// Numbers as text that a document can carry: base64 of 32-bit floats, least significant byte first.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace downhill {

/// Source: RFC 4648, section 4, with padding.
std::string PackNumbers(std::span<const float> numbers);

/// Empty where the text is no base64, or no whole number of floats.
std::optional<std::vector<float>> UnpackNumbers(std::string_view text);

}  // namespace downhill
