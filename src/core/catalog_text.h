// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

#include "core/hash.h"

namespace downhill {

/// A text that only the catalog shows: a label, help, a source. The trainer itself never says it,
/// and no program carries it: of the text its key alone is compiled, by which the build finds it
/// again among the literals of the sources (scripts/build/catalog_texts.mjs), as gettext does.
class CatalogText {
 public:
  constexpr CatalogText() = default;
  /// The same in every language. It is written as a literal:
  /// NOLINTNEXTLINE(google-explicit-constructor)
  consteval CatalogText(const char* text) : key_(Folded(Hash(text))) {}
  consteval CatalogText(const char* en, const char* zh) {
    Checksum both;
    for (const std::string_view text : {std::string_view(en), std::string_view(zh)}) {
      for (const char c : text) both.Add(static_cast<std::uint8_t>(c));
      both.Add(std::uint8_t{0});
    }
    key_ = Folded(both.value());
  }

  /// 0 where nothing is said. The build refuses two texts of one key.
  constexpr std::uint32_t key() const { return key_; }
  constexpr bool empty() const { return key_ == 0; }

 private:
  static constexpr std::uint32_t Folded(std::uint64_t hash) {
    return static_cast<std::uint32_t>(hash ^ (hash >> 32u));
  }

  std::uint32_t key_ = 0;
};

}  // namespace downhill
