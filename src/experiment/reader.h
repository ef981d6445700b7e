// SPDX-License-Identifier: Apache-2.0
// From JSON to what is declared, every fault with its path and cure.
#pragma once

#include "core/declaration.h"
#include "experiment/json.h"

namespace downhill {

/// Reads the hyper-parameters of `declared` from the object; what is not there keeps its value.
/// Throws Error for an unknown key, a wrong type or a value out of range.
void Read(const Json& object, Declared& declared);

}  // namespace downhill
