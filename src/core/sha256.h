// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace downhill {

/// The content of a file as 64 hexadecimal digits: what a stored table is named by.
/// Source: FIPS 180-4, section 6.2.
std::string Sha256(std::span<const std::uint8_t> bytes);

}  // namespace downhill
