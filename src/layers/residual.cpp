// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <span>

#include "core/error.h"
#include "layers/chain.h"
#include "layers/layer.h"

namespace downhill {
namespace {

/// y = x + f(x), f the layers inside.   Backward: dx = dy + f'(x)ᵀ dy.
class Residual final : public Layer {
 public:
  void Declare(Visitor& visitor) override {
    visitor.List({.label = {"layers",
                            {"Layers inside", "内部各层"},
                            {"What is added to the input; it must keep its shape.",
                             "加到输入上的部分，形状须与输入相同。"}},
                  .maximum_size = 16},
                 layers_);
    DeclareTransfer(visitor);
  }

  Shape Connect(const Shape& input) override {
    if (layers_.empty()) {
      throw Error("layers", {"is missing. Give at least one layer inside the block.",
                             "缺失。请在块内至少给出一层。"});
    }
    try {
      chain_ = Chain(std::span(layers_), input);
    } catch (const Error& error) {
      throw error.Under("layers");
    }
    if (!(chain_.output() == input)) {
      throw Error("layers",
                  Say({"turn {} into {}, but a residual block adds the two. Give the last layer "
                       "inside the shape of the input.",
                       "把 {} 变成 {}，而残差块要把两者相加。请使最后一层的形状与输入相同。"},
                      ToText(input), ToText(chain_.output())));
    }
    size_ = input.size();
    return input;
  }
  std::vector<ParameterBlock> parameters() const override { return chain_.parameters(); }
  std::vector<ParameterBlock> statistics() const override { return chain_.statistics(); }
  std::vector<Warning> warnings() const override {
    return WarningsUnder("layers", chain_.warnings());
  }
  void Initialize(Random& random, Scalar* parameters, Scalar* statistics) const override {
    chain_.Initialize(random, parameters, statistics);
  }
  double work() const override { return chain_.work(); }
  /// f(x), a copy of dy, and what the layers inside need.
  MemorySize memory_size(Use use) const override {
    const MemorySize inner = chain_.memory_size(use);
    return {inner.a_sample + Count(use == Use::kTraining ? 2 : 1) * size_, inner.fixed};
  }

  void Forward(ForwardPass pass) const override {
    const Index n = pass.input.cols();
    const Memory memory(pass.memory, size_ * n, pass.pass.use);
    const MatrixMap change(memory.change, size_, n);
    chain_.Forward({pass.parameters, pass.statistics, pass.new_statistics, pass.input, change,
                    memory.inner, pass.pass});
    for (Index i = 0; i < size_ * n; ++i) {
      pass.output.data()[i] = pass.input.data()[i] + memory.change[i];
    }
  }

  void Backward(BackwardPass pass) const override {
    const Index n = pass.input.cols();
    const Memory memory(pass.memory, size_ * n, Use::kTraining);
    // The layers inside may overwrite dy, and dx needs it once more.
    std::copy_n(pass.output_gradient.data(), size_ * n, memory.gradient);
    chain_.Backward({pass.parameters, pass.statistics, pass.input,
                     ConstMatrixMap(memory.change, size_, n), memory.inner, pass.output_gradient,
                     pass.input_gradient, pass.parameter_gradient, pass.pass});
    Scalar* dx = pass.input_gradient.data();
    if (dx == nullptr) return;
    for (Index i = 0; i < size_ * n; ++i) dx[i] += memory.gradient[i];
  }

 private:
  struct Memory {
    Memory(Scalar* memory, Index numbers, Use use)
        : change(memory),
          gradient(memory + numbers),
          inner(use == Use::kTraining ? gradient + numbers : gradient) {}
    Scalar* change;
    Scalar* gradient;
    Scalar* inner;
  };

  SlotList<Layer> layers_{Layers()};
  Chain chain_;
  Index size_ = 0;
};

}  // namespace

Entry<Layer> ResidualEntry() {
  return {"residual",
          {"Residual block", "残差块"},
          {"Adds what its layers make to its input, so that gradients pass deep networks.",
           "把内部各层的输出加到输入上，使梯度能穿过很深的网络。"},
          "He, Zhang, Ren & Sun 2016, arXiv:1512.03385, eq. 1",
          Make<Residual>};
}

}  // namespace downhill
