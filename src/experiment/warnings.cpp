// SPDX-License-Identifier: Apache-2.0
#include "experiment/warnings.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>

#include "losses/loss.h"

namespace downhill {
namespace {

/// Means and deviations from here on, and deviations as far below 1, take a network that begins
/// with outputs near 1 a long way.
constexpr double kFar = 100;

/// Where the training part has one target only.
std::optional<Warning> OfConstantTargets(const Data& data) {
  const Matrix& targets = data.table(Part::kTrain).original;
  for (Index k = 0; k < targets.rows(); ++k) {
    const auto row = targets.row(k);
    if (row.size() < 2 || (row.array() != row[0]).any()) continue;
    if (data.samples.classes > 0) {
      const auto& names = data.samples.class_names;
      return Warning{"data",
                     Say({"has training samples of one class only, {}: there is nothing to "
                          "tell apart. Use more samples, or another split or seed.",
                          "的训练样本只有一个类别 {}，没有可区分的内容。请增加样本，或更换划"
                          "分或种子。"},
                         Shown(names[static_cast<std::size_t>(row[0])]))};
    }
    const auto value = RoundedText(static_cast<double>(row[0]));
    return Warning{
        "data",
        targets.rows() == 1
            ? Say({"has the target {} in every training sample: there is nothing to learn "
                   "but this number. Choose a target that varies.",
                   "的每个训练样本的目标都是 {}：除了这个数没有可学的。请选择会变化的目标。"},
                  value)
            : Say({"has {} as target {} of every training sample: there is nothing to "
                   "learn but this number. Choose targets that vary.",
                   "的每个训练样本中，{} 都是第 {} 个目标：除了这个数没有可学的。请选择会变"
                   "化的目标。"},
                  value, k + 1)};
  }
  return std::nullopt;
}

std::optional<Warning> OfTargetScale(bool standardizes, const Data& data) {
  const bool has_classes = data.samples.classes > 0;
  if (standardizes && has_classes) {
    return Warning{"data.standardize_target",
                   {"changes nothing here: this data has classes, and only real targets are "
                    "standardized. Leave it out.",
                    "在此不起作用：此数据的目标是类别，只有实数目标才会标准化。请去掉。"}};
  }
  if (standardizes || has_classes) return std::nullopt;
  const auto [mean, scale] = Standardization::OfTargets(data.table(Part::kTrain).original);
  for (Index k = 0; k < mean.size(); ++k) {
    const auto centre = static_cast<double>(mean[k]);
    const auto deviation = static_cast<double>(scale[k]);
    if (std::abs(centre) < kFar && deviation < kFar && deviation > 1 / kFar) continue;
    return Warning{
        "data.standardize_target",
        Say({"is false, but the targets have mean {} and deviation {}, far from 0 and 1: "
             "a network learns them slowly or not at all. Set it to true; predictions "
             "stay in original units.",
             "为 false，而目标的均值为 {}、标准差为 {}，远离 0 和 1：网络学得很慢，甚至学"
             "不会。请设为 true；预测仍为原始单位。"},
            RoundedText(centre), RoundedText(deviation))};
  }
  return std::nullopt;
}

/// "sigmoid gives numbers from 0 to 1".
Text Gives(std::string_view activation, const Interval& range) {
  if (!std::isfinite(range.high)) {
    return Say({"{} gives no number below {}", "{} 不会给出小于 {} 的数"}, activation,
               RoundedText(range.low));
  }
  if (!std::isfinite(range.low)) {
    return Say({"{} gives no number above {}", "{} 不会给出大于 {} 的数"}, activation,
               RoundedText(range.high));
  }
  return Say({"{} gives numbers from {} to {}", "{} 只给出 {} 到 {} 之间的数"}, activation,
             RoundedText(range.low), RoundedText(range.high));
}

double Logistic(double logit) { return 1 / (1 + std::exp(-logit)); }

/// How sure the network can be of a class, where logits lie in the range.
Text Sureness(const Interval& range, Index classes, bool by_softmax) {
  if (!by_softmax) {
    return Say({"the probability stays between {} and {}", "概率只在 {} 与 {} 之间"},
               RoundedText(Logistic(range.low)), RoundedText(Logistic(range.high)));
  }
  const double most = 1 / (1 + static_cast<double>(classes - 1) * std::exp(range.low - range.high));
  if (most == 1) {
    return {"what is cut off tells no classes apart, and a unit stuck there learns nothing",
            "被截去的部分无法区分类别，停在那里的单元学不到东西"};
  }
  return Say({"no probability exceeds {}", "任何概率都不超过 {}"}, RoundedText(most));
}

Text OfLogits(const Experiment& experiment, const Text& gives, const Interval& range,
              Index classes) {
  const auto& loss = *experiment.loss;
  const Text sureness = Sureness(range, classes, loss.takes_class_numbers());
  const std::string_view id = experiment.loss.id();
  return {Fill("{}, but {} takes them as logits and makes probabilities of them itself: {}. Leave "
               "the activation out.",
               gives.en, id, sureness.en),
          Fill("{}，而 {} 把它们当作 logit，自己再变为概率：{}。请去掉这个激活函数。", gives.zh, id,
               sureness.zh)};
}

Text OfTargets(const Data& data, const Text& gives, const Interval& range) {
  const Matrix& targets = data.table(Part::kTrain).targets;
  const auto beyond =
      std::count_if(targets.data(), targets.data() + targets.size(), [&range](const Scalar target) {
        const auto y = static_cast<double>(target);
        return y < range.low || y > range.high;
      });
  const bool standardized = data.target_standardization.has_value();
  const std::string low = RoundedText(static_cast<double>(targets.minCoeff()));
  const std::string high = RoundedText(static_cast<double>(targets.maxCoeff()));
  return {Fill("{}, but the {}targets run from {} to {}, and {} of {} cannot be reached. Leave the "
               "activation out.",
               gives.en, standardized ? "standardized " : "", low, high, beyond, targets.size()),
          Fill("{}，而{}目标为 {} 到 {}，无法达到的有 {} 个（共 {} 个）。请去掉这个激活函数。",
               gives.zh, standardized ? "标准化后的" : "", low, high, beyond, targets.size())};
}

/// Where the activation at the end cuts off what the loss asks for.
std::optional<Warning> OfRange(const Experiment& experiment, const Data& data,
                               const Network& network) {
  if (network.OutputRange({}) == Interval{}) return std::nullopt;
  const auto& places = network.places();
  // The last layer with a range of its own: those behind it pass on what it gives.
  std::size_t last = places.size() - 1;
  while (places[last].layer->OutputRange({}) == Interval{}) --last;
  const Interval range = places[last].layer->OutputRange({});
  const Text gives = Gives(places[last].layer->activation_id(), range);
  const std::string path = Fill("model.layers[{}].activation", last);
  if (experiment.loss->takes_logits()) {
    return Warning{path, OfLogits(experiment, gives, range, data.samples.classes)};
  }
  const Matrix& targets = data.table(Part::kTrain).targets;
  if (range.Contains(
          {static_cast<double>(targets.minCoeff()), static_cast<double>(targets.maxCoeff())})) {
    return std::nullopt;
  }
  return Warning{path, OfTargets(data, gives, range)};
}

}  // namespace

std::vector<Warning> Warnings(const Experiment& experiment, const Data& data,
                              const Network& network) {
  std::vector<Warning> warnings;
  const auto add = [&warnings](std::optional<Warning> warning) {
    if (warning) warnings.push_back(*std::move(warning));
  };
  auto constant = OfConstantTargets(data);
  if (!constant) add(OfTargetScale(experiment.data.standardize_target, data));
  add(std::move(constant));
  for (Warning& warning : WarningsUnder("model.layers", network.warnings())) {
    warnings.push_back(std::move(warning));
  }
  add(OfRange(experiment, data, network));
  return warnings;
}

}  // namespace downhill
