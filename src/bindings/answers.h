// SPDX-License-Identifier: Apache-2.0
// How every call of the wall answers. Nothing is thrown across it: a call gives its text or its
// numbers, or the JSON text {"error": {"path", "message", "zh"}}, also where no memory is left.
#pragma once

#include <span>
#include <string>

#include "experiment/json.h"

namespace downhill {

/// Written here, because when it is needed there may be no memory to write it in.
inline constexpr const char* kOutOfMemory =
    R"({"error":{"path":"document","message":"does not fit into the memory that is left. Close )"
    R"(other runs, or use fewer samples or units.","zh":"剩余内存不足。请关闭其他训练，或减少样本或)"
    R"(单元数。"}})";
inline constexpr const char* kFault =
    R"({"error":{"path":"document","message":"has met a fault in the trainer. Report it with the )"
    R"(document, and try another setting.","zh":"触发了训练器内部的错误。请连同文档一起报告，并尝试)"
    R"(其他设置。"}})";

/// Numbers to copy before the next call; or the refusal, where it is not null.
template <class Number>
struct NumberView {
  std::span<const Number> numbers;
  const char* refusal = nullptr;
};

/// Gives the answers of one object of the wall. Texts and views are valid until its next call.
class Answers {
 public:
  /// Null when work() went well, or the refusal. No exception leaves it.
  template <class Work>
  const char* Refusal(const Work& work) noexcept {
    try {
      work();
      return nullptr;
    } catch (...) {
      return Refused();
    }
  }

  /// The text of the JSON that work() gives.
  template <class Work>
  const char* Text(const Work& work) noexcept {
    const char* refusal = Refusal([&] { text_ = Dump(work()); });
    return refusal != nullptr ? refusal : text_.c_str();
  }

  /// Empty when work() went well.
  template <class Work>
  const char* Done(const Work& work) noexcept {
    const char* refusal = Refusal(work);
    return refusal != nullptr ? refusal : "";
  }

  /// The numbers that work() gives to look at.
  template <class Number, class Work>
  NumberView<Number> Numbers(const Work& work) noexcept {
    NumberView<Number> view;
    view.refusal = Refusal([&] { view.numbers = work(); });
    return view;
  }

 private:
  /// The answer to what has just been caught: one place for all calls.
  const char* Refused() noexcept;

  std::string text_;
};

}  // namespace downhill
