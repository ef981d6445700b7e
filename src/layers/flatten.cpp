// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "layers/layer.h"

namespace downhill {
namespace {

/// a = x, seen as a row of numbers: channel slowest, width fastest.   Backward: dx = da.
class Flatten final : public Layer {
 public:
  Shape Connect(const Shape& input) override { return Shape::Flat(input.size()); }
  Interval OutputRange(const Interval& input) const override { return input; }
  void Forward(ForwardPass pass) const override {
    std::copy_n(pass.input.data(), pass.input.size(), pass.output.data());
  }
  void Backward(BackwardPass pass) const override {
    if (pass.input_gradient.data() == nullptr) return;
    std::copy_n(pass.output_gradient.data(), pass.output_gradient.size(),
                pass.input_gradient.data());
  }
};

}  // namespace

Entry<Layer> FlattenEntry() {
  return {"flatten",
          {"Flatten", "展平"},
          {"Turns an image into a row of numbers.", "把图像展平成一行数。"},
          "PyTorch, nn.Flatten",
          Make<Flatten>};
}

}  // namespace downhill
