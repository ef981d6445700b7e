// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <string_view>

#include "core/error.h"
#include "core/kernels/norms.h"
#include "core/random.h"
#include "losses/loss.h"
#include "probes/probe.h"
#include "probes/slope_check.h"

namespace downhill {
namespace {

constexpr Index kMostSamples = 64;
constexpr Index kFewestSamples = 4;
constexpr Index kUsualParameters = 20;
/// Multiplications: a few seconds, of convolutions too. Nothing else gets through meanwhile.
constexpr double kMostWork = 3e9;
/// Passes that a parameter takes, in forward ones, where the first look is enough: a backward pass
/// is two. (Values at 7 and 2 places, slopes at 9.)
constexpr double kPassesAParameter = 40;

/// The loss of a batch as a function of its parameters, with one mask of dropped units.
class BatchLoss {
 public:
  BatchLoss(TrainingRun& run, Index samples)
      : loss_(run.session().loss()),
        network_(run.network()),
        weights_(run.session().weights()),
        inputs_(run.data().table(Part::kTrain).inputs.Copy(0, samples)),
        targets_(run.data().table(Part::kTrain).targets.leftCols(samples)),
        pass_(run.session().trainer().PassOf(0)),
        workspace_(network_, samples, Use::kTraining),
        gradient_(network_.parameter_count()) {
    pass_.pool = nullptr;
  }

  /// Sets gradient().
  double Evaluate() {
    const MatrixMap outputs = workspace_.Forward(weights_, View(inputs_), pass_);
    const double value =
        loss_.Evaluate(ConstMatrixMap(outputs.data(), outputs.rows(), outputs.cols()),
                       View(targets_), workspace_.OutputGradient());
    workspace_.Backward(weights_, gradient_.data());
    return value;
  }
  const Vector& gradient() const { return gradient_; }

  double parameter(Index i) const { return static_cast<double>(weights_.parameters[i]); }
  /// Along parameter i, which is where it was afterwards.
  CurvePoint At(Index i, double offset) {
    const Scalar here = weights_.parameters[i];
    const Scalar there = static_cast<Scalar>(static_cast<double>(here) + offset);
    weights_.parameters[i] = there;
    const double value = Evaluate();
    weights_.parameters[i] = here;
    return {static_cast<double>(there) - static_cast<double>(here), value,
            static_cast<double>(gradient_[i])};
  }

 private:
  const Loss& loss_;
  const Network& network_;
  Weights weights_;
  Matrix inputs_;
  Matrix targets_;
  Pass pass_;
  Workspace workspace_;
  Vector gradient_;
};

/// What the parameters of a layer came to.
struct LayerCheck {
  Index checked = 0;
  Index kinks = 0;
  Index unclear = 0;
  double difference = 0;
  double tolerance = 0;
  Index worst = 0;
  bool agrees = true;

  void Add(Index parameter, const SlopeCheck& check) {
    tolerance = std::max(tolerance, check.tolerance);
    if (check.verdict == Verdict::kUnclear) {
      ++unclear;
      return;
    }
    kinks += check.verdict == Verdict::kKink ? 1 : 0;
    checked += check.verdict != Verdict::kKink ? 1 : 0;
    agrees &= check.verdict != Verdict::kDisagrees;
    if (check.difference >= difference) {
      difference = check.difference;
      worst = parameter;
    }
  }
  /// In one word.
  std::string_view verdict() const {
    if (!agrees) return "disagrees";
    if (checked > 0) return "agrees";
    return kinks > 0 ? "kink" : "unclear";
  }
};

/// For some parameters of every layer: whether the loss changes along each by what backward says it
/// does (slope_check.h), on the first samples of the training part. Penalties are no part of it. A
/// parameter counts as 0 what is small beside the largest slope of its layer, or beside what one
/// rounding of the loss makes.   Source: Nocedal & Wright 2006, section 8.1.
class GradientCheck final : public Probe {
 public:
  void Declare(Visitor& visitor) override {
    visitor.OptionalInteger(
        {.label = {"parameters",
                   {"Parameters a layer", "每层参数数"},
                   {"How many of each layer are checked, drawn by the seed.",
                    "每层检查多少个参数，按种子抽取。"}},
         .fallback = {},
         .minimum = 1,
         .maximum = 1000,
         .empty = {"as many as a few seconds allow, at most 20", "几秒内能完成的数目，最多 20"}},
        parameters_);
  }

