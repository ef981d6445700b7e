// SPDX-License-Identifier: Apache-2.0
#include "experiment/memory.h"

#include <algorithm>

#include "core/error.h"
#include "core/room.h"
#include "datasets/dataset.h"
#include "optimizers/optimizer.h"
#include "training/batches.h"
#include "training/evaluation.h"
#include "training/history.h"

namespace downhill {
namespace {

/// Parameters, gradient, and those of the best point; the optimizer's buffers come on top.
constexpr double kNumbersAParameter = 3;

/// Of texts, pictures and studies of a run that is open.
constexpr double kAnswerBytes = 16e6;

/// More threads than this hold their evaluations beside what is counted here.
constexpr int kThreads = 8;

double DataBytes(const Experiment& experiment, const Data& data) {
  // Everything in original units, and once more in the tables, as the network is fed it, with the
  // targets encoded. Bytes stay bytes, and are there once.
  double numbers = static_cast<double>(data.samples.features.size()) +
                   static_cast<double>(data.samples.targets.size()) * 2;
  for (const Table& table : data.tables) {
    numbers += static_cast<double>(table.inputs.size() + table.targets.size());
  }
  const double of_bytes = data.samples.bytes == nullptr ? 0 : data.samples.bytes->bytes();
  return numbers * sizeof(Scalar) + static_cast<double>(data.samples.size() * sizeof(Index)) +
         of_bytes + experiment.data.dataset->bytes();
}

/// Of what a reset begins with again.
class StartBytes final : public Visitor {
 public:
  explicit StartBytes(const AnySlotList& layers) { Add(layers); }

  double bytes() const { return bytes_; }

  void Real(const RealDeclaration&, double&) override {}
  void OptionalReal(const RealDeclaration&, std::optional<double>&) override {}
  void Integer(const IntegerDeclaration&, std::int64_t&) override {}
  void OptionalInteger(const IntegerDeclaration&, std::optional<std::int64_t>&) override {}
  void Integers(const IntegersDeclaration&, std::vector<std::int64_t>&) override {}
  void Boolean(const BooleanDeclaration&, bool&) override {}
  void Choice(const ChoiceDeclaration&, std::string&) override {}
  void Choices(const ChoicesDeclaration&, std::vector<std::string>&) override {}
  void Component(const ComponentDeclaration&, AnySlot& value) override {
    if (value.component() != nullptr) value.component()->Declare(*this);
  }
  void List(const ListDeclaration&, AnySlotList& value) override { Add(value); }
  void Group(const GroupDeclaration&, Declared& value) override { value.Declare(*this); }
  void Numbers(const RowsDeclaration&, Rows&) override {}
  void Packed(const PackedDeclaration&, std::vector<float>& value) override {
    // Of a layer: "start".
    bytes_ += static_cast<double>(value.size() * sizeof(float));
  }
  void Texts(const TextsDeclaration&, std::vector<std::string>&) override {}
  void OneText(const TextDeclaration&, std::string&) override {}
  void AnyJson(const JsonDeclaration&, Json&) override {}

 private:
  void Add(const AnySlotList& layers) {
    for (const AnySlot* slot : layers.slots()) slot->component()->Declare(*this);
  }

  double bytes_ = 0;
};

/// Of the points that the run records at most; their list has room for twice as many.
double HistoryBytes(const Experiment& experiment, const BatchCount& batches) {
  const auto steps = static_cast<double>(experiment.stop.steps.value_or(Session::kNoLimit));
  const auto epochs = static_cast<double>(experiment.stop.epochs.value_or(Session::kNoLimit));
  const auto per_epoch = static_cast<double>(batches.per_epoch);
  const bool by_epoch = experiment.record.unit == "epoch";
  const double length =
      by_epoch ? std::min(epochs, steps / per_epoch) : std::min(steps, epochs * per_epoch);
  const double records = length / static_cast<double>(experiment.record.every) + 2;
  return 2 * std::min<double>(records, History::kMostRows) * sizeof(HistoryRow);
}

struct Needs {
  Needs(const Experiment& experiment, const Data& data, const Network& network)
      : batches(data.table(Part::kTrain).samples(), experiment.batch_size),
        of_data(DataBytes(experiment, data)),
        of_parameters(static_cast<double>(network.parameter_count()) *
                          (kNumbersAParameter + experiment.optimizer->buffers() +
                           // What frozen layers keep is a copy of all.
                           (network.frozen().empty() ? 0 : 1)) *
                          sizeof(Scalar) +
                      StartBytes(experiment.model.layers).bytes()),
        of_batch(Workspace::Bytes(network, batches.size, Use::kTraining) +
                 static_cast<double>(batches.size) * static_cast<double>(network.inputs()) *
                     sizeof(Scalar)),
        of_evaluation(kThreads * Evaluator::BytesOf(network)),
        of_history(HistoryBytes(experiment, batches)) {}
  double total() const { return of_data + of_parameters + of_batch + of_evaluation + of_history; }

  BatchCount batches;
  double of_data;
  double of_parameters;
  double of_batch;
  double of_evaluation;
  double of_history;
};

}  // namespace

double RunBytes(const Experiment& experiment, const Data& data, const Network& network) {
  return Needs(experiment, data, network).total();
}

void CheckRoom(const Experiment& experiment, const Data& data, const Network& network) {
  const Needs needs(experiment, data, network);
  const double still = needs.total() - needs.of_data + kAnswerBytes;
  if (HasRoom(still)) return;
  throw Error("document",
              Say({"needs about {} MB of memory to be trained, more than is free now. Close other "
                   "runs, or use fewer samples or units, or smaller batches.",
                   "训练约需 {} MB 内存，超过目前的空闲内存。请关闭其他训练，或减少样本、单元数或"
                   "批量大小。"},
                  Megabytes(still)));
}

void CheckMemory(const Experiment& experiment, const Data& data, const Network& network) {
  const Needs needs(experiment, data, network);
  if (needs.total() <= kMostRunBytes) return;
  const double most =
      std::max({needs.of_batch, needs.of_parameters, needs.of_evaluation, needs.of_data});
  if (needs.of_batch == most && needs.batches.size > 1) {
    throw Error("batch_size",
                Say({"a batch of {} samples does not fit into memory with these layers. "
                     "Use a smaller batch, or fewer units.",
                     "每批 {} 个样本配这些层会超出内存。请减小批量大小或单元数。"},
                    needs.batches.size));
  }
  if (needs.of_batch == most || needs.of_evaluation == most) {
    const double numbers = Workspace::Bytes(network, 1, Use::kForwardOnly) / sizeof(Scalar);
    throw Error("model.layers",
                Say({"one sample becomes {} numbers on its way through the layers, too many for "
                     "the memory there is. Use fewer units or channels, pool earlier, or give "
                     "smaller pictures.",
                     "一个样本在各层之间会变成 {} 个数，超出可用内存。请减少单元数或通道数、"
                     "更早做汇聚（池化），或使用更小的图片。"},
                    static_cast<std::int64_t>(numbers)));
  }
  if (needs.of_parameters == most) {
    throw Error("model.layers",
                Say({"{} parameters do not fit into memory with this data. Use fewer units or "
                     "layers.",
                     "{} 个参数连同此数据会超出内存。请减少单元数或层数。"},
                    network.parameter_count()));
  }
  throw Error("data", Say({"{} samples of {} features do not fit into memory with this model. Use "
                           "fewer samples.",
                           "{} 个样本（每个 {} 个特征）连同此模型会超出内存。请减少样本。"},
                          data.samples.size(), data.samples.width()));
}

}  // namespace downhill
