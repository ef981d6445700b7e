// SPDX-License-Identifier: Apache-2.0
// What every optimizer is: an update of one flat vector of parameters by one of gradients. It knows
// nothing of layers, batches or epochs.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "core/archive.h"
#include "core/component.h"
#include "core/scalar.h"
#include "core/thread_pool.h"

namespace downhill {

/// Where a weight matrix (rows = outputs, columns = inputs, column-major) lies in the parameters.
struct MatrixRange {
  Index offset;
  Index rows;
  Index columns;
};

/// What is to be made small: how many parameters, and which of them are matrices.
struct Problem {
  Index size = 0;
  /// Looked at by Begin alone.
  std::span<const MatrixRange> matrices = {};
  /// For optimizers that draw random numbers.
  std::uint64_t seed = 0;
};

/// A place where an optimizer asks for the loss: on the batch of the step under way, with the
/// penalty, and with the same dropped units every time.   Shapes: parameters (n), gradient (n).
struct Query {
  const Scalar* parameters;
  /// To be filled; null where it is not asked for.
  Scalar* gradient;
};

/// One update.   Shapes: parameters (n), gradient (n).
struct Update {
  Scalar* parameters;
  const Scalar* gradient;
  Index size;
  /// The scheduled rate of this step.
  double learning_rate;
  /// t = 1, 2, .. the number of the update since the state was begun.
  std::int64_t number;
  /// Loss and penalty at these parameters.
  double loss = 0;
  /// What a schedule cycles together with the rate: it takes the place of the declared momentum, or
  /// beta1, where there is one. Empty leaves the declared one.
  std::optional<double> momentum = std::nullopt;
  /// The rate that the schedule began with; empty: the declared one.
  std::optional<double> initial_rate = std::nullopt;
  /// Only for an optimizer that averages(): the average (n) of the parameters until now, which goes
  /// on with this update. Null where nobody asks for it.
  Scalar* average = nullptr;
  ThreadPool* pool = nullptr;  // may be null

  /// Calls work(i) for every parameter, side by side: no call may look at what another one sets.
  template <class Work>
  void ForEach(const Work& work) const {
    // Measured: 0.2 to 0.3 ns a parameter for plain descent, as long as eight multiply-adds;
    // momentum takes twice as long, Adam five times.
    constexpr double kOfOne = 8;
    Share(pool, size, 1, kOfOne * static_cast<double>(size), [&](Index first, Index last) {
      // A copy on the stack: what the calls set is none of the numbers that they share.
      const Work each = work;
#ifdef __clang__
#pragma clang loop vectorize(assume_safety)
#else
#pragma GCC ivdep
#endif
      for (Index i = first; i < last; ++i) each(i);
    });
  }
};

/// Gets a vector as long as the parameters: its name in the field (PyTorch's), and its numbers.
using VisitBuffer = std::function<void(std::string_view name, Vector& values)>;

/// What an optimizer remembers from step to step, and how it steps: all that changes while
/// training. A run begins a state of its own, and a reset begins another.
class OptimizerState {
 public:
  virtual ~OptimizerState() = default;
  /// Makes the update; or begins it, where query() is not empty afterwards.
  virtual void Step(const Update& update) = 0;
  /// Where the loss must be told before the step goes on. Until it is done the parameters stay what
  /// they were, so that it can be left for as long as one likes after every evaluation.
  virtual std::optional<Query> query() { return std::nullopt; }
  /// Answers query(): the gradient is there, and this is the loss. `update` has place, gradient,
  /// rate, number and loss of the one that Step began.
  virtual void Tell(const Update& /*update*/, double /*loss*/) {}
  /// What is remembered of every parameter. Those that the hyper-parameters do without are empty;
  /// the first one is there always.
  virtual void Buffers(const VisitBuffer& /*visit*/) {}
  /// What is remembered from step to step, and of a step under way all of it.
  virtual void Serialize(Archive& archive) {
    Index size = 0;
    Buffers([&](std::string_view, Vector& values) {
      size = std::max(size, values.size());
      archive.Optional(values, size);
    });
  }

 protected:
  /// Zero for what is too small to have all its digits. Such numbers cost a hundred cycles each,
  /// and they stay: 0.9 times the smallest one rounds to itself. Memories of the gradient fall
  /// there as soon as a unit is dead.
  static Scalar Flushed(Scalar x) {
    constexpr Scalar kSmallest = std::numeric_limits<Scalar>::min();
    return x < kSmallest && x > -kSmallest ? Scalar{0} : x;
  }
  /// g + d w: coupled weight decay, as the gradient of (d/2) |w|².
  static Scalar Decayed(Scalar g, Scalar w, Scalar decay) { return g + decay * w; }
};

/// The hyper-parameters, as the document gives them.
class Optimizer : public Component {
 public:
  /// The state of a run that has made no step yet. Allocates; its steps do not. The optimizer must
  /// outlive it.
  virtual std::unique_ptr<OptimizerState> Begin(const Problem& problem) const = 0;
  /// True for those that ask for the loss elsewhere: line searches, simulated annealing.
  virtual bool needs_objective() const { return false; }
  /// True where the answer is an average of the path (asgd), not its end: see Update::average.
  virtual bool averages() const { return false; }
  /// Vectors as long as the parameters in a state, remembered or to work in, for the count of
  /// memory.
  virtual double buffers() const = 0;

  double learning_rate() const { return learning_rate_; }

 protected:
  /// The two hyper-parameters that (nearly) all have, written once.
  void DeclareLearningRate(Visitor& visitor, double fallback,
                           OnChange on_change = OnChange::kAsAround);
  void DeclareWeightDecay(Visitor& visitor, double fallback = 0);

  double learning_rate_ = 0;
  double weight_decay_ = 0;
};

/// Decay rates and floors that several optimizers share, written once.
RealDeclaration DecayRate(Label label, double fallback);
RealDeclaration Epsilon(double fallback);
RealDeclaration Momentum(double fallback);
/// Of those that divide by sqrt(s) + eps: whether they divide by sqrt(s + eps) instead.
BooleanDeclaration EpsilonInside();

/// The root that a step is divided by, with eps inside or outside.
class FlooredRoot {
 public:
  FlooredRoot(double eps, bool is_inside)
      : inside_(is_inside ? static_cast<Scalar>(eps) : 0),
        outside_(is_inside ? 0 : static_cast<Scalar>(eps)) {}
  Scalar operator()(Scalar square) const { return std::sqrt(square + inside_) + outside_; }

 private:
  Scalar inside_;
  Scalar outside_;
};

/// All optimizers, in menu order.
const Registry<Optimizer>& Optimizers();

}  // namespace downhill
