// SPDX-License-Identifier: Apache-2.0
// From text to JSON, with limits: documents come from links and files.
#pragma once

#include <cstddef>
#include <string_view>

#include "experiment/json.h"

namespace downhill {

/// Longer texts are refused before they are parsed.
inline constexpr std::size_t kMostDocumentBytes = 16u << 20;

/// Texts with more values (lists, objects, and what stands in them) are refused before anything is
/// made of them: a value takes up to 80 bytes in the smallest module, where every number stands in
/// a row of its own. Two tables of as many numbers as a document may hold (RowsDeclaration) are
/// fewer.
inline constexpr std::size_t kMostDocumentValues = 1'300'000;

/// Takes time and memory in proportion to the text. Throws Error with path "document" where the
/// text is no JSON object, is longer, deeper or fuller than any document needs, or would become
/// more than there is memory for now.
Json ParseDocument(std::string_view text);

}  // namespace downhill
