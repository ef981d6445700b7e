// SPDX-License-Identifier: Apache-2.0
// From text to JSON, with limits: documents come from links and files.
#pragma once

#include <string>
#include <string_view>

#include "experiment/json.h"

namespace downhill {

/// Longer texts are refused before they are parsed.
inline constexpr std::size_t kMostDocumentBytes = 16u << 20;

/// Throws Error with path "document" where the text is no JSON object, or is longer, deeper or
/// fuller than any document needs.
Json ParseDocument(std::string_view text);

/// What the user wrote, cut short where it is long.
std::string Cut(std::string text);

}  // namespace downhill
