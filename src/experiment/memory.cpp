// SPDX-License-Identifier: Apache-2.0
#include "experiment/memory.h"

#include <algorithm>

#include "core/error.h"
#include "training/batches.h"
#include "training/evaluation.h"

namespace downhill {
namespace {

/// The rest is for stacks, the document's text and its values, and for a second run that is opened
/// before the first one is closed.
constexpr double kMostBytes = 0.5e6 * kModuleMegabytes;

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

}  // namespace

void CheckMemory(const Data& data, const Network& network, const Optimizer& optimizer,
                 std::int64_t batch_size) {
  const Index batch = BatchCount(data.table(Part::kTrain).samples(), batch_size).size;
  const double of_data = DataBytes(data);
  const double of_parameters = static_cast<double>(network.parameter_count()) *
                               (kNumbersAParameter + optimizer.memories()) * sizeof(Scalar);
  const double of_batch =
      Workspace::Bytes(network, batch, Use::kTraining) +
      static_cast<double>(batch) * static_cast<double>(network.inputs()) * sizeof(Scalar);
  const double of_evaluation =
      kThreads * Workspace::Bytes(network, Evaluator::kChunk, Use::kForwardOnly);
  if (of_data + of_parameters + of_batch + of_evaluation <= kMostBytes) return;
  const double of_layers = of_parameters + of_evaluation;
  if (of_batch >= std::max(of_layers, of_data)) {
    throw Error("batch_size",
                Say({"a batch of {} samples does not fit into memory with these layers. "
                     "Use a smaller batch, or fewer units.",
                     "每批 {} 个样本配这些层会超出内存。请减小批大小或单元数。"},
                    batch));
  }
  if (of_layers >= of_data) {
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
