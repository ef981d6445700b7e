// SPDX-License-Identifier: Apache-2.0
// From the bytes of a safetensors file to a stored table.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "datasets/stored_table.h"

namespace downhill {

/// Reads a table: the tensors "features" (samples, features) or (samples, channels, height, width)
/// and "targets" (samples) or (samples, outputs), each U8, F32 or F64, and in the metadata, all of
/// them texts: "columns" and "classes" (JSON lists of names), "target", "scale" of U8 features,
/// "source", "licence", "units". Everything else is refused, for the file may be a stranger's.
/// Throws Error with the path "file".   Source: https://github.com/huggingface/safetensors, Format.
std::shared_ptr<const StoredTable> ReadTableFile(std::vector<std::uint8_t> file);

/// The same, of a file whose content must have this hash.
std::shared_ptr<const StoredTable> ReadTableFile(std::vector<std::uint8_t> file,
                                                 const std::string& sha256);

}  // namespace downhill
