// SPDX-License-Identifier: Apache-2.0
#include "layers/activations/activation.h"
#include "layers/layer.h"

namespace downhill {
namespace {

/// a = f(x), element by element.   Backward: dx = da f'(x).
class ActivationLayer final : public Layer {
 public:
  void Declare(Visitor& visitor) override {
    visitor.Component(
        {.label = {"activation",
                   {"Activation", "激活函数"},
                   {"The function applied to every number.", "作用在每个数上的函数。"}},
         .fallback = "relu",
         .short_form = true},
        activation_);
  }
  Shape Connect(const Shape& input) override { return input; }
  Interval OutputRange(const Interval& input) const override {
    return function().is_identity() ? input : function().range();
  }
  std::string_view activation_id() const override { return activation_.id(); }
  void Forward(ForwardPass pass) const override {
    function().Apply(pass.input.data(), pass.output.data(), pass.output.size());
  }
  void Backward(BackwardPass pass) const override {
    if (pass.input_gradient.data() == nullptr) return;
    function().Differentiate(pass.input.data(), pass.output.data(), pass.output_gradient.data(),
                             pass.input_gradient.data(), pass.output.size());
  }
  bool Slopes(const BackwardPass& pass, MatrixMap slopes) const override {
    return function().Slopes(pass.input.data(), pass.output, slopes);
  }

 private:
  const Activation& function() const { return *activation_; }

  Slot<Activation> activation_{Activations()};
};

}  // namespace

Entry<Layer> ActivationLayerEntry() {
  return {"activation",
          {"Activation", "激活"},
          {"An activation on its own, without weights.", "单独的激活函数层，没有权重。"},
          "Goodfellow, Bengio & Courville 2016, Deep Learning, section 6.3",
          Make<ActivationLayer>};
}

}  // namespace downhill
