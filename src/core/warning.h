// SPDX-License-Identifier: Apache-2.0
// What is allowed, and surely not meant: where, why it goes wrong, and the cure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "core/text.h"

namespace downhill {

/// A document with warnings is accepted, and its run goes as it was told to.
struct Warning {
  /// The place in the document, as of an Error.
  std::string path;
  Text text;
};

/// The same seen from one level further out, as Error::Under.
inline std::vector<Warning> WarningsUnder(std::string_view parent, std::vector<Warning> warnings) {
  for (Warning& warning : warnings) warning.path = PathUnder(parent, warning.path);
  return warnings;
}

}  // namespace downhill
