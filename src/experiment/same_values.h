// SPDX-License-Identifier: Apache-2.0
// Whether two components say the same.
#pragma once

#include "core/component.h"

namespace downhill {

/// Whether two have the same hyper-parameters with the same values, nested components included.
bool HaveSameValues(Declared& one, Declared& other);

}  // namespace downhill
