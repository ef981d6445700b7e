// SPDX-License-Identifier: Apache-2.0
#include "training/evaluation.h"

#include <algorithm>
#include <cmath>

namespace downhill {
namespace {

/// Multiply-adds a thread between two looks at the clock: about a millisecond.
constexpr double kWorkAPiece = 5e6;

/// Numbers that a chunk may take on its way, where it has more than one sample: 4 MB a thread.
constexpr double kMostNumbersAChunk = 1e6;

ConstMatrixMap Slice(ConstMatrixMap matrix, Index first, Index count) {
  return {matrix.data() + first * matrix.rows(), matrix.rows(), count};
}

}  // namespace

Index Evaluator::ChunkOf(const Network& network) {
  const double numbers =
      Workspace::Bytes(network, kChunk, Use::kForwardOnly) / (sizeof(Scalar) * kChunk);
  const double samples = kMostNumbersAChunk / (numbers + 1);
  return samples >= kChunk ? kChunk : std::max<Index>(1, static_cast<Index>(samples));
}

double Evaluator::BytesOf(const Network& network) {
  const Index chunk = ChunkOf(network);
  return Workspace::Bytes(network, chunk, Use::kForwardOnly) +
         static_cast<double>(chunk) * static_cast<double>(network.inputs()) * sizeof(Scalar);
}

Evaluator::Evaluator(const Network& network, const Loss& loss, const Data& data, ThreadPool* pool)
    : network_(network),
      loss_(loss),
      data_(data),
      classes_(data.samples.classes),
      pool_(pool),
      chunk_(ChunkOf(network)),
      work_a_sample_(network.work()) {
  const int threads = pool != nullptr ? pool->threads() : 1;
  for (int i = 0; i < threads; ++i) {
    workspaces_.emplace_back(network, chunk_, Use::kForwardOnly);
  }
  rooms_.resize(static_cast<std::size_t>(threads));
  // Here, for a thread of a pool may not fail: neither one of ours nor the one that calls us.
  const Inputs& inputs = data.table(Part::kTrain).inputs;
  for (Matrix& room : rooms_) {
    if (inputs.gathers()) room.resize(inputs.rows(), chunk_);
  }
  const double chunks = kWorkAPiece / ((work_a_sample_ + 1) * static_cast<double>(chunk_));
  const auto chunks_a_piece = threads * std::max<Index>(1, static_cast<Index>(chunks));
  samples_a_piece_ = chunks_a_piece * chunk_;
  sums_.resize(static_cast<std::size_t>(chunks_a_piece));
}

template <class Columns, class Visit>
void Evaluator::ForEachChunk(const WeightsView& weights, Index samples, Columns columns,
                             Visit visit) {
  const Index chunks = (samples + chunk_ - 1) / chunk_;
  const auto pieces = static_cast<Index>(workspaces_.size());
  const auto work = [&](Index piece) {
    Workspace& workspace = workspaces_[static_cast<std::size_t>(piece)];
    Matrix& room = rooms_[static_cast<std::size_t>(piece)];
    for (Index chunk = piece; chunk < chunks; chunk += pieces) {
      const Index first = chunk * chunk_;
      const Index count = std::min(chunk_, samples - first);
      visit(chunk, first, workspace.Forward(weights, columns(first, count, room), {}));
    }
  };
  const bool gains = GainsFromThreads(work_a_sample_ * static_cast<double>(samples));
  ThreadPool::Run(gains ? pool_ : nullptr, std::min(pieces, chunks), work);
}

template <class Visit>
void Evaluator::ForEachChunk(const WeightsView& weights, const Inputs& inputs, Index first,
                             Index samples, Visit visit) {
  const auto columns = [&](Index from, Index count, Matrix& room) {
    return inputs.Columns(first + from, count, room);
  };
  ForEachChunk(weights, samples, columns, visit);
}

void Evaluator::Continue(const WeightsView& weights, Partial& partial) {
  if (partial.complete()) return;
  const Table& table = *partial.table_;
  const Index start = partial.next_;
  const Index samples = std::min(samples_a_piece_, table.samples() - start);
  ForEachChunk(
      weights, table.inputs, start, samples, [&](Index chunk, Index first, MatrixMap outputs) {
        const Index count = outputs.cols();
        Sum& sum = sums_[static_cast<std::size_t>(chunk)];
        sum.loss =
            static_cast<double>(count) *
            loss_.Evaluate(ConstMatrixMap(outputs.data(), outputs.rows(), count),
                           Slice(View(table.targets), start + first, count), {nullptr, 0, 0});
        sum.right = Right(ConstMatrixMap(outputs.data(), outputs.rows(), count),
                          [&](Index s) { return table.original(0, start + first + s); });
      });
  // In the order of the samples, whoever was first.
  for (Index chunk = 0; chunk * chunk_ < samples; ++chunk) {
    partial.loss_ += sums_[static_cast<std::size_t>(chunk)].loss;
    partial.right_ += sums_[static_cast<std::size_t>(chunk)].right;
  }
  partial.next_ += samples;
}

std::optional<Evaluation> Evaluator::Result(const Partial& partial) const {
  if (partial.table_ == nullptr || partial.table_->samples() == 0) return std::nullopt;
  const auto n = static_cast<double>(partial.table_->samples());
  Evaluation result{partial.loss_ / n, std::nullopt};
  if (classes_ > 0) result.accuracy = static_cast<double>(partial.right_) / n;
  return result;
}

std::optional<Evaluation> Evaluator::Evaluate(const WeightsView& weights, const Table& table) {
  Partial partial(table);
  while (!partial.complete()) Continue(weights, partial);
  return Result(partial);
}

Matrix Evaluator::Confusion(const WeightsView& weights, const Table& table) {
  std::vector<Index> predicted(static_cast<std::size_t>(table.samples()));
  ForEachChunk(weights, table.inputs, 0, table.samples(),
               [&](Index, Index first, MatrixMap outputs) {
                 for (Index s = 0; s < outputs.cols(); ++s) {
                   predicted[static_cast<std::size_t>(first + s)] =
                       ClassOf(outputs.data() + s * outputs.rows());
                 }
               });
  Matrix counts = Matrix::Zero(classes_, classes_);
  for (Index s = 0; s < table.samples(); ++s) {
    const Index found = predicted[static_cast<std::size_t>(s)];
    if (found != kNoClass) counts(static_cast<Index>(table.original(0, s)), found) += 1;
  }
  return counts;
}

void Evaluator::Predict(const WeightsView& weights, ConstMatrixMap inputs, MatrixMap outputs) {
  const auto columns = [&](Index first, Index count, Matrix&) {
    return Slice(inputs, first, count);
  };
  ForEachChunk(weights, inputs.cols(), columns, [&](Index, Index first, MatrixMap raw) {
    ToPredictions(raw);
    std::copy_n(raw.data(), raw.size(), outputs.data() + first * outputs.rows());
  });
}

void Evaluator::Predict(const WeightsView& weights, const Inputs& inputs, MatrixMap outputs) {
  ForEachChunk(weights, inputs, 0, inputs.cols(), [&](Index, Index first, MatrixMap raw) {
    ToPredictions(raw);
    std::copy_n(raw.data(), raw.size(), outputs.data() + first * outputs.rows());
  });
}

void Evaluator::ToPredictions(MatrixMap outputs) const {
  loss_.Link(outputs);
  if (data_.target_standardization) data_.target_standardization->Invert(outputs);
}

Index Evaluator::ClassOf(const Scalar* outputs) const {
  if (IsOneOfTwo()) return OneOfTwo(outputs[0], loss_.decision_threshold());
  const Index count = network_.outputs();
  // What compares with nothing is right for no class.
  if (std::any_of(outputs, outputs + count, [](Scalar o) { return std::isnan(o); })) {
    return kNoClass;
  }
  if (count > 1) {
    return static_cast<Index>(std::max_element(outputs, outputs + count) - outputs);
  }
  // Class numbers as one real target: the nearest class.
  const auto last = static_cast<Scalar>(classes_ - 1);
  const Scalar nearest = std::round(outputs[0]);
  return nearest > 0 ? static_cast<Index>(std::min(nearest, last)) : 0;
}

}  // namespace downhill
