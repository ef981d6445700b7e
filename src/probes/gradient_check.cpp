// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>
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
/// Multiplications: a few seconds. Nothing else gets through meanwhile.
constexpr double kMostWork = 1e10;
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
    visitor.Integer({.label = {"parameters",
                               {"Parameters a layer", "每层参数数"},
                               {"How many of each layer are checked, drawn by the seed.",
                                "每层检查多少个参数，按种子抽取。"}},
                     .fallback = 20,
                     .minimum = 1,
                     .maximum = 1000},
                    parameters_);
  }

  Json Look(TrainingRun& run) const override {
    const Network& network = run.network();
    const Index samples = SamplesFor(run);
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
      const Index count = CountFor(place);
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
  Index CountFor(const Network::Place& place) const {
    return std::min(static_cast<Index>(parameters_), place.parameters);
  }

  /// As many as the work allows.
  Index SamplesFor(const TrainingRun& run) const {
    double passes = 0;
    for (const Network::Place& place : run.network().places()) {
      passes += kPassesAParameter * static_cast<double>(CountFor(place));
    }
    const double samples = kMostWork / (passes * (run.network().work() + 1) + 1);
    if (samples < kFewestSamples) {
      throw Error("parameters", {"makes more passes through this network than a few seconds allow. "
                                 "Check fewer parameters.",
                                 "需要的前向计算太多，几秒内无法完成。请检查更少的参数。"});
    }
    const Index there = run.data().table(Part::kTrain).samples();
    return std::min({static_cast<Index>(std::min(samples, 1e6)), kMostSamples, there});
  }

  std::int64_t parameters_ = 0;
};

}  // namespace

Entry GradientCheckEntry() {
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
