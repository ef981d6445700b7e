// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "losses/loss.h"
#include "probes/probe.h"
#include "probes/sample_place.h"

namespace downhill {
namespace {

/// d (raw output of the predicted class) / d x for one sample, x a feature in original units: the
/// gradient by the standardized input, divided by the input's scale, and through the formula where
/// the input is one (InputFormulas); a real target is in original units, too.
/// As in evaluation: nothing is dropped, batch norm uses its running statistics.
class Saliency final : public Probe {
 public:
  void Declare(Visitor& visitor) override { place_.Declare(visitor); }

  Json Look(TrainingRun& run, NextStep& /*next_step*/, double /*budget_ms*/) const override {
    const Table& table = place_.TableOf(run);
    const Network& network = run.network();
    const auto s = static_cast<Index>(place_.sample);
    const Matrix input = table.inputs.Copy(s, 1);
    Workspace workspace(network, 1, Use::kTraining);
    const Weights& weights = run.session().weights();
    const MatrixMap raw = workspace.Forward(weights, View(input), {});
    Matrix outputs = raw;
    // Of broken numbers the first will do: the gradient is as broken.
    const Index output = outputs.rows() > 1
                             ? std::max<Index>(0, run.session().evaluator().ClassOf(outputs.data()))
                             : 0;
    workspace.OutputGradient().setZero();
    workspace.OutputGradient()(output, 0) = 1;
    Vector unused(network.parameter_count());
    Matrix by_inputs(input.rows(), 1);
    workspace.Backward(weights, unused.data(), by_inputs.data());
    by_inputs.array() /= run.data().standardization.scale.array();
    const Matrix features = run.data().samples.Columns(table.inputs.members().subspan(s, 1));
    Matrix gradient = run.data().formulas.GradientByFeatures(features, std::move(by_inputs));
    if (const auto& of_targets = run.data().target_standardization) {
      gradient *= of_targets->scale[output];
    }
    run.session().evaluator().ToPredictions(MatrixMap(outputs.data(), outputs.rows(), 1));
    return {{"sample", place_.sample},
            {"part", place_.part},
            {"input", ColumnJson(View(features), 0)},
            {"target", static_cast<double>(table.original(0, s))},
            {"predictions", ColumnJson(View(outputs), 0)},
            {"output", output},
            {"gradient", ColumnJson(View(gradient), 0)}};
  }

 private:
  SamplePlace place_;
};

}  // namespace

Entry<Probe> SaliencyEntry() {
  return {"saliency",
          {"Saliency", "显著性"},
          {"How the prediction for one sample would change with each input.",
           "一个样本的预测如何随每个输入变化。"},
          "Simonyan, Vedaldi & Zisserman 2014, arXiv:1312.6034, section 3",
          Make<Saliency>};
}

}  // namespace downhill
