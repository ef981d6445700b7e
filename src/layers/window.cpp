// SPDX-License-Identifier: Apache-2.0
#include "layers/window.h"

#include "core/error.h"

namespace downhill {
namespace {

Index Positions(Index size, Index kernel, Index stride, Index padding) {
  return (size + 2 * padding - kernel) / stride + 1;
}

}  // namespace

Window Window::Over(const Shape& input, Extent kernel, Extent stride, Extent padding) {
  const Index height = input.height + 2 * padding.height;
  const Index width = input.width + 2 * padding.width;
  if (input.flat()) {
    throw Error("", Say({"wants an image, but its input is {} numbers. Use it before dense and "
                         "flatten, on image data such as digits.",
                         "需要图像，但输入是 {} 个数。请在 dense 和 flatten 之前、对图像数据（如 "
                         "digits）使用它。"},
                        input.channels));
  }
  if (kernel.height > height || kernel.width > width) {
    throw Error("kernel", Say({"{} x {} does not fit into an image of {} x {}. Use a smaller one.",
                               "{} x {} 大于 {} x {} 的图像。请减小。"},
                              kernel.height, kernel.width, height, width));
  }
  return {kernel,
          stride,
          padding,
          input,
          {Positions(input.height, kernel.height, stride.height, padding.height),
           Positions(input.width, kernel.width, stride.width, padding.width)}};
}

IntegersDeclaration KernelDeclaration(std::int64_t fallback) {
  return {.label = {"kernel",
                    {"Kernel", "窗口大小"},
                    {"Side of the window in pixels, or its height and width.",
                     "窗口的边长（像素），或其高和宽。"}},
          .fallback = {fallback},
          .minimum = 1,
          .maximum = 64,
          .minimum_size = 1,
          .maximum_size = 2};
}

IntegersDeclaration StrideDeclaration(std::vector<std::int64_t> fallback, CatalogText help) {
  const std::size_t least = fallback.size();
  return {.label = {"stride", {"Stride", "步幅"}, help},
          .fallback = std::move(fallback),
          .minimum = 1,
          .maximum = 64,
          .minimum_size = least,
          .maximum_size = 2};
}

Extent ToExtent(const std::vector<std::int64_t>& numbers) {
  return {static_cast<Index>(numbers.front()), static_cast<Index>(numbers.back())};
}

}  // namespace downhill
