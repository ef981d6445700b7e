// SPDX-License-Identifier: Apache-2.0
#include "layers/dense.h"

#include "core/error.h"
#include "core/kernels/narrow.h"
#include "core/kernels/product.h"

namespace downhill {
void Dense::Declare(Visitor& visitor) {
  visitor.OptionalInteger({.label = {"units",
                                     {"Units", "单元数"},
                                     {"How many outputs the layer has. In the last layer it may be "
                                      "left out: data and loss decide.",
                                      "该层的输出个数。最后一层可省略，由数据和损失决定。"}},
                           .fallback = derived_units_,
                           .minimum = 1,
                           .maximum = kMostUnits,
                           .scale = Scale::kLog},
                          units_);
  DeclareWeights(visitor);
}

Shape Dense::Connect(const Shape& input) {
  if (!units_.has_value()) {
    throw Error("units",
                {"is missing. Say how many units the layer has; only the last dense layer may "
                 "leave it out.",
                 "缺失。请写明该层的单元数；只有最后一个全连接层可以省略。"});
  }
  SetWeights(input.count(), *units_, "units",
             {"{} units with {} inputs each make more than {} weights. Use fewer units.",
              "{} 个单元、每个 {} 个输入，权重超过 {} 个。请减少单元数。"});
  fans_ = {inputs_, outputs_};
  return Shape::Flat(outputs_);
}

MemorySize Dense::memory_size(Use use) const { return {keeps_z(use) ? outputs_ : 0, 0}; }

void Dense::Forward(ForwardPass pass) const {
  const Index n = pass.input.cols();
  Scalar* z = keeps_z(pass.pass.use) ? pass.memory : pass.output.data();
  // z = W x + b
  if (kernels::IsNarrow(outputs_, inputs_)) {
    kernels::NarrowForward(outputs_, inputs_, n, pass.parameters, Bias(pass.parameters),
                           pass.input.data(), z);
  } else {
    kernels::Product(outputs_, n, inputs_, kernels::AsIs(pass.parameters, outputs_),
                     kernels::AsIs(pass.input.data(), inputs_), Bias(pass.parameters), z, outputs_,
                     pass.pass.pool);
  }
  // a = f(z)
  if (!activation().is_identity()) activation().Apply(z, pass.output.data(), outputs_ * n);
}

void Dense::Backward(BackwardPass pass) const {
  const Index n = pass.input.cols();
  Scalar* dz = pass.output_gradient.data();
  // a = f(z), so dz = da f'(z)
  if (!activation().is_identity()) {
    activation().Differentiate(pass.memory, pass.output.data(), dz, dz, outputs_ * n);
  }
  // z = W x + b, so dW = dz xᵀ, db = Σ_samples dz, dx = Wᵀ dz
  Scalar* bias_gradient = has_bias_ ? pass.parameter_gradient + outputs_ * inputs_ : nullptr;
  if (kernels::IsNarrow(outputs_, inputs_)) {
    kernels::NarrowBackward(outputs_, inputs_, n, pass.parameters, pass.input.data(), dz,
                            pass.parameter_gradient, bias_gradient, pass.input_gradient.data());
    return;
  }
  kernels::Product(outputs_, inputs_, n, kernels::AsIs(dz, outputs_),
                   kernels::Transposed(pass.input.data(), inputs_), nullptr,
                   pass.parameter_gradient, outputs_, pass.pass.pool);
  if (has_bias_) kernels::SumColumns(outputs_, n, dz, bias_gradient);
  if (pass.input_gradient.data() != nullptr) {
    kernels::Product(inputs_, n, outputs_, kernels::Transposed(pass.parameters, outputs_),
                     kernels::AsIs(dz, outputs_), nullptr, pass.input_gradient.data(), inputs_,
                     pass.pass.pool);
  }
}

Entry<Layer> DenseEntry() {
  return {"dense",
          {"Dense", "全连接"},
          {"Every unit sees every input: an affine map and an activation.",
           "每个单元连接全部输入：仿射变换加激活函数。"},
          "Goodfellow, Bengio & Courville 2016, Deep Learning, section 6.5.4",
          Make<Dense>};
}

}  // namespace downhill
