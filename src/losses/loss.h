// SPDX-License-Identifier: Apache-2.0
// What every loss is: a number for a batch, and its derivative by the outputs.
#pragma once

#include <algorithm>

#include "core/component.h"
#include "core/scalar.h"

namespace downhill {

/// How classes are written as targets of the one-output or one-output-per-class kind.
struct ClassLabels {
  Scalar negative = 0;
  Scalar positive = 1;
};

class Loss : public Component {
 public:
  /// The mean loss of a batch, summed in double in the order of the elements.
  /// Shapes: outputs (K, B), targets (K, B), or (1, B) class numbers where takes_class_numbers();
  /// gradient (K, B) is set to d loss / d outputs, unless its data is null.
  virtual double Evaluate(ConstMatrixMap outputs, ConstMatrixMap targets,
                          MatrixMap gradient) const = 0;

  /// The same for a step of which nobody reads the loss to its last digit: within a few roundings
  /// of a Scalar for each element, where that is faster. The gradient has the same bits.
  virtual double EvaluateNearly(ConstMatrixMap outputs, ConstMatrixMap targets,
                                MatrixMap gradient) const {
    return Evaluate(outputs, targets, gradient);
  }

  /// True for losses between real numbers, which make sense for regression.
  virtual bool for_regression() const { return false; }
  /// True for cross_entropy: targets may be class numbers, and there is one output a class.
  virtual bool takes_class_numbers() const { return false; }
  /// True where outputs are logits, which the loss makes probabilities of itself (Link).
  virtual bool takes_logits() const { return false; }
  /// True where outputs must lie between 0 and 1.
  virtual bool needs_probabilities() const { return false; }
  virtual ClassLabels labels() const { return {}; }
  /// Of one output: the second class is predicted above this value.
  virtual Scalar decision_threshold() const { return static_cast<Scalar>(0.5); }
  /// Raw outputs (K, B) to what a person wants to see (probabilities), in place.
  virtual void Link(MatrixMap /*outputs*/) const {}
};

/// All losses, in menu order.
const Registry<Loss>& Losses();

/// The loop over elements, once for every loss that is a mean over elements. `Function` gives
/// `double Value(output, target)` and `Scalar Slope(output, target)`; one whose Value takes long
/// also `Scalar NearValue(output, target)`, which compilers turn into SIMD.
template <class Function>
class ElementwiseLoss : public Loss {
 public:
  double Evaluate(ConstMatrixMap outputs, ConstMatrixMap targets, MatrixMap gradient) const final {
    const auto& f = static_cast<const Function&>(*this);
    const Index elements = outputs.size();
    const Scalar* o = outputs.data();
    const Scalar* y = targets.data();
    double sum = 0;
    for (Index i = 0; i < elements; ++i) sum += f.Value(o[i], y[i]);
    SetGradient(outputs, targets, gradient);
    return sum / static_cast<double>(elements);
  }
  double EvaluateNearly(ConstMatrixMap outputs, ConstMatrixMap targets,
                        MatrixMap gradient) const final {
    if constexpr (requires { Function::NearValue(Scalar{}, Scalar{}); }) {
      // Value by value in SIMD, then their sum in double: in one loop there would be none.
      constexpr Index kTogether = 64;
      Scalar values[kTogether];
      const Index elements = outputs.size();
      double sum = 0;
      for (Index first = 0; first < elements; first += kTogether) {
        const Index count = std::min(kTogether, elements - first);
        const Scalar* o = outputs.data() + first;
        const Scalar* y = targets.data() + first;
        for (Index i = 0; i < count; ++i) values[i] = Function::NearValue(o[i], y[i]);
        for (Index i = 0; i < count; ++i) sum += static_cast<double>(values[i]);
      }
      SetGradient(outputs, targets, gradient);
      return sum / static_cast<double>(elements);
    } else {
      return Evaluate(outputs, targets, gradient);
    }
  }

 private:
  void SetGradient(ConstMatrixMap outputs, ConstMatrixMap targets, MatrixMap gradient) const {
    const auto& f = static_cast<const Function&>(*this);
    Scalar* g = gradient.data();
    if (g == nullptr) return;
    const Index elements = outputs.size();
    const auto share = static_cast<Scalar>(1.0 / static_cast<double>(elements));
    const Scalar* o = outputs.data();
    const Scalar* y = targets.data();
    for (Index i = 0; i < elements; ++i) g[i] = share * f.Slope(o[i], y[i]);
  }
};

}  // namespace downhill
