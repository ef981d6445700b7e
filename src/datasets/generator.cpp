// SPDX-License-Identifier: Apache-2.0
#include "datasets/generator.h"

#include "core/error.h"

namespace downhill {

void DeclareSamples(Visitor& visitor, std::int64_t fallback, std::int64_t& samples) {
  visitor.Integer({.label = {"samples",
                             {"Samples", "样本数"},
                             {"How many samples are drawn.", "生成多少个样本。"}},
                   .fallback = fallback,
                   .minimum = 2,
                   .maximum = 10'000,
                   .scale = Scale::kLog},
                  samples);
}

void DeclareNoise(Visitor& visitor, const Noise& noise, double& value) {
  visitor.Real({.label = {"noise", {"Noise", "噪声"}, noise.help},
                .fallback = noise.fallback,
                .minimum = 0,
                .maximum = noise.maximum},
               value);
}

void DeclareShift(Visitor& visitor, double fallback, double& noise) {
  DeclareNoise(
      visitor,
      {fallback,
       3,
       {"Standard deviation of the random shift of every point; the data are about 10 wide.",
        "每个点随机偏移的标准差；数据整体宽约 10。"}},
      noise);
}

void DeclareClasses(Visitor& visitor, std::int64_t& classes) {
  visitor.Integer({.label = {"classes",
                             {"Classes", "类别数"},
                             {"How many classes there are.", "一共有多少个类别。"}},
                   .fallback = 3,
                   .minimum = 3,
                   .maximum = 6},
                  classes);
}

Samples MakeSamples(Index features, Index samples, Index classes) {
  if (samples < classes) {
    throw Error("samples", Say({"{} is fewer than the {} classes. Draw at least {} samples.",
                                "{} 少于类别数 {}。请至少生成 {} 个样本。"},
                               samples, classes, classes));
  }
  Samples result;
  result.features.resize(features, samples);
  result.targets.resize(1, samples);
  result.classes = classes;
  result.shape = Shape::Flat(features);
  for (Index i = 1; i <= features; ++i) result.feature_names.push_back("x" + std::to_string(i));
  for (Index c = 0; c < classes; ++c) result.class_names.push_back(std::to_string(c));
  result.target_name = classes > 0 ? "class" : "y";
  return result;
}

}  // namespace downhill
