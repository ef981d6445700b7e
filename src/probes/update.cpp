// SPDX-License-Identifier: Apache-2.0
#include <optional>
#include <utility>
#include <vector>

#include "core/error.h"
#include "losses/loss.h"
#include "probes/probe.h"

namespace downhill {
namespace {

/// Numbers in all: a page shows them one by one.
constexpr Index kMostParameters = 20'000;
constexpr Index kMostInputs = 200'000;

/// Blocks of a layer with their numbers, {"weight": [[..]], "bias": [..]}.
Json NamedBlocks(const Layer& layer, const Scalar* numbers) {
  Json blocks = Json::object();
  for (const ParameterBlock& block : layer.parameters()) {
    blocks[block.name] = BlockJson(block, numbers);
    numbers += block.size();
  }
  return blocks;
}

/// Makes the next step and opens it up: for one sample of the batch every layer's output and its
/// gradient; for the sample and for the batch the gradient of every parameter; and what the
/// optimizer made of it. A sample's gradient is its share of the batch's, so those of all samples
/// add up to it. The batch gradient is of the loss alone; with "gradient" penalty and clipping are
/// in it, as the optimizer sees it. "buffers": what the optimizer remembers, before and after.
class UpdateProbe final : public Probe {
 public:
  void Declare(Visitor& visitor) override {
    visitor.Integer(
        {.label = {"sample",
                   {"Sample", "样本"},
                   {"Its place in the batch, from 0.", "在小批量中的位置，从 0 开始。"}},
         .fallback = 0,
         .minimum = 0,
         .maximum = 100'000},
        sample_);
  }

  Json Look(TrainingRun& run, NextStep& next_step, double budget_ms) const override {
    const Network& network = run.network();
    const Index batch = run.session().batch_size();
    if (network.parameter_count() > kMostParameters ||
        Count(batch) * network.inputs() > Count(kMostInputs)) {
      throw Error("type", Say({"an update of {} parameters on {} samples is too much to lay open. "
                               "Use at most {} parameters and a smaller batch.",
                               "{} 个参数、{} 个样本的一次更新太大，无法展开。请最多用 {} "
                               "个参数，并减小批量大小。"},
                              network.parameter_count(), batch, kMostParameters));
    }
    // Before the step is made: a question that is refused changes nothing.
    const Index samples = run.session().next_batch_size();
    if (sample_ >= samples) {
      throw Error("sample", Say({"{} is beyond the {} samples of this batch. Use 0 to {}.",
                                 "{} 超出这一小批量的 {} 个样本。请用 0 到 {}。"},
                                sample_, samples, samples - 1));
    }
    const std::optional<ObservedStep> made = next_step.Observe(run, budget_ms, true);
    if (!made) return nullptr;
    const ObservedStep& step = *made;
    if (!step.made) {
      throw Error("type", {"the run is at its end and makes no step any more. Reset it, or let it "
                           "train longer.",
                           "训练已结束，不再更新。请重置，或延长训练。"});
    }
    Workspace pass(network, step.inputs.cols(), Use::kTraining, Keep::kOutputGradients);
    const Matrix outputs = pass.Forward(step.before, View(step.inputs), step.pass);
    Matrix output_gradient(outputs.rows(), outputs.cols());
    const Loss& loss = run.session().loss();
    const double batch_loss = loss.Evaluate(
        View(outputs), View(step.targets),
        MatrixMap(output_gradient.data(), output_gradient.rows(), output_gradient.cols()));
    const auto s = static_cast<Index>(sample_);
    // The loss of this sample alone.
    const Matrix own_output = outputs.col(s), own_target = step.targets.col(s);
    const double sample_loss =
        loss.Evaluate(View(own_output), View(own_target), MatrixMap(nullptr, 0, 0));

    Vector sample_gradient(network.parameter_count());
    pass.OutputGradient().setZero();
    pass.OutputGradient().col(s) = output_gradient.col(s);
    pass.Backward(step.before, sample_gradient.data());
    // A backward pass uses up what the forward pass has left.
    pass.Forward(step.before, View(step.inputs), step.pass);
    Vector batch_gradient(network.parameter_count());
    pass.OutputGradient() = output_gradient;
    pass.Backward(step.before, batch_gradient.data());

    Matrix prediction = own_output;
    run.session().evaluator().ToPredictions(MatrixMap(prediction.data(), prediction.rows(), 1));
    const Vector& after = run.session().stepping_weights().parameters;
    const Vector update = after - step.before.parameters;
    std::vector<Vector> buffers_after;
    run.session().trainer().VisitBuffers([&](std::string_view, const Vector& values) {
      if (values.size() > 0) buffers_after.push_back(values);
    });
    Json layers = Json::array();
    for (std::size_t i = 0; i < network.places().size(); ++i) {
      const Network::Place& place = network.places()[i];
      const auto blocks = [&](const Vector& numbers) {
        return NamedBlocks(*place.layer, numbers.data() + place.offset);
      };
      Json buffers = Json::object();
      for (std::size_t b = 0; b < step.buffers.size(); ++b) {
        const auto& [name, before] = step.buffers[b];
        buffers[name] = {{"before", blocks(before)}, {"after", blocks(buffers_after[b])}};
      }
      layers.push_back({{"type", run.experiment().model.layers[i].id()},
                        {"output", ColumnJson(pass.Output(i), s)},
                        {"output_gradient", ColumnJson(pass.OutputGradient(i), s)},
                        {"parameters", blocks(step.before.parameters)},
                        {"sample_gradient", blocks(sample_gradient)},
                        {"batch_gradient", blocks(batch_gradient)},
                        {"gradient", blocks(run.session().trainer().gradient())},
                        {"update", blocks(update)},
                        {"parameters_after", blocks(after)},
                        {"buffers", std::move(buffers)}});
    }
    return {{"step", step.step},
            {"learning_rate", step.learning_rate},
            {"samples", samples},
            {"sample", sample_},
            {"inputs", ColumnJson(View(step.inputs), s)},
            {"targets", ColumnJson(View(step.targets), s)},
            {"outputs", ColumnJson(View(outputs), s)},
            {"predictions", ColumnJson(View(prediction), 0)},
            {"sample_loss", sample_loss},
            {"batch_loss", batch_loss},
            {"layers", std::move(layers)}};
  }

 private:
  std::int64_t sample_ = 0;
};

}  // namespace

Entry<Probe> UpdateProbeEntry() {
  return {"update",
          {"One update", "一次更新"},
          {"Makes one step and shows every number of it: forward, loss, backward, update.",
           "训练一步，并展示其中每个数：前向、损失、反向、更新。"},
          "Rumelhart, Hinton & Williams 1986, Learning representations by back-propagating errors",
          Make<UpdateProbe>};
}

}  // namespace downhill
