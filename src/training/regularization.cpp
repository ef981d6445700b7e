// SPDX-License-Identifier: Apache-2.0
#include "training/regularization.h"

#include <array>

#include "core/kernels/norms.h"

namespace downhill {
namespace {

RealDeclaration Strength(std::string_view id, CatalogText label, CatalogText help) {
  return {
      .label = {id, label, help}, .fallback = 0, .minimum = 0, .maximum = 10, .scale = Scale::kLog};
}

}  // namespace

void Regularization::Declare(Visitor& visitor) {
  static constexpr std::array kTargets{
      Option{"weights", {"Weights", "仅权重"}},
      Option{"all", {"All parameters", "全部参数"}},
  };
  visitor.Real(
      Strength("l1", {"L1", "L1"}, {"Pulls weights to exactly 0.", "使部分权重恰好变为 0。"}), l1_);
  visitor.Real(Strength("l2", {"L2", "L2"}, {"Keeps weights small.", "使权重保持较小。"}), l2_);
  visitor.Choice({.label = {"applies_to",
                            {"Applies to", "作用于"},
                            {"Biases are usually left free.", "偏置通常不受惩罚。"}},
                  .fallback = "weights",
                  .options = kTargets},
                 applies_to_);
}

template <class Visit>
void Regularization::ForEachRange(const Network& network, Visit visit) const {
  if (applies_to_ == "all") {
    visit(Network::Range{0, network.parameter_count()});
  } else {
    for (const Network::Range& range : network.weights()) visit(range);
  }
}

double Regularization::Penalty(const Network& network, const Scalar* parameters) const {
  double penalty = 0;
  ForEachRange(network, [&](Network::Range range) {
    const Scalar* w = parameters + range.offset;
    penalty += l1_ * kernels::SumOfAbsolutes(w, range.size);
    penalty += l2_ / 2 * kernels::SumOfSquares(w, range.size);
  });
  return penalty;
}

void Regularization::AddGradient(const Network& network, const Scalar* parameters,
                                 Scalar* gradient) const {
  const auto l1 = static_cast<Scalar>(l1_);
  const auto l2 = static_cast<Scalar>(l2_);
  ForEachRange(network, [&](Network::Range range) {
    const Scalar* w = parameters + range.offset;
    Scalar* g = gradient + range.offset;
    for (Index i = 0; i < range.size; ++i) {
      const Scalar sign = w[i] > 0 ? Scalar{1} : (w[i] < 0 ? Scalar{-1} : Scalar{0});
      g[i] += l1 * sign + l2 * w[i];
    }
  });
}

}  // namespace downhill
