// SPDX-License-Identifier: Apache-2.0
// A window that moves over an image: what convolution and pooling have in common.
#pragma once

#include <cstdint>
#include <vector>

#include "core/declaration.h"
#include "core/scalar.h"
#include "core/shape.h"

namespace downhill {

/// Height and width of something.
struct Extent {
  Index height = 1;
  Index width = 1;
};

/// Output rows and columns i see input rows and columns i stride - padding + 0 .. kernel - 1. Rows
/// and columns that do not fill a window are dropped.
struct Window {
  Extent kernel;
  Extent stride;
  Extent padding;
  Shape input;
  Extent output;

  /// Throws Error "kernel" where the image is smaller than the window.
  static Window Over(const Shape& input, Extent kernel, Extent stride, Extent padding);

  Index size() const { return kernel.height * kernel.width; }
  Index positions() const { return output.height * output.width; }
};

/// "kernel" and "stride": one number for both directions, or [height, width].
IntegersDeclaration KernelDeclaration(std::int64_t fallback);
IntegersDeclaration StrideDeclaration(std::vector<std::int64_t> fallback, CatalogText help);
Extent ToExtent(const std::vector<std::int64_t>& numbers);

}  // namespace downhill
