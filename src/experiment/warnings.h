// SPDX-License-Identifier: Apache-2.0
// What is allowed in an experiment, and surely not meant.
#pragma once

#include <vector>

#include "core/warning.h"
#include "experiment/experiment.h"
#include "training/data.h"
#include "training/network.h"

namespace downhill {

/// The "warnings" of a description: outputs that cannot reach their targets, or cut off the logits
/// that the loss wants; targets far from 1; layers that let nothing through. In the order of the
/// document.
std::vector<Warning> Warnings(const Experiment& experiment, const Data& data,
                              const Network& network);

}  // namespace downhill
