// SPDX-License-Identifier: Apache-2.0
// A program of the build: writes what the trainer declares, once, into a file of the site and of
// the package. No module carries it.
#include <cstdio>

#include "bindings/whole_catalog.h"
#include "experiment/json.h"

int main() {
  std::puts(downhill::Dump(downhill::WholeCatalog()).c_str());
  return 0;
}
