// SPDX-License-Identifier: Apache-2.0

#include "core/error.h"
#include "experiment/summary.h"
#include "probes/probe.h"

namespace downhill {
namespace {

constexpr double kMostMapNumbers = 2e6;

/// Outputs of every unit of one layer over the plane of the two inputs, row by row from the top, at
/// the middle of each pixel.
class UnitMaps final : public Probe {
 public:
  void Declare(Visitor& visitor) override {
    visitor.Integer(
        {.label = {"layer", {"Layer", "层"}, {"Its number, from 0.", "层的编号，从 0 开始。"}},
         .fallback = 0,
         .minimum = 0,
         .maximum = 63},
        layer_);
    visitor.Integer(
        {.label = {"size", {"Size", "大小"}, {"Pixels along each side.", "每边的像素数。"}},
         .fallback = 32,
         .minimum = 2,
         .maximum = 256},
        size_);
  }

  Json Look(TrainingRun& run, NextStep& /*next_step*/, double /*budget_ms*/) const override {
    const Network& network = run.network();
    const auto layer = static_cast<std::size_t>(layer_);
    const Index features = run.data().samples.width();
    if (features != 2) {
      throw Error("type",
                  Say({"is for data of 2 features, and these have {}. Choose data of 2 features.",
                       "只适用于 2 个特征的数据，而此数据有 {} 个。请选择 2 个特征的数据。"},
                      features));
    }
    if (layer >= network.places().size()) {
      throw Error("layer",
                  Say({"{} is beyond the {} layers. Use 0 to {}.", "{} 超出 {} 层。请用 0 到 {}。"},
                      layer_, network.places().size(), network.places().size() - 1));
    }
    const Index units = network.places()[layer].output.size();
    const auto side = static_cast<Index>(size_);
    if (static_cast<double>(units) * static_cast<double>(side * side) > kMostMapNumbers) {
      throw Error("size", Say({"{} units of {} x {} pixels are too many numbers. Use fewer pixels.",
                               "{} 个单元、每个 {} x {} 像素，数值太多。请减少像素。"},
                              units, side, side));
    }
    const PlotRange range = RangeOf(run.data().samples);
    const Matrix inputs = run.data().InputsOf(Points(range, side));
    Matrix maps(side * side, units);
    // Of a training pass, because only those keep what lies between the layers.
    Workspace workspace(network, side, Use::kTraining);
    for (Index row = 0; row < side; ++row) {
      workspace.Forward(
          run.session().weights(),
          ConstMatrixMap(inputs.data() + inputs.rows() * row * side, inputs.rows(), side), {});
      const ConstMatrixMap outputs = workspace.Output(layer);
      maps.middleRows(row * side, side) = outputs.transpose();
    }
    Json answer = Json::array();
    for (Index u = 0; u < units; ++u) answer.push_back(ColumnJson(View(maps), u));
    return {
        {"layer", layer_}, {"size", size_}, {"range", ToJson(range)}, {"units", std::move(answer)}};
  }

 private:
  static Matrix Points(const PlotRange& range, Index side) {
    Matrix points(2, side * side);
    for (Index pixel = 0; pixel < side * side; ++pixel) {
      const Index row = pixel / side;
      const Index column = pixel % side;
      const double right = (static_cast<double>(column) + 0.5) / static_cast<double>(side);
      const double down = (static_cast<double>(row) + 0.5) / static_cast<double>(side);
      points(0, pixel) = static_cast<Scalar>(range.x_min + right * (range.x_max - range.x_min));
      points(1, pixel) = static_cast<Scalar>(range.y_max - down * (range.y_max - range.y_min));
    }
    return points;
  }

  std::int64_t layer_ = 0;
  std::int64_t size_ = 0;
};

}  // namespace

Entry<Probe> UnitMapsEntry() {
  return {"unit_maps",
          {"Every unit over the plane", "各单元的响应图"},
          {"What each unit of a layer answers, wherever the point lies.",
           "对平面上的每一点，该层各单元的输出。"},
          "Smilkov et al. 2017, arXiv:1708.03788, section 3",
          Make<UnitMaps>};
}

}  // namespace downhill
