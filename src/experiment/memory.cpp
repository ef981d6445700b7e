// SPDX-License-Identifier: Apache-2.0
#include "experiment/memory.h"

#include <algorithm>

#include "core/error.h"
#include "training/batches.h"
#include "training/evaluation.h"

namespace downhill {
namespace {

/// Parameters, gradient, and those of the best point; the optimizer's memories come on top.
constexpr double kNumbersAParameter = 3;

/// More threads than this hold their evaluations beside what is counted here.
constexpr int kThreads = 8;

double DataBytes(const Data& data) {
  // Everything in original units, and once more in the tables, with the targets encoded.
  double numbers = static_cast<double>(data.samples.features.size()) * 2 +
                   static_cast<double>(data.samples.targets.size()) * 2;
  for (const Table& table : data.tables) numbers += static_cast<double>(table.targets.size());
  return numbers * sizeof(Scalar);
}

struct Needs {
  Needs(const Data& data, const Network& network, const Optimizer& optimizer,
        std::int64_t batch_size)
      : batch(BatchCount(data.table(Part::kTrain).samples(), batch_size).size),
        of_data(DataBytes(data)),
        of_parameters(static_cast<double>(network.parameter_count()) *
                      (kNumbersAParameter + optimizer.memories()) * sizeof(Scalar)),
        of_batch(Workspace::Bytes(network, batch, Use::kTraining) +
                 static_cast<double>(batch) * static_cast<double>(network.inputs()) *
                     sizeof(Scalar)),
        of_evaluation(kThreads * Workspace::Bytes(network, Evaluator::kChunk, Use::kForwardOnly)) {}
  double sum() const { return of_data + of_parameters + of_batch + of_evaluation; }

  Index batch;
  double of_data;
  double of_parameters;
  double of_batch;
  double of_evaluation;
};

}  // namespace

double RunBytes(const Data& data, const Network& network, const Optimizer& optimizer,
                std::int64_t batch_size) {
  return Needs(data, network, optimizer, batch_size).sum();
}

void CheckMemory(const Data& data, const Network& network, const Optimizer& optimizer,
                 std::int64_t batch_size) {
  const Needs needs(data, network, optimizer, batch_size);
  if (needs.sum() <= kMostRunBytes) return;
  const double of_layers = needs.of_parameters + needs.of_evaluation;
  if (needs.of_batch >= std::max(of_layers, needs.of_data)) {
    throw Error("batch_size",
                Say({"a batch of {} samples does not fit into memory with these layers. "
                     "Use a smaller batch, or fewer units.",
                     "每批 {} 个样本配这些层会超出内存。请减小批大小或单元数。"},
                    needs.batch));
  }
  if (of_layers >= needs.of_data) {
    throw Error("model.layers",
                Say({"{} parameters do not fit into memory with this data. Use fewer units or "
                     "layers.",
                     "{} 个参数连同此数据会超出内存。请减少单元数或层数。"},
                    network.parameter_count()));
  }
  throw Error("data", Say({"{} samples of {} features do not fit into memory with this model. Use "
                           "fewer samples.",
                           "{} 个样本（每个 {} 个特征）连同此模型会超出内存。请减少样本。"},
                          data.samples.features.cols(), data.samples.features.rows()));
}

}  // namespace downhill
