// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

#include "core/count.h"
#include "core/error.h"
#include "probes/probe.h"
#include "probes/sample_place.h"

namespace downhill {
namespace {

/// Numbers in all: they come as text, many times a second.
constexpr Index kMostActivations = 100'000;
/// Samples that pass together.
constexpr Index kPassSamples = 32;

/// As a description has it.
Json ActivationShape(const Shape& shape) {
  if (shape.flat()) return Json::array({shape.channels});
  return Json::array({shape.channels, shape.height, shape.width});
}

/// What the layers make of samples: the outputs of each layer, channel by channel and row by row
/// where they are images. As in evaluation: nothing is dropped, batch norm uses its running
/// statistics. Of the last layer they are the raw outputs, which the loss sees.
class LayerActivations final : public Probe {
 public:
  void Declare(Visitor& visitor) override {
    place_.Declare(visitor);
    visitor.Integer({.label = {"samples",
                               {"Samples", "样本数"},
                               {"So many from that one on; fewer where the part ends before.",
                                "从该样本起的数量；该部分不够时则更少。"}},
                     .fallback = 1,
                     .minimum = 1,
                     .maximum = 100'000},
                    samples_);
    visitor.OptionalInteger({.label = {"layer",
                                       {"Layer", "层"},
                                       {"Its number, from 0; empty: all layers.",
                                        "层的编号，从 0 开始；留空：所有层。"}},
                             .fallback = std::nullopt,
                             .minimum = 0,
                             .maximum = 63,
                             .empty = {"all layers", "所有层"}},
                            layer_);
  }

  Json Look(TrainingRun& run, NextStep& /*next_step*/, double /*budget_ms*/) const override {
    const Network& network = run.network();
    const Table& table = place_.TableOf(run);
    const auto first = static_cast<Index>(place_.sample);
    const Index count = std::min(static_cast<Index>(samples_), table.samples() - first);
    const std::vector<std::size_t> layers = Asked(network);
    Count numbers = 0;
    for (const std::size_t layer : layers)
      numbers = numbers + network.places()[layer].output.size();
    if (Count(count) * numbers > Count(kMostActivations)) {
      throw Error(layer_.has_value() ? "samples" : "layer",
                  Say({"{} samples with so many activations are more than {} numbers. Ask for "
                       "fewer samples, or for one layer.",
                       "{} 个样本的激活值超过 {} 个数。请减少样本数，或只选一层。"},
                      count, kMostActivations));
    }
    Json answers = Json::array();
    for (const std::size_t layer : layers) {
      answers.push_back({{"layer", layer},
                         {"shape", ActivationShape(network.places()[layer].output)},
                         {"values", Json::array()}});
    }
    // Of a training pass, because only those keep what lies between the layers.
    Workspace workspace(network, std::min(count, kPassSamples), Use::kTraining);
    for (Index done = 0; done < count; done += kPassSamples) {
      const Index here = std::min(kPassSamples, count - done);
      const Matrix inputs = table.inputs.Copy(first + done, here);
      workspace.Forward(run.session().weights(), View(inputs), {});
      for (std::size_t i = 0; i < layers.size(); ++i) {
        const ConstMatrixMap output = workspace.Output(layers[i]);
        for (Index s = 0; s < here; ++s) answers[i]["values"].push_back(ColumnJson(output, s));
      }
    }
    return {{"part", place_.part},
            {"sample", place_.sample},
            {"samples", count},
            {"layers", std::move(answers)}};
  }

 private:
  std::vector<std::size_t> Asked(const Network& network) const {
    const std::size_t all = network.places().size();
    if (!layer_.has_value()) {
      std::vector<std::size_t> layers(all);
      std::iota(layers.begin(), layers.end(), std::size_t{0});
      return layers;
    }
    const auto layer = static_cast<std::size_t>(*layer_);
    if (layer < all) return {layer};
    throw Error("layer",
                Say({"{} is beyond the {} layers. Use 0 to {}.", "{} 超出 {} 层。请用 0 到 {}。"},
                    layer, all, all - 1));
  }

  SamplePlace place_;
  std::int64_t samples_ = 0;
  std::optional<std::int64_t> layer_;
};

}  // namespace

Entry<Probe> ActivationsEntry() {
  return {"activations",
          {"Activations", "激活值"},
          {"What every layer makes of a sample: feature maps of convolutions, answers of units.",
           "各层对一个样本的输出：卷积层的特征图，神经元的激活值。"},
          "Zeiler & Fergus 2014, arXiv:1311.2901",
          Make<LayerActivations>};
}

}  // namespace downhill
