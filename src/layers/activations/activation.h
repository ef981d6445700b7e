// SPDX-License-Identifier: Apache-2.0
// What every activation is: a function of one number, applied to whole arrays.
#pragma once

#include "core/component.h"
#include "core/interval.h"
#include "core/scalar.h"

namespace downhill {

class Activation : public Component {
 public:
  /// The identity costs nothing: layers skip it.
  virtual bool is_identity() const { return false; }
  /// Where its values lie, as narrow as can be told.
  virtual Interval range() const { return {}; }
  /// True when the derivative cannot be told from the result alone: then the layer keeps z.
  virtual bool needs_input() const { return false; }
  /// a = f(z), n numbers; a may be z.
  virtual void Apply(const Scalar* z, Scalar* a, Index n) const = 0;
  /// dz = da f'(z), n numbers; dz may be da. z is valid only with needs_input().
  virtual void Differentiate(const Scalar* z, const Scalar* a, const Scalar* da, Scalar* dz,
                             Index n) const = 0;
  /// f'(z) for all of a; false for the identity.
  bool Slopes(const Scalar* z, ConstMatrixMap a, MatrixMap slopes) const {
    if (is_identity()) return false;
    slopes.setOnes();
    Differentiate(z, a.data(), slopes.data(), slopes.data(), a.size());
    return true;
  }
};

/// All activations, in menu order.
const Registry<Activation>& Activations();

/// The loops, once for every activation. `Function` gives `Scalar Value(z)` and `Scalar Slope(z,
/// a)`, inlined here so that the compiler can vectorise; in place has loops of its own, because
/// arrays that may be one another keep it from doing so.
template <class Function>
class ElementwiseActivation : public Activation {
 public:
  void Apply(const Scalar* z, Scalar* a, Index n) const final {
    const auto& f = static_cast<const Function&>(*this);
    if (z == a) {
      for (Index i = 0; i < n; ++i) a[i] = f.Value(a[i]);
    } else {
      for (Index i = 0; i < n; ++i) a[i] = f.Value(z[i]);
    }
  }
  void Differentiate(const Scalar* z, const Scalar* a, const Scalar* da, Scalar* dz,
                     Index n) const final {
    const auto& f = static_cast<const Function&>(*this);
    const auto slope = [&](Index i) {
      return f.needs_input() ? f.Slope(z[i], a[i]) : f.Slope(Scalar{0}, a[i]);
    };
    if (da == dz) {
      for (Index i = 0; i < n; ++i) dz[i] *= slope(i);
    } else {
      for (Index i = 0; i < n; ++i) dz[i] = da[i] * slope(i);
    }
  }
};

}  // namespace downhill
