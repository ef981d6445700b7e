// SPDX-License-Identifier: Apache-2.0
#include "core/error.h"
#include "probes/probe.h"

namespace downhill {
namespace {

/// The weights of the first layer that has any, unit by unit: as many numbers as the layer has
/// inputs (dense), or as the filter has (conv2d), in the order of `shape`.
class FirstWeights final : public Probe {
 public:
  Json Look(TrainingRun& run, NextStep& /*next_step*/, double /*budget_ms*/) const override {
    const Network& network = run.network();
    for (std::size_t i = 0; i < network.places().size(); ++i) {
      const Network::Place& place = network.places()[i];
      Index offset = place.offset;
      for (const ParameterBlock& block : place.layer->parameters()) {
        if (block.is_weight) {
          const Shape& input = place.input;
          const bool whole = block.columns == input.size();
          return {{"layer", i},
                  {"channels", input.channels},
                  {"height", whole ? input.height : 0},
                  {"width", whole ? input.width : 0},
                  {"area", block.columns / input.channels},
                  {"units", UnitsJson(block, run.session().weights().parameters.data() + offset)}};
        }
        offset += block.size();
      }
    }
    throw Error("type",
                {"no layer has weights. Add a dense layer.", "没有带权重的层。请加一个全连接层。"});
  }

 private:
  static Json UnitsJson(const ParameterBlock& block, const Scalar* numbers) {
    const ConstMatrixMap weight(numbers, block.rows, block.columns);
    Json units = Json::array();
    for (Index unit = 0; unit < block.rows; ++unit) {
      Json own = Json::array();
      for (Index i = 0; i < block.columns; ++i) own.push_back(static_cast<double>(weight(unit, i)));
      units.push_back(std::move(own));
    }
    return units;
  }
};

}  // namespace

Entry<Probe> FirstWeightsEntry() {
  return {"first_weights",
          {"Weights as pictures", "权重图像"},
          {"What the units of the first layer look for.", "第一层各单元在寻找什么。"},
          "Zeiler & Fergus 2014, arXiv:1311.2901",
          Make<FirstWeights>};
}

}  // namespace downhill
