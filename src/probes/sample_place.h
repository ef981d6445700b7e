// SPDX-License-Identifier: Apache-2.0
// One sample of a part of the data, as a probe is asked for it.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "core/declaration.h"
#include "core/error.h"
#include "experiment/training_run.h"

namespace downhill {

struct SamplePlace {
  void Declare(Visitor& visitor);

  /// Its part. Throws Error "sample" where the part has fewer samples.
  const Table& TableOf(const TrainingRun& run) const;

  std::string part;
  std::int64_t sample = 0;
};

inline void SamplePlace::Declare(Visitor& visitor) {
  static constexpr std::array kPartOptions{Option{"train", {"Training", "训练"}},
                                           Option{"validation", {"Validation", "验证"}},
                                           Option{"test", {"Test", "测试"}}};
  visitor.Choice({.label = {"part", {"Part", "部分"}, {"Of the data.", "数据的哪一部分。"}},
                  .fallback = "train",
                  .options = kPartOptions},
                 part);
  visitor.Integer({.label = {"sample",
                             {"Sample", "样本"},
                             {"Its number in that part, from 0.", "在该部分中的编号，从 0 开始。"}},
                   .fallback = 0,
                   .minimum = 0,
                   .maximum = 1'000'000},
                  sample);
}

inline const Table& SamplePlace::TableOf(const TrainingRun& run) const {
  std::size_t number = 0;
  while (kPartNames[number] != part) ++number;
  const Table& table = run.data().tables[number];
  if (sample >= table.samples()) {
    throw Error(
        "sample",
        Say({"{} is beyond the {} samples of this part. Use a smaller number, or another part.",
             "{} 超出该部分的 {} 个样本。请用更小的编号，或选择其他部分。"},
            sample, table.samples()));
  }
  return table;
}

}  // namespace downhill
