// SPDX-License-Identifier: Apache-2.0
// Known values of every activation, and what holds for all of them. (Derivatives are checked by
// central differences in training/gradient_test.cpp.)
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "core/declaration_checks.h"
#include "core/random.h"
#include "layers/activations/activation.h"

namespace downhill {
namespace {

/// Values at -2, -0.5, 0, 1 and 3, computed with 50 digits from the formulas of golden/README.md,
/// with the default hyper-parameters.
struct KnownValues {
  std::string_view id;
  std::vector<double> values;
};
const std::vector<double> kInputs{-2, -0.5, 0, 1, 3};

const std::vector<KnownValues> kKnownValues{
    {"linear", {-2, -0.5, 0, 1, 3}},
    {"relu", {0, 0, 0, 1, 3}},
    {"leaky_relu", {-0.02, -0.005, 0, 1, 3}},
    {"elu", {-0.86466471676338731, -0.39346934028736658, 0, 1, 3}},
    {"selu", {-1.520166468595695, -0.69175818780287137, 0, 1.0507009873554805, 3.1521029620664415}},
    {"gelu",
     {-0.045500263896358414, -0.15426876936299345, 0, 0.84134474606854295, 2.9959503059051097}},
    {"gelu_tanh",
     {-0.045402305912224981, -0.15428599017485608, 0, 0.8411919906082767, 2.996362607918227}},
    {"silu",
     {-0.23840584404423511, -0.18877033439907272, 0, 0.73105857863000488, 2.8577223804672997}},
    {"softplus",
     {0.1269280110429725, 0.47407698418010668, 0.69314718055994531, 1.3132616875182228,
      3.0485873515737421}},
    {"tanh",
     {-0.96402758007581688, -0.46211715726000976, 0, 0.76159415595576489, 0.99505475368673045}},
    {"sigmoid",
     {0.11920292202211756, 0.37754066879814544, 0.5, 0.73105857863000488, 0.95257412682243322}},
};

const std::vector<double>* ValuesOf(std::string_view id) {
  for (const KnownValues& known : kKnownValues) {
    if (known.id == id) return &known.values;
  }
  return nullptr;
}

class ActivationTest : public ::testing::TestWithParam<std::string> {
 protected:
  ActivationTest() { slot_.Choose(GetParam()); }
  const Activation& activation() const { return *slot_; }

  std::vector<Scalar> Apply(const std::vector<Scalar>& z) const {
    std::vector<Scalar> a(z.size());
    activation().Apply(z.data(), a.data(), static_cast<Index>(z.size()));
    return a;
  }

 private:
  Slot<Activation> slot_{Activations()};
};

std::vector<Scalar> NormalNumbers(std::size_t count) {
  Random random(4, "activations");
  std::vector<Scalar> numbers(count);
  for (Scalar& number : numbers) number = static_cast<Scalar>(3 * random.Normal());
  return numbers;
}

TEST(Activations, AreSoundlyDeclared) { test::CheckRegistry(Activations()); }

TEST_P(ActivationTest, HasTheKnownValues) {
  const std::vector<double>* values = ValuesOf(GetParam());
  ASSERT_NE(values, nullptr) << "write down what is expected of it";
  // A few roundings, of numbers up to the size of the input where terms cancel.
  constexpr double kTolerance = 8 * std::numeric_limits<Scalar>::epsilon();
  for (std::size_t i = 0; i < kInputs.size(); ++i) {
    const Scalar got = Apply({static_cast<Scalar>(kInputs[i])}).front();
    EXPECT_NEAR(got, (*values)[i], kTolerance * std::max(1.0, std::abs(kInputs[i])))
        << "at " << kInputs[i];
  }
}

TEST_P(ActivationTest, GivesTheSameBitsAtEveryPosition) {
  const std::vector<Scalar> z = NormalNumbers(67);
  const std::vector<Scalar> a = Apply(z);
  for (std::size_t i = 0; i < z.size(); ++i) EXPECT_EQ(Apply({z[i]}).front(), a[i]) << z[i];
}

TEST_P(ActivationTest, MayWorkInPlace) {
  const std::vector<Scalar> z = NormalNumbers(67);
  std::vector<Scalar> a = z;
  activation().Apply(a.data(), a.data(), 67);
  EXPECT_EQ(a, Apply(z));
  const std::vector<Scalar> da = NormalNumbers(67);
  std::vector<Scalar> dz(67), in_place = da;
  activation().Differentiate(z.data(), a.data(), da.data(), dz.data(), 67);
  activation().Differentiate(z.data(), a.data(), in_place.data(), in_place.data(), 67);
  EXPECT_EQ(in_place, dz);
}

TEST_P(ActivationTest, NeedsNoInputUnlessItSaysSo) {
  if (activation().needs_input()) return;
  const std::vector<Scalar> z = NormalNumbers(9), a = Apply(z), ones(9, 1);
  std::vector<Scalar> with(9), without(9);
  activation().Differentiate(z.data(), a.data(), ones.data(), with.data(), 9);
  activation().Differentiate(nullptr, a.data(), ones.data(), without.data(), 9);
  EXPECT_EQ(with, without);
}

TEST_P(ActivationTest, IsFiniteWithItsSlopeForFarInputs) {
  for (const double far : {-1e4, -100.0, -20.0, 20.0, 100.0, 1e4}) {
    const std::vector<Scalar> z{static_cast<Scalar>(far)}, a = Apply(z), one{1};
    std::vector<Scalar> slope(1);
    activation().Differentiate(z.data(), a.data(), one.data(), slope.data(), 1);
    EXPECT_TRUE(std::isfinite(a[0])) << "at " << far;
    EXPECT_TRUE(std::isfinite(slope[0])) << "at " << far;
    EXPECT_LE(std::abs(slope[0]), Scalar{1.8f}) << "at " << far;
  }
}

TEST_P(ActivationTest, TakesTheWholeRangeThatItDeclaresAndNoMore) {
  const Interval range = activation().range();
  std::vector<Scalar> z;
  for (int i = -4000; i <= 4000; ++i) z.push_back(static_cast<Scalar>(i) / 100);
  const std::vector<Scalar> a = Apply(z);
  const auto [low, high] = std::minmax_element(a.begin(), a.end());
  // A few roundings of numbers near 1; between two of the points a smooth minimum is 1e-5 lower at
  // the most: half of its curvature, which is below 1, times a step of 0.01 squared.
  const double rounding = 8 * static_cast<double>(std::numeric_limits<Scalar>::epsilon());
  const auto reaches = [&](double value, double end) {
    if (!std::isfinite(end)) return std::abs(value) > 0.3;
    return std::abs(value - end) < 5e-5 + rounding;
  };
  EXPECT_GE(static_cast<double>(*low), range.low - rounding);
  EXPECT_LE(static_cast<double>(*high), range.high + rounding);
  EXPECT_TRUE(reaches(static_cast<double>(*low), range.low)) << *low;
  EXPECT_TRUE(reaches(static_cast<double>(*high), range.high)) << *high;
}

TEST_P(ActivationTest, LetsNanThrough) {
  EXPECT_TRUE(std::isnan(Apply({std::numeric_limits<Scalar>::quiet_NaN()}).front()));
}

INSTANTIATE_TEST_SUITE_P(Registry, ActivationTest, ::testing::ValuesIn([] {
                           std::vector<std::string> ids;
                           for (const auto& entry : Activations().entries)
                             ids.emplace_back(entry.id);
                           return ids;
                         }()),
                         [](const auto& tested) { return tested.param; });

}  // namespace
}  // namespace downhill
