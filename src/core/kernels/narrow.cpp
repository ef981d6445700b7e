// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/narrow.h"

namespace downhill::kernels {
namespace {

template <Index kInputs>
void Forward(Index outputs, Index n, const Scalar* weight, const Scalar* bias, const Scalar* x,
             Scalar* z) {
  Pack columns[kInputs];
  for (Index i = 0; i < kInputs; ++i) columns[i] = LoadUpTo(weight + i * outputs, outputs);
  const Pack start = bias != nullptr ? LoadUpTo(bias, outputs) : Pack{};
  for (Index s = 0; s < n; ++s) {
    Pack sum = start;
    for (Index i = 0; i < kInputs; ++i) sum = MultiplyAdd(columns[i], Splat(x[i]), sum);
    StoreUpTo(z, sum, outputs);
    x += kInputs;
    z += outputs;
  }
}

template <Index kInputs>
void Backward(Index outputs, Index n, const Scalar* weight, const Scalar* x, const Scalar* dz,
              Scalar* weight_gradient, Scalar* bias_gradient, Scalar* input_gradient) {
  Pack columns[kInputs] = {};
  Pack bias{};
  Pack rows[kLanes] = {};
  for (Index o = 0; o < outputs; ++o) {
    for (Index i = 0; i < kInputs; ++i) rows[o][i] = weight[o + i * outputs];
  }
  for (Index s = 0; s < n; ++s) {
    const Pack of_sample = LoadUpTo(dz, outputs);
    bias += of_sample;
    for (Index i = 0; i < kInputs; ++i) {
      columns[i] = MultiplyAdd(of_sample, Splat(x[i]), columns[i]);
    }
    if (input_gradient != nullptr) {
      Pack sum{};
      for (Index o = 0; o < kLanes; ++o) {
        if (o < outputs) sum = MultiplyAdd(rows[o], Splat(of_sample[o]), sum);
      }
      StoreUpTo(input_gradient, sum, kInputs);
      input_gradient += kInputs;
    }
    x += kInputs;
    dz += outputs;
  }
  for (Index i = 0; i < kInputs; ++i) {
    StoreUpTo(weight_gradient + i * outputs, columns[i], outputs);
  }
  if (bias_gradient != nullptr) StoreUpTo(bias_gradient, bias, outputs);
}

/// function of the number of inputs, where it is known when compiled.
template <Index kInputs = 1, class Call>
void WithInputs(Index inputs, Call call) {
  if constexpr (kInputs < kLanes) {
    if (inputs > kInputs) return WithInputs<kInputs + 1>(inputs, call);
  }
  call.template operator()<kInputs>();
}

}  // namespace

void NarrowForward(Index outputs, Index inputs, Index n, const Scalar* weight, const Scalar* bias,
                   const Scalar* x, Scalar* z) {
  WithInputs(inputs, [=]<Index kInputs>() { Forward<kInputs>(outputs, n, weight, bias, x, z); });
}

void NarrowBackward(Index outputs, Index inputs, Index n, const Scalar* weight, const Scalar* x,
                    const Scalar* dz, Scalar* weight_gradient, Scalar* bias_gradient,
                    Scalar* input_gradient) {
  WithInputs(inputs, [=]<Index kInputs>() {
    Backward<kInputs>(outputs, n, weight, x, dz, weight_gradient, bias_gradient, input_gradient);
  });
}

}  // namespace downhill::kernels
