// SPDX-License-Identifier: Apache-2.0
// What a network says of data: loss, accuracy, confusion, predictions. Work is split over the
// threads in chunks of a fixed size, so that no number depends on how many threads there are.
#pragma once

#include <optional>
#include <vector>

#include "core/scalar.h"
#include "core/thread_pool.h"
#include "losses/loss.h"
#include "training/data.h"
#include "training/network.h"

namespace downhill {

struct Evaluation {
  double loss = 0;
  /// Share of right classes; empty for regression.
  std::optional<double> accuracy;
};

class Evaluator {
 public:
  /// Samples a chunk, at most: large enough for the kernels, small enough for the second-level
  /// cache.
  static constexpr Index kChunk = 128;
  /// Samples a chunk. Fewer than kChunk where one sample takes many numbers on its way, as pictures
  /// in convolutions do; it follows from the network alone, as the sums do.
  static Index ChunkOf(const Network& network);
  /// What each thread takes for itself.
  static double BytesOf(const Network& network);

  /// pool may be null. All must outlive the evaluator. Allocates; Continue, Evaluate and Predict do
  /// not.
  Evaluator(const Network& network, const Loss& loss, const Data& data, ThreadPool* pool);

  /// An evaluation that can be put aside between its pieces: a large table takes seconds.
  class Partial {
   public:
    Partial() = default;
    /// The table must outlive it.
    explicit Partial(const Table& table) : table_(&table) {}
    bool complete() const { return next_ >= (table_ == nullptr ? 0 : table_->samples()); }

   private:
    friend class Evaluator;
    const Table* table_ = nullptr;
    Index next_ = 0;  // the first sample that is still to do
    double loss_ = 0;
    Index right_ = 0;
  };

  /// One piece: about a millisecond of work a thread. The result does not depend on the pieces.
  void Continue(const WeightsView& weights, Partial& partial);
  /// Of a complete one; empty for a part without samples.
  std::optional<Evaluation> Result(const Partial& partial) const;
  /// All pieces at once.
  std::optional<Evaluation> Evaluate(const WeightsView& weights, const Table& table);

  /// counts (classes, classes): row = true class, column = predicted class. Samples whose outputs
  /// stand for no class are not in it.
  Matrix Confusion(const WeightsView& weights, const Table& table);

  /// Standardized inputs (features, n) to predictions (outputs, n): probabilities, or values in
  /// original units.
  void Predict(const WeightsView& weights, ConstMatrixMap inputs, MatrixMap outputs);
  /// Of a whole part.
  void Predict(const WeightsView& weights, const Inputs& inputs, MatrixMap outputs);
  /// Raw outputs (outputs, n) to predictions, in place.
  void ToPredictions(MatrixMap outputs) const;

  /// The class that raw outputs of one sample (outputs) stand for; kNoClass where one is NaN.
  static constexpr Index kNoClass = -1;
  Index ClassOf(const Scalar* outputs) const;
  bool has_classes() const { return classes_ > 0; }
  /// Of raw outputs (outputs, n) those that stand for the class truth(column); 0 for regression.
  template <class Truth>
  Index Right(ConstMatrixMap outputs, const Truth& truth) const {
    if (!has_classes()) return 0;
    Index right = 0;
    if (IsOneOfTwo()) {
      // As ClassOf, without asking the loss for each sample: small networks take as long for that
      // as for their pass.
      const Scalar threshold = loss_.decision_threshold();
      for (Index s = 0; s < outputs.cols(); ++s) {
        right += OneOfTwo(outputs.data()[s], threshold) == static_cast<Index>(truth(s));
      }
      return right;
    }
    for (Index s = 0; s < outputs.cols(); ++s) {
      right += ClassOf(outputs.data() + s * outputs.rows()) == static_cast<Index>(truth(s));
    }
    return right;
  }

 private:
  /// Whether one output tells which of two classes it is.
  bool IsOneOfTwo() const { return classes_ == 2 && network_.outputs() == 1; }
  static Index OneOfTwo(Scalar output, Scalar threshold) {
    return output > threshold ? 1 : output <= threshold ? 0 : kNoClass;
  }
  /// Calls visit(chunk, first sample, raw outputs) for all chunks of so many samples, perhaps at
  /// the same time. columns(first, count, room) gives their inputs.
  template <class Columns, class Visit>
  void ForEachChunk(const WeightsView& weights, Index samples, Columns columns, Visit visit);
  /// From the first sample on; numbered from there.
  template <class Visit>
  void ForEachChunk(const WeightsView& weights, const Inputs& inputs, Index first, Index samples,
                    Visit visit);

  const Network& network_;
  const Loss& loss_;
  const Data& data_;
  Index classes_;  // 0 for regression
  ThreadPool* pool_;
  Index chunk_;
  /// Multiply-adds; asking the network takes a walk over its layers.
  double work_a_sample_;
  Index samples_a_piece_;
  std::vector<Workspace> workspaces_;  // one a thread
  std::vector<Matrix> rooms_;          // one a thread, for inputs that are gathered
  struct Sum {
    double loss = 0;
    Index right = 0;
  };
  std::vector<Sum> sums_;  // one a chunk of the piece
};

}  // namespace downhill
