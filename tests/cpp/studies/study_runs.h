// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "studies/study_document.h"

namespace downhill::test {

/// What the study finds, worked on to its end in one go.
inline Json StudyResult(const Json& document) {
  StudyDocument study(Dump(document), nullptr);
  while (!study.run().finished()) study.run().Advance(1e9);
  return study.run().Result();
}

/// The sentence with which the document is refused, or "accepted".
inline std::string StudyRefusal(const Json& document) {
  try {
    const StudyDocument study(Dump(document), nullptr);
    return "accepted";
  } catch (const Error& error) {
    return error.text().zh.empty() ? "has no Chinese" : error.what();
  }
}

}  // namespace downhill::test
