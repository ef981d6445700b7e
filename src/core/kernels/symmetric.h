// SPDX-License-Identifier: Apache-2.0
// Eigenvalues and eigenvectors of small symmetric matrices, in one fixed order of operations.
#pragma once

#include <cstddef>
#include <vector>

namespace downhill::kernels {

/// λ and v of a v = λ v, the largest λ first. Each v has length 1; its largest component, the first
/// one of several, is positive.
struct Eigenpairs {
  std::vector<double> values;                // (n)
  std::vector<std::vector<double>> vectors;  // (n) of (n)
};

/// a: n x n numbers, symmetric. Error: a few eps times the largest |λ| for every λ.
/// Method: cyclic Jacobi rotations; O(n³) each sweep, for n up to a few hundred.
/// Source: Golub & Van Loan 2013, Matrix Computations, section 8.5.
Eigenpairs SymmetricEigenpairs(std::vector<double> a, std::size_t n);

}  // namespace downhill::kernels
