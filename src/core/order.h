// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

namespace downhill {

/// Whether the thing of the first number stands before that of the second.
using ComesBefore = std::function<bool(std::size_t, std::size_t)>;

/// The numbers of things in the order of the things; equal ones stay as they were. One sort for
/// all.
void SortStably(std::vector<std::size_t>& numbers, const ComesBefore& comes_before);

/// Of all things from 0 to count - 1.
std::vector<std::size_t> InOrder(std::size_t count, const ComesBefore& comes_before);

}  // namespace downhill
