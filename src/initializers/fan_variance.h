// SPDX-License-Identifier: Apache-2.0
// The variances of weights that keep signals at one size from layer to layer, each the common
// ground of a uniform and of a normal initializer.
#pragma once

#include "initializers/initializer.h"

namespace downhill {

/// For forward and backward signals alike.  Source: Glorot & Bengio 2010, eq. 12.
inline double GlorotVariance(Fans fans) { return 2 / static_cast<double>(fans.in + fans.out); }

/// Twice LeCun's, since ReLU puts half of the signal to 0.  Source: He et al. 2015, eq. 10.
inline double HeVariance(Fans fans) { return 2 / static_cast<double>(fans.in); }

/// For forward signals.  Source: LeCun et al. 1998, Efficient BackProp, eq. 16.
inline double LecunVariance(Fans fans) { return 1 / static_cast<double>(fans.in); }

}  // namespace downhill
