// SPDX-License-Identifier: Apache-2.0
// Whether a run fits into the memory of the smallest module.
#pragma once

#include "experiment/experiment.h"
#include "training/data.h"
#include "training/network.h"

namespace downhill {

/// What a module with threads has in all (cmake/module.cmake reads it here). Shared memory of a
/// fixed size is taken at once: Safari on iOS refuses it from about 600 MB on, and may still hold
/// that of the page before (emscripten-core/emscripten issues 24078 and 19374), so we stay well
/// below. Half of it for runs holds 60,000 pictures of 28x28 bytes, 47 MB, beside a network of
/// millions of parameters.
inline constexpr double kModuleMegabytes = 384;

/// Of that, what runs may take: the rest is for stacks, for texts and their values, and for a
/// second run that is opened before the first one is closed.
inline constexpr double kMostRunBytes = 0.5e6 * kModuleMegabytes;

/// What a run of the experiment takes.
double RunBytes(const Experiment& experiment, const Data& data, const Network& network);

/// Throws Error where so much is not free now, because other runs have it: what the run takes
/// beside its data, which are there already, and what is needed to ask it anything.
void CheckRoom(const Experiment& experiment, const Data& data, const Network& network);

/// Throws Error with the place that asks for most, where data, parameters and passes together need
/// more than there is. The answer is the same in every module, so that a document that is valid
/// here runs there.
void CheckMemory(const Experiment& experiment, const Data& data, const Network& network);

}  // namespace downhill
