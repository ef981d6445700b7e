// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/product.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <ostream>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

#include "core/random.h"
#include "core/thread_counts.h"

namespace downhill::kernels {
namespace {

/// Wide enough for the product of two Scalars to be exact.
using Wide = std::conditional_t<std::is_same_v<Scalar, float>, double, long double>;

/// Rows and columns: every edge of packs (2 and 4 Scalars), panels (to 16 rows) and tiles (to 4
/// columns), by themselves and behind whole ones.
constexpr std::array<Index, 23> kSizes{0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11,
                                       12, 13, 14, 15, 16, 17, 18, 19, 20, 64, 65};
constexpr std::array<Index, 8> kTerms{0, 1, 2, 3, 4, 7, 9, 17};

std::vector<Scalar> Numbers(Index count, std::string_view name) {
  Random random(1, name);
  std::vector<Scalar> numbers(static_cast<std::size_t>(count));
  for (Scalar& number : numbers) number = static_cast<Scalar>(random.Normal());
  return numbers;
}

struct Operand {
  Operand(Index rows, Index columns, bool transposed, std::string_view name)
      : numbers(Numbers(rows * columns, name)),
        view(transposed ? Transposed(numbers.data(), columns) : AsIs(numbers.data(), rows)) {}
  Scalar operator()(Index i, Index j) const { return view.data[i * view.row + j * view.column]; }

  std::vector<Scalar> numbers;
  Strided view;
};

struct Problem {
  Problem(Index rows, Index columns, Index terms, bool a_transposed, bool b_transposed,
          bool has_start)
      : m(rows),
        n(columns),
        k(terms),
        a(m, k, a_transposed, "a"),
        b(k, n, b_transposed, "b"),
        start(has_start ? Numbers(m, "start") : std::vector<Scalar>{}) {}

  /// c with a leading dimension of its own: what lies between the columns must stay as it was.
  std::vector<Scalar> Solve(ThreadPool* pool = nullptr) const {
    const Index leading = m + 3;
    std::vector<Scalar> c(static_cast<std::size_t>(leading * n), kUntouched);
    Product(m, n, k, a.view, b.view, start.empty() ? nullptr : start.data(), c.data(), leading,
            pool);
    std::vector<Scalar> dense;
    for (Index j = 0; j < n; ++j) {
      const auto column = c.begin() + j * leading;
      dense.insert(dense.end(), column, column + m);
      EXPECT_EQ(std::count(column + m, column + leading, kUntouched), leading - m) << *this;
    }
    return dense;
  }

  Scalar First(Index i) const {
    return start.empty() ? Scalar{0} : start[static_cast<std::size_t>(i)];
  }

  /// The plain loop in the order of k, in the arithmetic of Scalars.
  Scalar InOrder(Index i, Index j) const {
    Scalar sum = First(i);
    for (Index t = 0; t < k; ++t) sum = sum + a(i, t) * b(t, j);
    return sum;
  }

  friend std::ostream& operator<<(std::ostream& out, const Problem& p) {
    return out << p.m << " x " << p.k << " times " << p.k << " x " << p.n
               << (p.start.empty() ? "" : " with a start");
  }

