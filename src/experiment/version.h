// SPDX-License-Identifier: Apache-2.0
// The version of a document.
#pragma once

#include "core/error.h"
#include "experiment/json.h"

namespace downhill {

/// A later Downhill may write documents of a later version, which this one cannot read. Throws
/// Error for one, before anything else of it is looked at.
inline void CheckVersion(const Json& document) {
  constexpr int kVersion = 1;
  const auto version = document.find("version");
  // Whatever is no number is told by the reader.
  if (version == document.end() || !version->is_number() || !(*version > kVersion)) return;
  throw Error("version",
              Say({"is {}, from a newer Downhill: this one reads documents of version {}. Reload "
                   "the page, or install the newest package.",
                   "为 {}，来自更新的 Downhill：此版本只能读取版本 {} 的文档。请刷新页面，或安装"
                   "最新的软件包。"},
                  ShownValue(*version), kVersion));
}

}  // namespace downhill
