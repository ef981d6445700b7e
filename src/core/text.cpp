// SPDX-License-Identifier: Apache-2.0
#include "core/text.h"

#include <cstddef>
#include <cstdint>

namespace downhill {
namespace {

/// The first character of the UTF-8 text, and its length in bytes; where it is none, the byte.
struct Character {
  std::uint32_t code;
  std::size_t length;
};

Character FirstOf(std::string_view text) {
  const auto byte = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const std::uint32_t lead = byte(0);
  const std::size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  std::uint32_t code = length == 1 ? lead : lead & (0x7fu >> length);
  if (length > text.size() || (lead >= 0x80 && lead < 0xc2) || lead > 0xf4) return {0xfffd, 1};
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xc0u) != 0x80u) return {0xfffd, 1};
    code = (code << 6) | (byte(i) & 0x3fu);
  }
  return {code, length};
}

/// What would move a terminal's cursor, break a line, or turn the direction of what follows.
bool IsControl(std::uint32_t code) {
  return code < 0x20 || (code >= 0x7f && code < 0xa0) || (code >= 0x200e && code <= 0x200f) ||
         (code >= 0x2028 && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069) ||
         code == 0xfeff || code == 0xfffd;
}

}  // namespace

std::string Shown(std::string_view text, std::size_t most) {
  std::string shown;
  while (!text.empty()) {
    if (shown.size() >= most) return shown + "...";
    const Character next = FirstOf(text);
    if (IsControl(next.code)) {
      char escape[8];
      std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(next.code));
      shown += escape;
    } else {
      shown += text.substr(0, next.length);
    }
    text.remove_prefix(next.length);
  }
  return shown;
}

}  // namespace downhill