  Json Look(TrainingRun& run, NextStep& /*next_step*/, double /*budget_ms*/) const override {
    const Network& network = run.network();
    const auto [parameters, samples] = SizeFor(run);
    BatchLoss loss(run, samples);
    const double value = loss.Evaluate();
    const Vector gradient = loss.gradient();
    constexpr double kUnit = std::numeric_limits<Scalar>::epsilon() / 2.0;
    Random random(static_cast<std::uint64_t>(run.experiment().seed), "gradient check");
    Json layers = Json::array();
    bool all_agree = true;
    double largest = 0;
    for (std::size_t i = 0; i < network.places().size(); ++i) {
      const Network::Place& place = network.places()[i];
      if (place.parameters == 0) continue;
      const double scale =
          std::max(kernels::LargestAbsolute(gradient.data() + place.offset, place.parameters),
                   kUnit * (1 + std::abs(value)));
      LayerCheck layer;
      const Index count = std::min(parameters, place.parameters);
      for (Index k = 0; k < count; ++k) {
        const Index own = count == place.parameters ? k : random.Below(place.parameters);
        const Index parameter = place.offset + own;
        layer.Add(own, CheckSlope([&](double offset) { return loss.At(parameter, offset); }, kUnit,
                                  std::max(1.0, std::abs(loss.parameter(parameter))), scale));
      }
      all_agree &= layer.agrees;
      largest = std::max(largest, layer.difference);
      layers.push_back({{"layer", i},
                        {"verdict", layer.verdict()},
                        {"checked", layer.checked},
                        {"kinks", layer.kinks},
                        {"unclear", layer.unclear},
                        {"largest_relative_difference", layer.difference},
                        {"worst_parameter", layer.worst},
                        {"rounding", layer.tolerance},
                        {"agrees", layer.agrees}});
    }
    return {{"loss", value},
            {"samples", samples},
            {"largest_relative_difference", largest},
            {"agrees", all_agree},
            {"layers", std::move(layers)}};
  }

 private:
  struct Size {
    /// Of each layer, where it has so many.
    Index parameters;
    Index samples;
  };

  /// What is asked for, or else so many parameters as the work allows on the fewest samples; and so
  /// many samples as it allows then.
  Size SizeFor(const TrainingRun& run) const {
    Index parameters = parameters_.value_or(kUsualParameters);
    while (!parameters_ && parameters > 1 && MostSamples(run, parameters) < kFewestSamples) {
      --parameters;
    }
    const double samples = MostSamples(run, parameters);
    if (samples < kFewestSamples) {
      throw Error(
          "parameters",
          parameters > 1
              ? Text{"makes more passes through this network than a few seconds allow. Check "
                     "fewer parameters.",
                     "需要的前向计算太多，几秒内无法完成。请检查更少的参数。"}
              : Text{"makes more passes through this network than a few seconds allow, for one "
                     "parameter a layer already. Use a smaller network.",
                     "每层只检查一个参数，几秒内也无法完成。请使用更小的网络。"});
    }
    const Index there = run.data().table(Part::kTrain).samples();
    return {parameters,
            std::min({static_cast<Index>(std::min(samples, 1e6)), kMostSamples, there})};
  }

  static double MostSamples(const TrainingRun& run, Index parameters) {
    double passes = 0;
    for (const Network::Place& place : run.network().places()) {
      passes += kPassesAParameter * static_cast<double>(std::min(parameters, place.parameters));
    }
    return kMostWork / (passes * (run.network().work() + 1) + 1);
  }

  std::optional<std::int64_t> parameters_;
};

}  // namespace

Entry<Probe> GradientCheckEntry() {
  return {
      "gradient_check",
      {"Gradient check", "梯度检验"},
      {"Backpropagation beside differences of the loss itself, layer by layer.",
       "逐层比较反向传播与损失差分。"},
      "Nocedal & Wright 2006, Numerical Optimization, section 8.1; Moré & Wild 2011, Estimating "
      "Computational Noise",
      Make<GradientCheck>};
}

}  // namespace downhill
