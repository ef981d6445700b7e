// SPDX-License-Identifier: Apache-2.0
#include "training/clip.h"

namespace downhill {
namespace {

class NoClip final : public Clip {
 public:
  bool active() const override { return false; }
  void Apply(Scalar*, Index, double) const override {}
};

/// Multiplies the gradient by min(1, max_norm / (norm + 1e-6)).
class NormClip final : public Clip {
 public:
  void Declare(Visitor& visitor) override {
    visitor.Real(
        {.label = {"max_norm",
                   {"Largest norm", "最大范数"},
                   {"The whole gradient is scaled down to this length.", "整个梯度缩短到此长度。"}},
         .fallback = 1,
         .minimum = 0,
         .maximum = 1e6,
         .minimum_excluded = true,
         .scale = Scale::kLog},
        max_norm_);
  }
  void Apply(Scalar* gradient, Index n, double norm) const override {
    const double factor = max_norm_ / (norm + 1e-6);
    if (factor >= 1) return;
    for (Index i = 0; i < n; ++i) gradient[i] *= static_cast<Scalar>(factor);
  }

 private:
  double max_norm_ = 0;
};

/// Limits every entry to [-max_value, max_value].
class ValueClip final : public Clip {
 public:
  void Declare(Visitor& visitor) override {
    visitor.Real({.label = {"max_value",
                            {"Largest entry", "最大分量"},
                            {"Every entry of the gradient is cut at this value.",
                             "梯度的每个分量都裁剪到此值。"}},
                  .fallback = 0.5,
                  .minimum = 0,
                  .maximum = 1e6,
                  .minimum_excluded = true,
                  .scale = Scale::kLog},
                 max_value_);
  }
  void Apply(Scalar* gradient, Index n, double) const override {
    const auto limit = static_cast<Scalar>(max_value_);
    for (Index i = 0; i < n; ++i) {
      const Scalar g = gradient[i];
      gradient[i] = g > limit ? limit : (g < -limit ? -limit : g);
    }
  }

 private:
  double max_value_ = 0;
};

}  // namespace

const Registry<Clip>& Clips() {
  static const Registry<Clip> registry("clip", [](Registry<Clip>& list) {
    list.entries = {
        {"none",
         {"None", "不裁剪"},
         {"The gradient as it is.", "梯度保持原样。"},
         "PyTorch, nn.utils.clip_grad_norm_",
         Make<NoClip>},
        {"norm",
         {"By norm", "按范数"},
         {"Keeps the direction and limits the length.", "保持方向，限制长度。"},
         "Pascanu, Mikolov & Bengio 2013, arXiv:1211.5063, algorithm 1",
         Make<NormClip>},
        {"value",
         {"By value", "按值"},
         {"Limits every entry for itself.", "分别限制每个分量。"},
         "PyTorch, nn.utils.clip_grad_value_",
         Make<ValueClip>},
    };
  });
  return registry;
}

}  // namespace downhill
