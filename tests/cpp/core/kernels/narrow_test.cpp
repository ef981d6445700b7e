// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/narrow.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "core/kernels/product.h"
#include "core/random.h"

namespace downhill::kernels {
namespace {

using Scalars = std::vector<Scalar>;

Scalars Draw(Index count, std::string_view name) {
  Random random(1, name);
  Scalars numbers(static_cast<std::size_t>(count));
  for (Scalar& number : numbers) number = static_cast<Scalar>(random.Normal());
  return numbers;
}

Scalars Room(Index count) { return Scalars(static_cast<std::size_t>(count), 99); }

/// Runs `check(outputs, inputs, n)` for all sizes that are narrow.
template <class Check>
void ForEachSize(Check check) {
  for (Index outputs = 1; outputs <= kLanes; ++outputs) {
    for (Index inputs = 1; inputs <= kLanes; ++inputs) {
      for (Index n = 0; n <= 20; ++n) {
        SCOPED_TRACE(std::to_string(outputs) + " outputs, " + std::to_string(inputs) +
                     " inputs, samples: " + std::to_string(n));
        check(outputs, inputs, n);
      }
    }
  }
}

TEST(Narrow, ForwardIsTheProductToTheLastBit) {
  ForEachSize([](Index outputs, Index inputs, Index n) {
    const Scalars weight = Draw(outputs * inputs, "weight");
    const Scalars bias = Draw(outputs, "bias");
    const Scalars x = Draw(inputs * n, "x");
    for (const Scalar* start : {bias.data(), static_cast<const Scalar*>(nullptr)}) {
      Scalars z = Room(outputs * n), expected = Room(outputs * n);
      NarrowForward(outputs, inputs, n, weight.data(), start, x.data(), z.data());
      Product(outputs, n, inputs, AsIs(weight.data(), outputs), AsIs(x.data(), inputs), start,
              expected.data(), outputs, nullptr);
      EXPECT_EQ(z, expected);
    }
  });
}

TEST(Narrow, BackwardIsTheProductsAndTheSumToTheLastBit) {
  ForEachSize([](Index outputs, Index inputs, Index n) {
    const Scalars weight = Draw(outputs * inputs, "weight");
    const Scalars x = Draw(inputs * n, "x");
    const Scalars dz = Draw(outputs * n, "dz");
    Scalars dw = Room(outputs * inputs), db = Room(outputs), dx = Room(inputs * n);
    NarrowBackward(outputs, inputs, n, weight.data(), x.data(), dz.data(), dw.data(), db.data(),
                   dx.data());
    Scalars expected_dw = Room(outputs * inputs), expected_db = Room(outputs),
            expected_dx = Room(inputs * n);
    Product(outputs, inputs, n, AsIs(dz.data(), outputs), Transposed(x.data(), inputs), nullptr,
            expected_dw.data(), outputs, nullptr);
    SumColumns(outputs, n, dz.data(), expected_db.data());
    Product(inputs, n, outputs, Transposed(weight.data(), outputs), AsIs(dz.data(), outputs),
            nullptr, expected_dx.data(), inputs, nullptr);
    EXPECT_EQ(dw, expected_dw);
    EXPECT_EQ(db, expected_db);
    EXPECT_EQ(dx, expected_dx);

    Scalars alone = Room(outputs * inputs);
    NarrowBackward(outputs, inputs, n, weight.data(), x.data(), dz.data(), alone.data(), nullptr,
                   nullptr);
    EXPECT_EQ(alone, dw);
  });
}

}  // namespace
}  // namespace downhill::kernels