  static constexpr Scalar kUntouched = 12345;
  Index m, n, k;
  Operand a, b;
  std::vector<Scalar> start;
};

/// |c - exact| <= (k+1) eps (|start| + Σ|a||b|), the bound that product.h promises.
void ExpectWithinBound(const Problem& p, const std::vector<Scalar>& c) {
  constexpr Wide kEpsilon = std::numeric_limits<Scalar>::epsilon();
  for (Index j = 0; j < p.n; ++j) {
    for (Index i = 0; i < p.m; ++i) {
      Wide exact = p.First(i);
      Wide magnitude = std::abs(exact);
      for (Index t = 0; t < p.k; ++t) {
        const Wide term = static_cast<Wide>(p.a(i, t)) * static_cast<Wide>(p.b(t, j));
        exact += term;
        magnitude += std::abs(term);
      }
      const Wide bound = static_cast<Wide>(p.k + 1) * kEpsilon * magnitude;
      const Scalar got = c[static_cast<std::size_t>(i + j * p.m)];
      ASSERT_LE(std::abs(static_cast<Wide>(got) - exact), bound)
          << p << ", element " << i << ", " << j << ": expected " << exact << ", got " << got;
    }
  }
}

void ExpectInOrder([[maybe_unused]] const Problem& p,
                   [[maybe_unused]] const std::vector<Scalar>& c) {
#ifndef DOWNHILL_RELAXED  // where the kernel may fuse what the plain loop rounds twice
  for (Index j = 0; j < p.n; ++j) {
    for (Index i = 0; i < p.m; ++i) {
      ASSERT_EQ(c[static_cast<std::size_t>(i + j * p.m)], p.InOrder(i, j))
          << p << ", element " << i << ", " << j;
    }
  }
#endif
}

class ProductTest : public ::testing::TestWithParam<std::tuple<bool, bool, bool>> {
 protected:
  void Check(Index m, Index n, Index k) {
    const auto [a_transposed, b_transposed, has_start] = GetParam();
    const Problem problem(m, n, k, a_transposed, b_transposed, has_start);
    const std::vector<Scalar> c = problem.Solve();
    ExpectWithinBound(problem, c);
    ExpectInOrder(problem, c);
  }
};

TEST_P(ProductTest, OfEverySizeIsTheSumInTheOrderOfK) {
  for (const Index m : kSizes) {
    for (const Index n : kSizes) {
      for (const Index k : kTerms) {
        Check(m, n, k);
        if (HasFatalFailure()) return;
      }
    }
  }
}

TEST_P(ProductTest, GoesOnFromOneBlockOfTermsToTheNext) {
  for (const Index k : {255, 256, 257, 511, 512, 513, 600}) {
    for (const Index m : {1, 3, 5, 9, 16}) {
      for (const Index n : {1, 2, 4, 17}) {
        Check(m, n, k);
        if (HasFatalFailure()) return;
      }
    }
  }
}

TEST_P(ProductTest, CopiesColumnsWhoseNumbersLieFarApart) {
  for (const auto& [m, n, k] : {std::array<Index, 3>{64, 512, 5}, {70, 768, 17}, {65, 512, 257}}) {
    Check(m, n, k);
    if (HasFatalFailure()) return;
  }
}

std::string Name(const ::testing::TestParamInfo<ProductTest::ParamType>& tested) {
  const auto [a_transposed, b_transposed, has_start] = tested.param;
  return std::string(a_transposed ? "ATransposed" : "AAsIs") +
         (b_transposed ? "BTransposed" : "BAsIs") + (has_start ? "WithStart" : "FromZero");
}

INSTANTIATE_TEST_SUITE_P(Layouts, ProductTest,
                         ::testing::Combine(::testing::Bool(), ::testing::Bool(),
                                            ::testing::Bool()),
                         Name);

TEST(Product, HasTheSameBitsForEveryNumberOfThreads) {
  struct Size {
    Index m, n, k;
  };
  // All above 2^20 multiply-adds, where the threads come in; uneven edges, few columns, many terms.
  for (const Size size : {Size{128, 128, 128}, Size{97, 131, 90}, Size{65, 33, 513},
                          Size{300, 7, 520}, Size{1030, 3, 400}, Size{2, 2001, 300}}) {
    const Problem problem(size.m, size.n, size.k, false, true, true);
    const std::vector<Scalar> alone = problem.Solve();
    ExpectInOrder(problem, alone);
    for (const int threads : test::kThreadCounts) {
      ThreadPool pool(threads);
      EXPECT_EQ(problem.Solve(&pool), alone) << problem << ", threads: " << threads;
    }
  }
}

TEST(Product, OfSmallMatricesIsTheSameWithAPool) {
  ThreadPool pool(test::kThreadCounts.back());
  const Problem problem(5, 7, 9, true, false, true);
  EXPECT_EQ(problem.Solve(&pool), problem.Solve());
}

TEST(Product, ReadsPartsOfLargerMatrices) {
  // Rows 1..3 and columns 2..4 of a 6 x 7 matrix, times column 5 of the same.
  const std::vector<Scalar> numbers = Numbers(42, "larger");
  const Scalar* data = numbers.data();
  std::array<Scalar, 3> c{};
  Product(3, 1, 3, AsIs(data + 1 + Index{2} * 6, 6), AsIs(data + Index{5} * 6, 6), nullptr,
          c.data(), 3, nullptr);
  for (Index i = 0; i < 3; ++i) {
    Wide exact = 0, magnitude = 0;
    for (Index t = 0; t < 3; ++t) {
      const Wide term = static_cast<Wide>(data[1 + i + (2 + t) * 6]) * data[t + Index{5} * 6];
      exact += term;
      magnitude += std::abs(term);
    }
    EXPECT_LE(std::abs(c[static_cast<std::size_t>(i)] - exact),
              4 * std::numeric_limits<Scalar>::epsilon() * magnitude);
  }
}

TEST(Product, LetsNanAndInfinityThrough) {
  for (const Scalar bad :
       {std::numeric_limits<Scalar>::quiet_NaN(), std::numeric_limits<Scalar>::infinity()}) {
    Problem problem(9, 5, 17, false, false, false);
    problem.a.numbers[static_cast<std::size_t>(3 + 9 * 16)] = bad;
    const std::vector<Scalar> c = problem.Solve();
    for (Index j = 0; j < 5; ++j) {
      for (Index i = 0; i < 9; ++i) {
        EXPECT_EQ(std::isfinite(c[static_cast<std::size_t>(i + 9 * j)]), i != 3);
      }
    }
  }
}

TEST(SumColumns, AddsTheColumnsInOrder) {
  for (const Index m : kSizes) {
    for (const Index n : kSizes) {
      const std::vector<Scalar> a = Numbers(m * n, "a");
      std::vector<Scalar> sums(static_cast<std::size_t>(m), 99);
      SumColumns(m, n, a.data(), sums.data());
      for (Index i = 0; i < m; ++i) {
        Scalar expected = 0;
        for (Index j = 0; j < n; ++j) expected += a[static_cast<std::size_t>(i + j * m)];
        ASSERT_EQ(sums[static_cast<std::size_t>(i)], expected) << m << " x " << n << ", row " << i;
      }
    }
  }
}

}  // namespace
}  // namespace downhill::kernels
