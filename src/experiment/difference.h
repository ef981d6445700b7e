// SPDX-License-Identifier: Apache-2.0
// Where two documents differ.
#pragma once

#include <string>

#include "experiment/json.h"

namespace downhill {

/// The path of the first place where the second differs from the first; empty where it does not.
/// Things of another kind or type, and lists of another length, differ as a whole; what only one of
/// both has differs at its key. The order of keys tells nothing.
std::string FirstDifference(const Json& one, const Json& other);

}  // namespace downhill
