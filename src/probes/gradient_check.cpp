// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "core/error.h"
#include "core/random.h"
#include "losses/loss.h"
#include "probes/probe.h"
#include "probes/walk.h"

namespace downhill {
namespace {

constexpr Index kCheckedSamples = 64;

/// Of the loss along one parameter, and from how far apart it was taken.
struct Slope {
  double value;
  double width;
};

/// (f(w + h) - f(w - h)) / 2h for some parameters of every layer, beside what backward gives, on
/// the first samples of the training part and with one mask of dropped units. Penalties are no part
/// of it.
///
/// h is the cube root of the rounding unit u times max(1, |w|), where the two errors are about as
/// large: truncation h² f'''/6, and rounding, which is u |f| / h for each of f's operations one
/// after another. What rounding alone may do is estimated for every layer from the layers that the
/// number passes; a difference of ten times that is a fault.   Source: Nocedal & Wright 2006,
/// section 8.1.
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
    const Table& table = run.data().table(Part::kTrain);
    const Index samples = std::min(kCheckedSamples, table.samples());
    const Matrix inputs = table.inputs.Copy(0, samples);
    const Matrix targets = table.targets.leftCols(samples);
    const Network& network = run.network();
    CheckWork(network, samples);
    const Loss& loss = run.session().loss();
    Pass pass = run.session().trainer().PassOf(0);
    pass.pool = nullptr;
    Weights weights = run.session().weights();
    const std::size_t last = network.places().size() - 1;

    Matrix output_gradient(network.outputs(), samples);
    Walk walk(network, weights, inputs, pass);
    const double value = loss.Evaluate(
        View(walk.output(last)), View(targets),
        MatrixMap(output_gradient.data(), output_gradient.rows(), output_gradient.cols()));
    walk.Backward(output_gradient);
    const Vector analytic = walk.parameter_gradient();
    const auto loss_at = [&] {
      const Walk there(network, weights, inputs, pass);
      return loss.Evaluate(View(there.output(last)), View(targets), MatrixMap(nullptr, 0, 0));
    };

    constexpr double kUnit = std::numeric_limits<Scalar>::epsilon() / 2.0;
    Random random(static_cast<std::uint64_t>(run.experiment().seed), "gradient check");
    Json layers = Json::array();
    bool all_agree = true;
    double largest_of_all = 0;
    for (std::size_t i = 0; i < network.places().size(); ++i) {
      const Network::Place& place = network.places()[i];
      if (place.parameters == 0) continue;
      double largest = 0, rounding = 0;
      Index worst = 0, kinks = 0;
      bool agrees = true;
      const Index count = std::min(static_cast<Index>(parameters_), place.parameters);
      const double scale = analytic.segment(place.offset, place.parameters).cwiseAbs().maxCoeff() +
                           kUnit * (1 + std::abs(value));
      const double roundings = static_cast<double>(network.places().size() - i) + 1;
      for (Index k = 0; k < count; ++k) {
        const Index own = count == place.parameters ? k : random.Below(place.parameters);
        Scalar& w = weights.parameters[place.offset + own];
        const Scalar middle = w;
        const double h = std::cbrt(kUnit) * std::max(1.0, std::abs(static_cast<double>(middle)));
        const auto slope_over = [&](double reach) {
          w = middle + static_cast<Scalar>(reach);
          const double above = static_cast<double>(w);
          const double high = loss_at();
          w = middle - static_cast<Scalar>(reach);
          const double below = static_cast<double>(w);
          const double low = loss_at();
          w = middle;
          // The step that is really made, after rounding.
          return Slope{(high - low) / (above - below), above - below};
        };
        const auto [wide, width] = slope_over(h);
        const double noise =
            (kUnit * (1 + std::abs(value)) * roundings / width + width * width) / scale;
        const double difference =
            std::abs(wide - static_cast<double>(analytic[place.offset + own])) / scale;
        if (difference > 10 * noise &&
            std::abs(wide - slope_over(h / 4).value) / scale > 5 * noise) {
          ++kinks;
          continue;
        }
        agrees &= difference <= 10 * noise;
        rounding = std::max(rounding, noise);
        if (difference >= largest) {
          largest = difference;
          worst = own;
        }
      }
      all_agree &= agrees;
      largest_of_all = std::max(largest_of_all, largest);
      layers.push_back({{"layer", i},
                        {"checked", count - kinks},
                        {"kinks", kinks},
                        {"largest_relative_difference", largest},
                        {"worst_parameter", worst},
                        {"rounding", rounding},
                        {"agrees", agrees}});
    }
    return {{"loss", value},
            {"samples", samples},
            {"largest_relative_difference", largest_of_all},
            {"agrees", all_agree},
            {"layers", std::move(layers)}};
  }

 private:
  /// A few seconds at the most: nothing else gets through meanwhile.
  void CheckWork(const Network& network, Index samples) const {
    double passes = 0;
    for (const Network::Place& place : network.places()) {
      passes +=
          2 * std::min(static_cast<double>(parameters_), static_cast<double>(place.parameters));
    }
    if (passes * (network.chain().work() + 1) * static_cast<double>(samples) <= 1e10) return;
    throw Error("parameters", {"makes more passes through this network than a few seconds allow. "
                               "Check fewer parameters.",
                               "需要的前向计算太多，几秒内无法完成。请检查更少的参数。"});
  }

  std::int64_t parameters_ = 0;
};

}  // namespace

Entry GradientCheckEntry() {
  return {"gradient_check",
          {"Gradient check", "梯度检验"},
          {"Backpropagation beside differences of the loss itself, layer by layer.",
           "逐层比较反向传播与损失差分。"},
          "Nocedal & Wright 2006, Numerical Optimization, section 8.1",
          Make<GradientCheck>};
}

}  // namespace downhill
