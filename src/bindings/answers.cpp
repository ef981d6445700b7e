// SPDX-License-Identifier: Apache-2.0
#include "bindings/answers.h"

#include <new>
#include <stdexcept>

#include "core/error.h"

namespace downhill {

const char* Answers::Refused() noexcept {
  try {
    try {
      throw;
    } catch (const Error& error) {
      text_ = Dump({{"error", ToJson(error)}});
      return text_.c_str();
    }
  } catch (const std::bad_alloc&) {
    return kOutOfMemory;
  } catch (const std::length_error&) {
    // More than any memory holds.
    return kOutOfMemory;
  } catch (...) {
    return kFault;
  }
}

}  // namespace downhill
