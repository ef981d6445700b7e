// SPDX-License-Identifier: Apache-2.0
#include "core/order.h"

#include <algorithm>
#include <numeric>

namespace downhill {

void SortStably(std::vector<std::size_t>& numbers, const ComesBefore& comes_before) {
  std::stable_sort(numbers.begin(), numbers.end(),
                   [&](std::size_t a, std::size_t b) { return comes_before(a, b); });
}

std::vector<std::size_t> InOrder(std::size_t count, const ComesBefore& comes_before) {
  std::vector<std::size_t> numbers(count);
  std::iota(numbers.begin(), numbers.end(), std::size_t{0});
  SortStably(numbers, comes_before);
  return numbers;
}

}  // namespace downhill
