// SPDX-License-Identifier: Apache-2.0
#include "training/data.h"

#include <cmath>
#include <limits>
#include <numeric>
#include <span>
#include <vector>

#include "core/error.h"
#include "core/random.h"

namespace downhill {
namespace {

RealDeclaration ShareOfSamples(std::string_view id, CatalogText label, CatalogText help,
                               double fallback) {
  return {.label = {id, label, help}, .fallback = fallback, .minimum = 0, .maximum = 1};
}

/// Which part each sample belongs to: a shuffled order cut in three.
std::vector<std::uint8_t> Assign(Index samples, const Split& split, std::uint64_t seed) {
  const double total = split.train + split.validation + split.test;
  if (std::abs(total - 1) > 1e-9) {
    throw Error("split", Say({"train, validation and test add up to {}. Make them add up to 1.",
                              "train、validation、test 之和为 {}。请使三者之和为 1。"},
                             RoundedText(total)));
  }
  const auto n = static_cast<double>(samples);
  const auto train = static_cast<Index>(std::llround(split.train * n));
  const auto known = static_cast<Index>(std::llround((split.train + split.validation) * n));
  if (train < 1) {
    throw Error("split.train",
                Say({"{} of {} samples leaves none to train on. Raise it, or take more samples.",
                     "占 {}，在 {} 个样本中没有留下训练样本。请增大它或增加样本。"},
                    split.train, samples));
  }
  std::vector<Index> order(static_cast<std::size_t>(samples));
  std::iota(order.begin(), order.end(), Index{0});
  Random random(seed, "split");
  random.Shuffle(std::span(order));
  std::vector<std::uint8_t> part(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    const auto place = static_cast<Index>(i);
    const Part p = place < train ? Part::kTrain : place < known ? Part::kValidation : Part::kTest;
    part[static_cast<std::size_t>(order[i])] = static_cast<std::uint8_t>(p);
  }
  return part;
}

/// Of one row of numbers.
struct RowSpread {
  double mean = 0;
  double deviation = 0;
  /// Below the rounding of the numbers themselves a spread is no spread.
  double rounding = 0;
  bool varies() const { return deviation > rounding; }
};

/// Of each row. column(sample) gives its numbers; sample by sample, as they lie in memory, so the
/// order of each sum is that of the samples.
template <class Column>
std::vector<RowSpread> RowSpreadsOf(Index rows, Index samples, Column column) {
  const auto n = static_cast<double>(samples);
  std::vector<RowSpread> spreads(static_cast<std::size_t>(rows));
  std::vector<double> sums(spreads.size(), 0.0);
  for (Index s = 0; s < samples; ++s) {
    const Scalar* numbers = column(s);
    for (double& sum : sums) sum += static_cast<double>(*numbers++);
  }
  for (std::size_t r = 0; r < spreads.size(); ++r) spreads[r].mean = sums[r] / n;
  for (double& sum : sums) sum = 0;
  for (Index s = 0; s < samples; ++s) {
    const Scalar* numbers = column(s);
    for (std::size_t r = 0; r < spreads.size(); ++r) {
      const double d = static_cast<double>(numbers[r]) - spreads[r].mean;
      sums[r] += d * d;
    }
  }
  for (std::size_t r = 0; r < spreads.size(); ++r) {
    spreads[r].deviation = std::sqrt(sums[r] / n);
    spreads[r].rounding = std::numeric_limits<float>::epsilon() * std::abs(spreads[r].mean);
  }
  return spreads;
}

/// An input of all samples, in the units of its formula.
Vector RowOf(const Samples& samples, const InputFormulas& formulas, Index input) {
  if (formulas.empty()) return samples.Row(input);
  std::vector<Index> everything(static_cast<std::size_t>(samples.size()));
  std::iota(everything.begin(), everything.end(), Index{0});
  return formulas.Of(samples.Columns(everything)).row(input);
}

Error IsConstant(const Samples& samples, const InputFormulas& formulas, Index input) {
  if (!formulas.empty()) {
    return {
        "inputs",
        Say({"has {}, which is the same number in every sample and tells nothing. Leave it out.",
             "中的 {} 在每个样本中都是同一个数，说明不了什么。请去掉它。"},
            Shown(formulas.Name(input)))};
  }
  return {"standardize",
          Say({"the column \"{}\" is constant, so it has no spread to divide by. Set "
               "standardize to false, or leave the column out.",
               "列“{}”是常数，标准差为 0，无法标准化。请把 standardize 设为 false，或去掉该列。"},
              Shown(samples.feature_names[static_cast<std::size_t>(input)]))};
}

}  // namespace

Matrix Data::InputsOf(Matrix features) const {
  Matrix inputs = formulas.Of(std::move(features));
  standardization.Apply(inputs);
  return inputs;
}

void Split::Declare(Visitor& visitor) {
  visitor.Real(ShareOfSamples("train", {"Training share", "训练比例"},
                              {"What the network learns from.", "网络从中学习的部分。"}, 0.7),
               train);
  visitor.Real(
      ShareOfSamples("validation", {"Validation share", "验证比例"},
                     {"What tells how well it does while it learns.", "学习过程中用来检验的部分。"},
                     0.15),
      validation);
  visitor.Real(ShareOfSamples("test", {"Test share", "测试比例"},
                              {"What is looked at only at the end.", "只在最后查看的部分。"}, 0.15),
               test);
}

Standardization FitStandardization(const Inputs& inputs, const Samples& samples,
                                   const InputFormulas& formulas) {
  const Index count = inputs.rows();
  Standardization result = Standardization::None(count);
  Matrix room;
  const std::vector<RowSpread> spreads = RowSpreadsOf(
      count, inputs.cols(), [&](Index s) { return inputs.Columns(s, 1, room).data(); });
  for (Index f = 0; f < count; ++f) {
    const RowSpread& spread = spreads[static_cast<std::size_t>(f)];
    if (!spread.varies()) {
      // A pixel that never changes is natural in pictures.
      if (!samples.shape.flat() || samples.feature_names.empty()) continue;
      const Vector all = RowOf(samples, formulas, f);
      if (static_cast<double>(all.maxCoeff() - all.minCoeff()) <= spread.rounding) {
        throw IsConstant(samples, formulas, f);
      }
    }
    result.mean[f] = static_cast<Scalar>(spread.mean);
    // A rare category may be in other parts only: which part it falls into is luck, and no fault.
    if (spread.varies()) result.scale[f] = static_cast<Scalar>(spread.deviation);
  }
  return result;
}

Standardization Standardization::OfTargets(const Matrix& targets) {
  Standardization result = None(targets.rows());
  const std::vector<RowSpread> spreads = RowSpreadsOf(
      targets.rows(), targets.cols(), [&](Index s) { return targets.data() + s * targets.rows(); });
  for (Index k = 0; k < targets.rows(); ++k) {
    const RowSpread& spread = spreads[static_cast<std::size_t>(k)];
    result.mean[k] = static_cast<Scalar>(spread.mean);
    if (spread.varies()) result.scale[k] = static_cast<Scalar>(spread.deviation);
  }
  return result;
}

Data Prepare(Samples samples, const Split& split, bool standardize, std::uint64_t seed,
             std::span<const std::string> inputs) {
  Data data;
  data.part = Assign(samples.size(), split, seed);
  data.samples = std::move(samples);
  const Samples& all = data.samples;
  std::array<std::vector<Index>, kParts> members;
  for (std::size_t s = 0; s < data.part.size(); ++s) {
    members[data.part[s]].push_back(static_cast<Index>(s));
  }
  data.formulas = InputFormulas(inputs, all, members.front());
  for (std::size_t p = 0; p < kParts; ++p) {
    data.tables[p].original = all.targets(Eigen::placeholders::all, members[p]);
    data.tables[p].inputs = Inputs(all, std::move(members[p]), data.formulas);
  }
  data.standardization =
      standardize ? FitStandardization(data.table(Part::kTrain).inputs, all, data.formulas)
                  : Standardization::None(data.input_shape().size());
  if (standardize) {
    for (Table& table : data.tables) table.inputs.Standardize(data.standardization);
  }
  return data;
}

void StandardizeTargets(Data& data) {
  if (data.samples.classes > 0) return;
  data.target_standardization = Standardization::OfTargets(data.table(Part::kTrain).original);
}

Index RequiredOutputs(const Samples& samples, const Loss& loss, std::string_view loss_id,
                      std::string_view class_targets, Index units_given) {
  if (samples.classes == 0) {
    if (!loss.for_regression()) {
      throw Error(
          "loss.type",
          Say({"{} is for classes, but this data has real targets. Choose mse, mae, huber or "
               "smooth_l1.",
               "{} 用于分类，而此数据的目标是实数。请选择 mse、mae、huber 或 smooth_l1。"},
              loss_id));
    }
    return samples.targets.rows();
  }
  if (loss.takes_class_numbers() || class_targets == "one_hot") return samples.classes;
  if (class_targets == "index") {
    if (samples.classes > 2 && !loss.for_regression()) {
      throw Error("data.class_targets",
                  Say({"{} cannot take class numbers of {} classes. Choose one_hot or auto, or the "
                       "loss cross_entropy.",
                       "{} 不能使用 {} 个类别的类别编号。请选择 one_hot 或 auto，或使用损失 "
                       "cross_entropy。"},
                      loss_id, samples.classes));
    }
    return 1;
  }
  return samples.classes == 2 && units_given != 2 ? 1 : samples.classes;
}

void EncodeTargets(Data& data, const Loss& loss, std::string_view class_targets, Index outputs) {
  const Index classes = data.samples.classes;
  const bool numbers = classes == 0 || (loss.takes_class_numbers() && class_targets != "one_hot") ||
                       (class_targets == "index" && classes > 2);
  for (Table& table : data.tables) {
    if (numbers) {
      table.targets = table.original;
      if (data.target_standardization) data.target_standardization->Apply(table.targets);
      continue;
    }
    const ClassLabels labels = loss.labels();
    table.targets.setConstant(outputs, table.samples(), labels.negative);
    for (Index s = 0; s < table.samples(); ++s) {
      const auto number = static_cast<Index>(table.original(0, s));
      if (outputs == classes) {
        table.targets(number, s) = labels.positive;
      } else if (number == 1) {
        table.targets(0, s) = labels.positive;
      }
    }
  }
}

}  // namespace downhill
