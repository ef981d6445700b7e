// SPDX-License-Identifier: Apache-2.0
// What something remembers between two steps, as bytes: to put a run aside and to go on with it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <type_traits>
#include <vector>

#include "core/error.h"
#include "core/scalar.h"

namespace downhill {

/// One walk over everything that is remembered writes it, and the same walk reads it: whoever
/// remembers something has one function Keep(Archive&) for both. Sizes that follow from the
/// experiment are not written. The bytes are this module's own: they come back to the same
/// document and the same version, and whatever else arrives is refused, never believed.
class Archive {
 public:
  /// To write.
  Archive() = default;
  /// To read; the bytes must outlive the archive.
  explicit Archive(std::span<const std::uint8_t> bytes) : input_(bytes), reading_(true) {}

  bool reading() const { return reading_; }
  const std::vector<std::uint8_t>& bytes() const { return output_; }

  /// A plain value, bit by bit; not a bool.
  template <class T>
  requires std::is_trivially_copyable_v<T>
  void Bits(T& value) {
    static_assert(!std::is_same_v<T, bool>, "not every byte is a bool: use Flag");
    Copy(&value, sizeof value);
  }
  void Flag(bool& value) {
    std::uint8_t byte = value ? 1 : 0;
    Bits(byte);
    value = byte != 0;
  }
  /// As many as there are: the same number in both walks.
  void Numbers(Vector& values) {
    Copy(values.data(), static_cast<std::size_t>(values.size()) * sizeof(Scalar));
  }
  template <class T>
  void Fixed(std::vector<T>& values) {
    Copy(values.data(), values.size() * sizeof(T));
  }
  /// With their number, `most` at the most.
  template <class T>
  void Counted(std::vector<T>& values, std::size_t most) {
    std::uint64_t count = values.size();
    Bits(count);
    Require(count <= most);
    values.resize(static_cast<std::size_t>(count));
    Fixed(values);
  }

  /// What was read must make sense. Throws Error.
  void Require(bool makes_sense) const {
    if (reading_ && !makes_sense) Refuse();
  }
  /// Everything must have been read.
  void End() const { Require(next_ == input_.size()); }

  [[noreturn]] static void Refuse() {
    throw Error("state", {"is no state of this experiment, or it is damaged. Save the run again, "
                          "or start from the weights alone.",
                          "不是本实验的状态，或已损坏。请重新保存，或只从权重开始。"});
  }

 private:
  void Copy(void* data, std::size_t size) {
    if (size == 0) return;
    if (reading_) {
      if (size > input_.size() - next_) Refuse();
      std::memcpy(data, input_.data() + next_, size);
      next_ += size;
    } else {
      const auto* bytes = static_cast<const std::uint8_t*>(data);
      output_.insert(output_.end(), bytes, bytes + size);
    }
  }

  std::span<const std::uint8_t> input_;
  std::size_t next_ = 0;
  bool reading_ = false;
  std::vector<std::uint8_t> output_;
};

}  // namespace downhill
