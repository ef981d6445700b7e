// SPDX-License-Identifier: Apache-2.0
// From the text of a document to an Experiment, every fault with its path and cure.
#pragma once

#include <string_view>

#include "experiment/experiment.h"
#include "experiment/json.h"

namespace downhill {

/// Longer texts are refused before they are parsed: documents come from links and files.
inline constexpr std::size_t kMostDocumentBytes = 16u << 20;

/// Throws Error with path "document" where the text is not a JSON object.
Json ParseDocument(std::string_view text);

/// Reads the hyper-parameters of `declared` from the object; what is not there keeps its value.
/// Throws Error for an unknown key, a wrong type or a value out of range.
void Read(const Json& object, Declared& declared);

}  // namespace downhill
