// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "core/kernels/norms.h"
#include "probes/probe.h"

namespace downhill {
namespace {

/// A unit whose slope is below this learns hardly anything from a sample.
constexpr Scalar kFlat = static_cast<Scalar>(0.01);

/// Equal bins from the smallest to the largest number.
Json Histogram(const Scalar* numbers, Index size, std::int64_t bins) {
  if (size == 0) return nullptr;
  Scalar low = numbers[0], high = numbers[0];
  for (Index i = 0; i < size; ++i) {
    // Broken numbers have no place on an axis.
    if (!std::isfinite(numbers[i])) return nullptr;
    low = std::min(low, numbers[i]);
    high = std::max(high, numbers[i]);
  }
  std::vector<std::int64_t> counts(static_cast<std::size_t>(bins));
  const double width =
      (static_cast<double>(high) - static_cast<double>(low)) / static_cast<double>(bins);
  for (Index i = 0; i < size; ++i) {
    const double place =
        width > 0 ? (static_cast<double>(numbers[i]) - static_cast<double>(low)) / width : 0;
    counts[static_cast<std::size_t>(std::min(static_cast<double>(bins - 1), place))] += 1;
  }
  return {
      {"low", static_cast<double>(low)}, {"high", static_cast<double>(high)}, {"counts", counts}};
}

double Norm(const Scalar* numbers, Index size) {
  return std::sqrt(kernels::SumOfSquares(numbers, size));
}

/// Makes the next step and tells, layer by layer, what it did.   Norms are L2 norms; the ratio is
/// |update| / |parameters before|. Dead: units whose slope is 0 for every sample of the batch.
/// Saturated: the share of (unit, sample) with a slope below 0.01.
class LayersProbe final : public Probe {
 public:
  void Declare(Visitor& visitor) override {
    visitor.Integer(
        {.label = {"bins",
                   {"Bins", "分箱数"},
                   {"Of the histograms; 0: none are made.", "直方图的分箱数；0：不计算。"}},
         .fallback = 24,
         .minimum = 0,
         .maximum = 200},
        bins_);
  }

  Json Look(TrainingRun& run, NextStep& next_step, double budget_ms) const override {
    const std::optional<ObservedStep> made = next_step.Observe(run, budget_ms);
    if (!made) return nullptr;
    const ObservedStep& step = *made;
    const Network& network = run.network();
    Workspace pass(network, step.inputs.cols(), Use::kTraining);
    pass.Forward(step.before, View(step.inputs), step.pass);
    const Vector& gradient = run.session().trainer().gradient();
    const Vector& after = run.session().stepping_weights().parameters;
    Json layers = Json::array();
    for (std::size_t i = 0; i < network.places().size(); ++i) {
      const Network::Place& place = network.places()[i];
      const Scalar* before = step.before.parameters.data() + place.offset;
      const Index n = place.parameters;
      Json layer{{"parameter_norm", Norm(before, n)}};
      if (step.made) {
        const Vector update =
            after.segment(place.offset, n) - step.before.parameters.segment(place.offset, n);
        layer["gradient_norm"] = Norm(gradient.data() + place.offset, n);
        layer["update_norm"] = Norm(update.data(), n);
        layer["update_ratio"] = n > 0 && Norm(before, n) > 0
                                    ? Json(Norm(update.data(), n) / Norm(before, n))
                                    : Json(nullptr);
      }
      PutSlopes(pass, step.before, i, layer);
      if (bins_ > 0) {
        const ConstMatrixMap output = pass.Output(i);
        layer["activations"] = Histogram(output.data(), output.size(), bins_);
        layer["parameters"] = Histogram(before, n, bins_);
        if (step.made) layer["gradients"] = Histogram(gradient.data() + place.offset, n, bins_);
      }
      layers.push_back(std::move(layer));
    }
    return {{"step", step.step},
            {"made", step.made},
            {"samples", step.inputs.cols()},
            {"layers", std::move(layers)}};
  }

 private:
  static void PutSlopes(Workspace& pass, const Weights& weights, std::size_t i, Json& layer) {
    Matrix slopes(pass.Output(i).rows(), pass.Output(i).cols());
    if (!pass.Slopes(weights, i, MatrixMap(slopes.data(), slopes.rows(), slopes.cols()))) return;
    Index dead = 0, flat = 0;
    for (Index unit = 0; unit < slopes.rows(); ++unit) {
      bool learns = false;
      for (Index s = 0; s < slopes.cols(); ++s) {
        const Scalar slope = std::abs(slopes(unit, s));
        learns |= slope > 0;
        flat += slope < kFlat ? 1 : 0;
      }
      dead += learns ? 0 : 1;
    }
    layer["dead"] = static_cast<double>(dead) / static_cast<double>(slopes.rows());
    layer["saturated"] = static_cast<double>(flat) / static_cast<double>(slopes.size());
  }

  std::int64_t bins_ = 0;
};

}  // namespace

Entry<Probe> LayersProbeEntry() {
  return {
      "layers",
      {"Inside the layers", "各层内部"},
      {"Makes one step and tells for every layer how large gradient, parameters and update are, "
       "and how many units are dead or saturated.",
       "训练一步，并给出每层梯度、参数和更新的大小，以及失效或饱和单元的比例。"},
      "Glorot & Bengio 2010, Understanding the difficulty of training deep feedforward neural "
      "networks, section 3",
      Make<LayersProbe>};
}

}  // namespace downhill
