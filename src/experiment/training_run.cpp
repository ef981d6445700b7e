// SPDX-License-Identifier: Apache-2.0
#include "experiment/training_run.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>
#include <utility>

#include "core/hash.h"
#include "core/random.h"
#include "experiment/difference.h"
#include "experiment/memory.h"
#include "experiment/parser.h"
#include "experiment/reader.h"
#include "experiment/suggestion.h"
#include "experiment/summary.h"
#include "experiment/version.h"
#include "experiment/warnings.h"
#include "experiment/writer.h"
#include "layers/dense.h"
#include "losses/loss.h"
#include "optimizers/optimizer.h"
#include "schedules/schedule.h"
#include "training/clip.h"

namespace downhill {
namespace {

template <class Work>
auto Under(std::string_view path, Work work) {
  try {
    return work();
  } catch (const Error& error) {
    throw error.Under(path);
  }
}

Json WarningsJson(const std::vector<Warning>& warnings) {
  Json json = Json::array();
  for (const Warning& warning : warnings) {
    json.push_back({{"path", warning.path}, {"message", ToJson(warning.text)}});
  }
  return json;
}

/// The last dense layer, whose units may be derived; null when there is none.
Dense* LastDense(const SlotList<Layer>& layers, std::size_t& place) {
  for (place = layers.size(); place-- > 0;) {
    if (Dense* dense = layers[place]->dense()) return dense;
  }
  return nullptr;
}

}  // namespace

TrainingRun::TrainingRun(std::string_view document, const TableStore* tables) {
  Open(ParseDocument(document), tables);
}

void TrainingRun::Open(const Json& document, const TableStore* tables) {
  // Every other key of a study would be unknown here, and none of them is the fault.
  if (document.contains("kind")) {
    throw Error("kind",
                {"is that of a study, and here an experiment is opened. Run the study with "
                 "\"downhill train FILE\" (in code: engine.study()), or open the experiment "
                 "that stands in it.",
                 "属于一项研究，而此处打开的是实验。请用 \"downhill train FILE\" 运行该研究"
                 "（代码中用 engine.study()），或打开其中的实验。"});
  }
  CheckVersion(document);
  Read(document, experiment_);
  if (!experiment_.stop.epochs && !experiment_.stop.steps) {
    throw Error("stop", {"this run would never end. Set epochs or steps.",
                         "此训练永远不会结束。请设置 epochs 或 steps。"});
  }
  Build(tables);
}

void TrainingRun::Build(const TableStore* tables) {
  const auto seed = static_cast<std::uint64_t>(experiment_.data.seed.value_or(experiment_.seed));
  data_ = Under("data", [&] {
    Random random(seed, "data");
    return Prepare(experiment_.data.dataset->Take(random, tables), experiment_.data.split,
                   experiment_.data.standardize, seed, experiment_.data.inputs);
  });
  // Chosen or left alone, the features themselves are one document.
  if (data_.formulas.empty()) experiment_.data.inputs.clear();
  if (experiment_.data.standardize_target) StandardizeTargets(data_);
  ChooseLoss(data_.samples);
  if (experiment_.clip->active() && experiment_.optimizer->needs_objective()) {
    throw Error("clip",
                Say({"does not go with {}, which compares the gradient with the loss itself. "
                     "Set it to none.",
                     "不能与 {} 同用：它需要梯度与损失一致。请设为 none。"},
                    experiment_.optimizer.id()));
  }
  const auto& loss = *experiment_.loss;
  const Index outputs = FitOutputs(data_.samples);
  CheckThatItLearns();
  EncodeTargets(data_, loss, experiment_.data.class_targets, outputs);
  CheckMemory(experiment_, data_, *network_);
}

void TrainingRun::ChooseLoss(const Samples& samples) {
  experiment_.derived_loss = samples.classes == 0   ? "mse"
                             : samples.classes == 2 ? "bce_logits"
                                                    : "cross_entropy";
  if (experiment_.loss.get() == nullptr) {
    experiment_.loss.Choose(experiment_.derived_loss);
  }
}

Index TrainingRun::FitOutputs(const Samples& samples) {
  const SlotList<Layer>& layers = experiment_.model.layers;
  std::size_t place = 0;
  Dense* last = LastDense(layers, place);
  const auto given = last != nullptr ? last->units().value_or(0) : 0;
  const auto& loss = *experiment_.loss;
  if (last != nullptr) {
    // What is derived must not depend on what is given, or a minimal document would lose it.
    last->DeriveUnits(
        RequiredOutputs(samples, loss, experiment_.loss.id(), experiment_.data.class_targets, 0));
  }
  const Index required = RequiredOutputs(samples, loss, experiment_.loss.id(),
                                         experiment_.data.class_targets, static_cast<Index>(given));
  if (required > Dense::kMostUnits) {
    throw Error("data", Say({"asks for {} outputs, but a layer has at most {}. Give fewer target "
                             "columns.",
                             "需要 {} 个输出，而一层最多 {} 个。请减少目标列。"},
                            required, Dense::kMostUnits));
  }
  network_ = Under("model.layers", [&] {
    return std::make_unique<Network>(std::span(layers), data_.input_shape());
  });
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
  const Interval range = network_->OutputRange({});
  if (loss.needs_probabilities() && !Interval{.low = 0, .high = 1}.Contains(range)) {
    throw Error("loss",
                Say({"{} wants outputs between 0 and 1. Give the last layer the activation "
                     "sigmoid, or choose bce_logits.",
                     "{} 要求输出在 0 与 1 之间。请把最后一层的激活函数设为 sigmoid，或选择 "
                     "bce_logits。"},
                    experiment_.loss.id()));
  }
  return required;
}

void TrainingRun::CheckThatItLearns() const {
  Index learning = network_->parameter_count();
  for (const Network::Range& range : network_->frozen()) learning -= range.size;
  if (learning == 0) {
    throw Error(
        "model.layers",
        {"have no parameter that training may change. Add a dense layer, or set frozen to "
         "false in one that has parameters.",
         "没有训练可以改变的参数。请添加全连接层，或把某个有参数的层的 frozen 设为 false。"});
  }
  const Index largest_batch =
      BatchCount(data_.table(Part::kTrain).samples(), experiment_.batch_size).size;
  if (largest_batch < network_->smallest_batch()) {
    throw Error("batch_size",
                {"gives batches of one sample, which batch norm cannot compare with others: its "
                 "output is always the same. Use batches of 2 or more, with as many samples to "
                 "train on, or layer_norm.",
                 "使每批只有一个样本，批量规范化无从比较，输出总是相同。请把批量大小设为 2 或更"
                 "大（训练样本也至少要有 2 个），或改用 layer_norm。"});
  }
}

void TrainingRun::StartLayer(std::size_t place, std::vector<float> numbers) {
  Under("model.layers", [&] {
    const SlotList<Layer>& layers = experiment_.model.layers;
    if (place >= layers.size()) {
      throw Error(Fill("[{}]", place), {"is given numbers to start from, but there is no such "
                                        "layer. Leave them out.",
                                        "有起始数值，但没有这一层。请去掉这些数值。"});
    }
    Under(Fill("[{}]", place), [&] {
      const auto is_no_number = [](float number) { return !std::isfinite(number); };
      const auto at = std::find_if(numbers.begin(), numbers.end(), is_no_number);
      if (at != numbers.end()) {
        throw Error("start", Say({"holds something that is no finite number, at place {}. Save the "
                                  "model again.",
                                  "第 {} 个数不是有限数。请重新保存模型。"},
                                 at - numbers.begin()));
      }
      Checksum checksum;
      checksum.Add(std::span(reinterpret_cast<const std::uint8_t*>(numbers.data()),
                             numbers.size() * sizeof(float)));
      beside_[place] = checksum.value();
      layers[place]->StartWith(std::move(numbers));
    });
  });
}

void TrainingRun::Start(ThreadPool* pool) {
  Begin(pool);
  session_->Run(0, 0);
}

void TrainingRun::GoOnFrom(TrainingRun& other, ThreadPool* pool) {
  // It may be what breaks the numbers.
  other.session_->FinishUpdate();
  if (other.session_->progress().status == Status::kDiverged) {
    throw Error("document", {"cannot go on from numbers that broke. Reset the run first.",
                             "无法从已发散的数值继续。请先重置训练。"});
  }
  std::vector<std::uint8_t> state;
  Archive saving([&state](std::span<const std::uint8_t> piece) {
    state.insert(state.end(), piece.begin(), piece.end());
  });
  other.session_->Save(saving);
  saving.End();
  Begin(pool);
  Archive reading(SourceOf(state));
  session_->Resume(reading);
  PrepareToSave();
  other.PrepareToSave();
  GoOnAfter(other.identity_->course());
  session_->TakeFeedOf(*other.session_);
}

void TrainingRun::CheckThatItGoesOn(TrainingRun& other) {
  std::string place = FirstDifference(Bound(other.experiment_), Bound(experiment_));
  for (std::size_t layer = 0; place.empty() && layer < experiment_.model.layers.size(); ++layer) {
    const auto own = beside_.find(layer), others = other.beside_.find(layer);
    const bool same = own == beside_.end() || others == other.beside_.end()
                          ? (own == beside_.end()) == (others == other.beside_.end())
                          : own->second == others->second;
    if (!same) place = Fill("model.layers[{}].start", layer);
  }
  if (place.empty()) return;
  throw Error(
      std::move(place),
      {"is what a run begins with: changing it starts over. Open the document as a new run.",
       "是训练开始时就确定的：更改它需要重新开始。请将文档作为新的训练打开。"});
}

void TrainingRun::GoOnAfter(const Course& before) {
  if (!identity_->course().LeadsWhere(before, session_->steps())) session_->MarkEdited();
}

void TrainingRun::Begin(ThreadPool* pool) {
  session_ = std::make_unique<Session>(
      SessionPlan{{*network_, *experiment_.loss, *experiment_.optimizer, *experiment_.schedule,
                   experiment_.regularization, *experiment_.clip,
                   static_cast<std::uint64_t>(experiment_.seed), experiment_.schedule.id()},
                  data_,
                  experiment_.batch_size,
                  experiment_.record,
                  experiment_.stop,
                  static_cast<std::uint64_t>(experiment_.seed)},
      pool);
}

void TrainingRun::SetParameters(std::string_view block, std::span<const float> values) {
  Index offset = 0;
  std::vector<std::string> names;
  for (const ParameterBlock& one : network_->parameters()) {
    if (one.name != block) {
      offset += one.size();
      names.push_back(one.name);
      continue;
    }
    if (static_cast<Index>(values.size()) != one.size()) {
      throw Error(one.name,
                  Say({"has {} x {} numbers, and {} are given. Give all of them, column by column.",
                       "有 {} x {} 个数，而给出了 {} 个。请按列给出全部数值。"},
                      one.rows, one.columns, values.size()));
    }
    const auto is_no_number = [](float number) { return !std::isfinite(number); };
    const auto at = std::find_if(values.begin(), values.end(), is_no_number);
    if (at != values.end()) {
      throw Error(one.name, Say({"would get something that is no finite number, at place {}. Give "
                                 "a finite one.",
                                 "的第 {} 个值不是有限数。请给出有限的数。"},
                                at - values.begin()));
    }
    session_->FinishUpdate();
    if (session_->progress().status == Status::kDiverged) {
      throw Error(one.name, {"is of a run that has diverged. Reset the run first.",
                             "属于已发散的训练。请先重置训练。"});
    }
    return session_->SetParameters(offset, values);
  }
  throw Error("block",
              Unknown(Say({"there are no parameters \"{}\".", "没有参数“{}”。"}, Shown(block)),
                      block, {names.begin(), names.end()}));
}

void TrainingRun::PrepareToSave() {
  if (identity_) return;
  const BatchCount batches(data_.table(Part::kTrain).samples(), experiment_.batch_size);
  identity_.emplace(experiment_, beside_, batches);
}

void TrainingRun::Save(WriteBytes write) {
  PrepareToSave();
  Archive archive(std::move(write));
  identity_->Serialize(archive);
  session_->Save(archive);
  archive.End();
}

void TrainingRun::Resume(StateSource source) {
  try {
    Archive archive(std::move(source));
    PrepareToSave();
    const Course before = identity_->Serialize(archive);
    session_->Resume(archive);
    GoOnAfter(before);
  } catch (...) {
    // Whatever is wrong with the state, it is this run's start that remains.
    session_->Reset();
    throw;
  }
}

Json TrainingRun::Document() { return Canonical(experiment_); }

Json TrainingRun::Describe() {
  return {{"experiment", Canonical(experiment_)},
          {"minimal", Minimal(experiment_)},
          {"summary", Summary(experiment_, data_, *network_)},
          {"warnings", WarningsJson(Warnings(experiment_, data_, *network_))}};
}

}  // namespace downhill
