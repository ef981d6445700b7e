// SPDX-License-Identifier: Apache-2.0
#include "experiment/training_run.h"

#include <algorithm>

#include "core/random.h"
#include "experiment/reader.h"
#include "experiment/writer.h"
#include "layers/dense.h"
#include "losses/loss.h"
#include "optimizers/optimizer.h"
#include "schedules/schedule.h"
#include "training/clip.h"

namespace downhill {
namespace {

/// What the activations of one batch, and what the parameters with their gradient and the memories
/// of the optimizer, may take: the threaded modules have 128 MB in all.
constexpr double kMostBytes = 64e6;
constexpr double kNumbersAParameter = 5;

template <class Work>
auto Under(std::string_view path, Work work) {
  try {
    return work();
  } catch (const Error& error) {
    throw error.Under(path);
  }
}

/// The last dense layer, whose units may be derived; null when there is none.
Dense* LastDense(const SlotList& layers, std::size_t& place) {
  for (std::size_t i = layers.size(); i-- > 0;) {
    if (layers[i].entry()->id == "dense") {
      place = i;
      return &layers[i].as<Dense>();
    }
  }
  return nullptr;
}

Json ShapeJson(const Shape& shape) {
  if (shape.flat()) return Json::array({shape.channels});
  return Json::array({shape.channels, shape.height, shape.width});
}

/// Where to draw 1-D and 2-D data: its range and a little room.
Json RangeJson(const Matrix& features, const Matrix& targets) {
  const auto padded = [](double low, double high) {
    const double room = std::max((high - low) * 0.08, 1e-3);
    return std::pair(low - room, high + room);
  };
  const auto range = [&](const auto& row) {
    return padded(static_cast<double>(row.minCoeff()), static_cast<double>(row.maxCoeff()));
  };
  const auto [x_min, x_max] = range(features.row(0));
  const auto [y_min, y_max] = features.rows() > 1 ? range(features.row(1)) : range(targets.row(0));
  return {{"x_min", x_min}, {"x_max", x_max}, {"y_min", y_min}, {"y_max", y_max}};
}

}  // namespace

TrainingRun::TrainingRun(std::string_view document, ThreadPool* pool) {
  Read(ParseDocument(document), experiment_);
  if (!experiment_.stop.epochs && !experiment_.stop.steps) {
    throw Error("stop", {"this run would never end. Set epochs or steps.",
                         "此训练永远不会结束。请设置 epochs 或 steps。"});
  }
  Build(pool);
}

void TrainingRun::Build(ThreadPool* pool) {
  const auto seed = static_cast<std::uint64_t>(experiment_.seed);
  data_ = Under("data", [&] {
    Random random(seed, "data");
    return Prepare(experiment_.data.dataset.as<Dataset>().Generate(random), experiment_.data.split,
                   experiment_.data.standardize, seed);
  });
  ChooseLoss(data_.samples);
  const auto& loss = experiment_.loss.as<Loss>();
  const Index outputs = FitOutputs(data_.samples);
  EncodeTargets(data_, loss, experiment_.data.class_targets, outputs);
  CheckMemory();
  session_ = std::make_unique<Session>(
      SessionPlan{{*network_, loss, experiment_.optimizer.as<Optimizer>(),
                   experiment_.schedule.as<Schedule>(), experiment_.regularization,
                   experiment_.clip.as<Clip>()},
                  data_,
                  experiment_.batch_size,
                  experiment_.record,
                  experiment_.stop,
                  seed},
      pool);
}

void TrainingRun::CheckMemory() const {
  const double parameters = static_cast<double>(network_->parameter_count());
  if (parameters * kNumbersAParameter * sizeof(Scalar) > kMostBytes) {
    throw Error("model.layers",
                Say({"{} parameters do not fit into memory. Use fewer units or layers.",
                     "{} 个参数会超出内存。请减少单元数或层数。"},
                    network_->parameter_count()));
  }
  const Index batch = experiment_.batch_size == 0
                          ? data_.table(Part::kTrain).samples()
                          : std::min(static_cast<Index>(experiment_.batch_size),
                                     data_.table(Part::kTrain).samples());
  if (Workspace::Bytes(*network_, batch, Workspace::Use::kTraining) > kMostBytes) {
    throw Error("batch_size",
                Say({"a batch of {} samples does not fit into memory with these layers. "
                     "Use a smaller batch, or fewer units.",
                     "每批 {} 个样本配这些层会超出内存。请减小批大小或单元数。"},
                    batch));
  }
}

void TrainingRun::ChooseLoss(const Samples& samples) {
  experiment_.derived_loss = samples.classes == 0   ? "mse"
                             : samples.classes == 2 ? "bce_logits"
                                                    : "cross_entropy";
  if (experiment_.loss.get() == nullptr) {
    experiment_.loss.Choose(*experiment_.loss.registry().Find(experiment_.derived_loss));
  }
}

Index TrainingRun::FitOutputs(const Samples& samples) {
  const SlotList& layers = experiment_.model.layers;
  std::size_t place = 0;
  Dense* last = LastDense(layers, place);
  const auto given = last != nullptr ? last->units().value_or(0) : 0;
  const auto& loss = experiment_.loss.as<Loss>();
  if (last != nullptr) {
    // What is derived must not depend on what is given, or a minimal document would lose it.
    last->DeriveUnits(RequiredOutputs(samples, loss, experiment_.loss.entry()->id,
                                      experiment_.data.class_targets, 0));
  }
  const Index required = RequiredOutputs(samples, loss, experiment_.loss.entry()->id,
                                         experiment_.data.class_targets, static_cast<Index>(given));
  network_ = Under("model.layers",
                   [&] { return std::make_unique<Network>(std::span(layers), samples.shape); });
  if (network_->outputs() != required) {
    const std::string path =
        last != nullptr ? Fill("model.layers[{}].units", place) : std::string("model.layers");
    throw Error(path,
                Say({"the network gives {} outputs, but data and loss want {}. Set the units of "
                     "the last dense layer to {}, or leave them out.",
                     "网络给出 {} 个输出，而数据和损失需要 {} 个。请把最后一个全连接层的单元数设为 "
                     "{}，或省略它。"},
                    network_->outputs(), required, required));
  }
  if (loss.needs_probabilities() && !layers.back().as<Layer>().gives_probabilities()) {
    throw Error("loss",
                Say({"{} wants outputs between 0 and 1. Give the last layer the activation "
                     "sigmoid, or choose bce_logits.",
                     "{} 要求输出在 0 与 1 之间。请把最后一层的激活函数设为 sigmoid，或选择 "
                     "bce_logits。"},
                    experiment_.loss.entry()->id));
  }
  return required;
}

Json TrainingRun::Describe() {
  return {{"experiment", Canonical(experiment_)},
          {"minimal", Minimal(experiment_)},
          {"summary", Summary()}};
}

Json TrainingRun::Summary() const {
  const Samples& samples = data_.samples;
  Json layers = Json::array();
  for (std::size_t i = 0; i < network_->places().size(); ++i) {
    const Network::Place& place = network_->places()[i];
    layers.push_back({{"type", experiment_.model.layers[i].entry()->id},
                      {"input", ShapeJson(place.input)},
                      {"output", ShapeJson(place.output)},
                      {"parameters", place.parameters},
                      {"offset", place.offset}});
  }
  Json summary{{"task", samples.classes == 0   ? "regression"
                        : samples.classes == 2 ? "binary"
                                               : "classes"},
               {"classes", samples.classes},
               {"class_names", samples.class_names},
               {"feature_names", samples.feature_names},
               {"target_name", samples.target_name},
               {"features", samples.features.rows()},
               {"outputs", network_->outputs()},
               {"parameters", network_->parameter_count()},
               {"counts",
                {{"train", data_.table(Part::kTrain).samples()},
                 {"validation", data_.table(Part::kValidation).samples()},
                 {"test", data_.table(Part::kTest).samples()}}},
               {"steps_per_epoch", session_->steps_per_epoch()},
               {"layers", std::move(layers)}};
  if (samples.features.rows() <= 2) {
    summary["range"] = RangeJson(samples.features, samples.targets);
  }
  return summary;
}

}  // namespace downhill
