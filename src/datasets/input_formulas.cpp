// SPDX-License-Identifier: Apache-2.0
#include "datasets/input_formulas.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "core/error.h"
#include "core/kernels/sine.h"
#include "datasets/generator.h"

namespace downhill {
namespace {

constexpr std::array kInputOptions{
    InputOption{{"x1", {"x₁", "x₁"}}, Formula::kFeature, 0, 0},
    InputOption{{"x2", {"x₂", "x₂"}}, Formula::kFeature, 1, 1},
    InputOption{{"x1_squared", {"x₁²", "x₁²"}}, Formula::kSquare, 0, 0},
    InputOption{{"x2_squared", {"x₂²", "x₂²"}}, Formula::kSquare, 1, 1},
    InputOption{{"x1_x2", {"x₁·x₂", "x₁·x₂"}}, Formula::kProduct, 0, 1},
    InputOption{{"sin_x1", {"sin x₁", "sin x₁"}}, Formula::kSine, 0, 0},
    InputOption{{"sin_x2", {"sin x₂", "sin x₂"}}, Formula::kSine, 1, 1},
};

constexpr auto kInputIds = [] {
  std::array<Option, kInputOptions.size()> ids;
  for (std::size_t i = 0; i < ids.size(); ++i) ids[i] = kInputOptions[i].option;
  return ids;
}();

constexpr Index kMostFeatures = 2;

/// `factor` times 10^exponent. Whole numbers up to 10^22 are exact, and so is then their product or
/// quotient rounded once: 3 times 10^-1 is 0.3 and not three times a tenth.
double Decimal(double factor, int exponent) {
  double power = 1;
  for (int i = 0; i < std::abs(exponent); ++i) power *= 10;
  return exponent < 0 ? factor / power : factor * power;
}

/// 1, 2 or 5 times a power of ten.
struct Round {
  double digit;
  int exponent;
  double value() const { return Decimal(digit, exponent); }
};

/// The nearest one, as ratios are compared; x > 0.
Round NearestRound(double x) {
  int exponent = 0;
  while (Decimal(1, exponent + 1) <= x) ++exponent;
  while (Decimal(1, exponent) > x) --exponent;
  const double square = x / Decimal(1, exponent) * (x / Decimal(1, exponent));
  // Halfway between two is the root of their product.
  if (square < 1 * 2) return {1, exponent};
  if (square < 2 * 5) return {2, exponent};
  if (square < 5 * 10) return {5, exponent};
  return {1, exponent + 1};
}

FeatureMeasure MeasureOf(double low, double high) {
  FeatureMeasure measure;
  const double middle = (low + high) / 2;
  const double half = (high - low) / 2;
  if (half > 0 && std::abs(middle) > 2 * half) {
    const Round step = NearestRound(half);
    const double steps = std::floor(middle / step.value() + 0.5);
    measure.origin = Decimal(steps * step.digit, step.exponent);
  }
  const double reach = std::max(std::abs(low - measure.origin), std::abs(high - measure.origin));
  // Of less the quotient may overflow, and the sine is the number itself.
  constexpr double kSmallest = 1e-200;
  if (reach > kSmallest) measure.frequency = NearestRound(kReach / reach).value();
  return measure;
}

FeatureMeasure MeasureOf(const Samples& samples, Index feature, std::span<const Index> training) {
  const Vector all = samples.Row(feature);
  auto low = static_cast<double>(all[training.front()]);
  double high = low;
  for (const Index sample : training) {
    low = std::min(low, static_cast<double>(all[sample]));
    high = std::max(high, static_cast<double>(all[sample]));
  }
  return MeasureOf(low, high);
}

/// As people write it, without an exponent where the number is of common size.
std::string Plain(double number) {
  return number < 1e-6 || number >= 1e15 ? ToText(number) : PlainText(number);
}

void CheckFeatures(std::span<const std::string> chosen, const Samples& samples) {
  if (!samples.shape.flat()) {
    throw Error("inputs", {"are formulas of one feature or two, and this data has pictures. Leave "
                           "them out.",
                           "是一个或两个特征的公式，而此数据是图片。请去掉。"});
  }
  if (samples.width() > kMostFeatures) {
    throw Error("inputs", Say({"are formulas of one feature or two, and this data has {}. Leave "
                               "them out, or keep two columns.",
                               "是一个或两个特征的公式，而此数据有 {} 个。请去掉，或只保留两列。"},
                              samples.width()));
  }
  for (const InputOption& option : kInputOptions) {
    const std::string_view id = option.option.id;
    if (option.second < samples.width()) continue;
    if (std::find(chosen.begin(), chosen.end(), id) == chosen.end()) continue;
    throw Error(
        "inputs",
        Say({"has {}, which needs two features, and this data has one. Leave it out, or "
             "choose data of two features.",
             "含有 {}，它需要两个特征，而此数据只有一个。请去掉它，或选择有两个特征的数据。"},
            id));
  }
}

}  // namespace

std::string_view FormulaId(Formula formula) {
  switch (formula) {
    case Formula::kFeature:
      return "feature";
    case Formula::kSquare:
      return "square";
    case Formula::kProduct:
      return "product";
    case Formula::kSine:
      return "sine";
  }
  return "";
}

std::span<const InputOption> InputOptions() { return kInputOptions; }

std::span<const Option> InputIds() { return kInputIds; }

InputFormulas::InputFormulas(std::span<const std::string> chosen, const Samples& samples,
                             std::span<const Index> training) {
  if (!chosen.empty()) CheckFeatures(chosen, samples);
  if (!samples.shape.flat() || samples.width() > kMostFeatures) return;
  names_ = samples.feature_names;
  for (Index f = 0; f < samples.width(); ++f) {
    measures_.push_back(MeasureOf(samples, f, training));
  }
  for (const InputOption& option : kInputOptions) {
    if (std::find(chosen.begin(), chosen.end(), option.option.id) == chosen.end()) continue;
    chosen_.push_back(option);
  }
  // The features themselves, all of them, are no formulas.
  const auto is_feature = [](const InputOption& one) { return one.formula == Formula::kFeature; };
  if (size() == samples.width() && std::all_of(chosen_.begin(), chosen_.end(), is_feature)) {
    chosen_.clear();
  }
}

std::vector<InputOption> InputFormulas::Available() const {
  std::vector<InputOption> available;
  for (const InputOption& option : kInputOptions) {
    if (option.second < static_cast<Index>(measures_.size())) available.push_back(option);
  }
  return available;
}

bool InputFormulas::IsChosen(const InputOption& option) const {
  if (empty()) return option.formula == Formula::kFeature;
  return std::any_of(chosen_.begin(), chosen_.end(),
                     [&](const InputOption& one) { return one.option.id == option.option.id; });
}

std::string InputFormulas::Counted(Index feature) const {
  const std::string& name = names_[static_cast<std::size_t>(feature)];
  const double origin = Measure(feature).origin;
  if (origin == 0) return name;
  return Fill(origin > 0 ? "({}−{})" : "({}+{})", name, Plain(std::abs(origin)));
}

std::string InputFormulas::Name(const InputOption& option) const {
  switch (option.formula) {
    case Formula::kFeature:
      return names_[static_cast<std::size_t>(option.first)];
    case Formula::kSquare:
      return Counted(option.first) + "²";
    case Formula::kProduct:
      return Counted(option.first) + "·" + Counted(option.second);
    case Formula::kSine: {
      const double frequency = Measure(option.first).frequency;
      const std::string counted = Counted(option.first);
      if (frequency != 1) return Fill("sin({}·{})", Plain(frequency), counted);
      return counted.front() == '(' ? "sin" + counted : Fill("sin({})", counted);
    }
  }
  return "";
}

Matrix InputFormulas::Of(Matrix features) const {
  if (empty()) return features;
  Matrix inputs(size(), features.cols());
  for (Index i = 0; i < size(); ++i) {
    const InputOption& option = chosen_[static_cast<std::size_t>(i)];
    const FeatureMeasure& first = Measure(option.first);
    const FeatureMeasure& second = Measure(option.second);
    // In 64 bits, so that the one rounding is that of the result.
    for (Index s = 0; s < features.cols(); ++s) {
      const auto x = static_cast<double>(features(option.first, s));
      const double from_origin = x - first.origin;
      double input = x;
      if (option.formula == Formula::kSine) {
        input = kernels::SinCos(first.frequency * from_origin).sine;
      } else if (option.formula != Formula::kFeature) {
        input = from_origin * (static_cast<double>(features(option.second, s)) - second.origin);
      }
      inputs(i, s) = static_cast<Scalar>(input);
    }
  }
  return inputs;
}

Matrix InputFormulas::GradientByFeatures(const Matrix& features, Matrix by_inputs) const {
  if (empty()) return by_inputs;
  Matrix by_features = Matrix::Zero(features.rows(), 1);
  const auto from_origin = [&](Index feature) {
    return static_cast<double>(features(feature, 0)) - Measure(feature).origin;
  };
  for (Index i = 0; i < size(); ++i) {
    const InputOption& option = chosen_[static_cast<std::size_t>(i)];
    const auto gradient = static_cast<double>(by_inputs(i, 0));
    const auto add = [&](Index feature, double slope) {
      by_features(feature, 0) += static_cast<Scalar>(gradient * slope);
    };
    switch (option.formula) {
      case Formula::kFeature:
        add(option.first, 1);
        break;
      case Formula::kSquare:
        add(option.first, 2 * from_origin(option.first));
        break;
      case Formula::kProduct:
        add(option.first, from_origin(option.second));
        add(option.second, from_origin(option.first));
        break;
      case Formula::kSine: {
        const double frequency = Measure(option.first).frequency;
        add(option.first,
            frequency * kernels::SinCos(frequency * from_origin(option.first)).cosine);
        break;
      }
    }
  }
  return by_features;
}

}  // namespace downhill
