// SPDX-License-Identifier: Apache-2.0
// What something remembers between two steps, as bytes: to put a run aside and to go on with it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <type_traits>
#include <vector>

#include "core/hash.h"
#include "core/scalar.h"

namespace downhill {

/// Takes the next bytes of a state; they are valid during the call.
using WriteBytes = std::function<void(std::span<const std::uint8_t>)>;

/// Bytes of a state that lie elsewhere.
struct StateSource {
  std::uint64_t size = 0;
  /// Fills all of `into` from the byte `offset` on.
  std::function<void(std::uint64_t offset, std::span<std::uint8_t> into)> read;
};

/// Of bytes in memory, which must outlive it.
StateSource SourceOf(std::span<const std::uint8_t> bytes);

/// One walk over everything that is remembered writes it, and the same walk reads it: whoever
/// remembers something has one function Serialize(Archive&) for both. Sizes that follow from the
/// experiment are not written.
///
/// The bytes go and come in pieces, so that no second copy of a network must fit into memory, and
/// what was trained can be saved where none is left. They are this module's own: they come back to
/// the same document and the same version. At their end stands a checksum (Checksum in
/// core/hash.h), so that a damaged state is refused before anything of it is read; what arrives
/// with a right checksum is still looked at, never believed.
class Archive {
 public:
  /// Bytes that are held at a time, on the stack.
  static constexpr std::size_t kPiece = 16'384;

  /// To write; nothing is complete before End().
  explicit Archive(WriteBytes write);
  /// To read. Throws Error where the checksum does not fit.
  explicit Archive(StateSource source);

  bool reading() const { return reading_; }

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
  /// As many as `size`, or none where the hyper-parameters do without. Those that the saved run did
  /// without stay what they are, and those that this one does without are passed over.
  void Optional(Vector& values, Index size) {
    bool saved = values.size() > 0;
    Flag(saved);
    if (!saved) return;
    Vector unwanted;
    if (values.size() == 0) unwanted.setZero(size);
    Numbers(values.size() > 0 ? values : unwanted);
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
    Require(count <= most && (!reading_ || count * sizeof(T) <= left()));
    values.resize(static_cast<std::size_t>(count));
    Fixed(values);
  }

  /// What was read must make sense. Throws Error.
  void Require(bool makes_sense) const {
    if (reading_ && !makes_sense) Refuse();
  }
  /// Writes the checksum; or, everything must have been read.
  void End();

  [[noreturn]] static void Refuse();

 private:
  void Copy(void* data, std::size_t size);
  /// Writes what is in the buffer, or reads what comes next into it.
  void Flush();
  void Fetch();
  /// Bytes of the payload that are still to be read.
  std::uint64_t left() const { return payload_ - taken_; }

  std::span<const std::uint8_t> held() const { return {buffer_.data(), held_}; }

  bool reading_ = false;
  std::array<std::uint8_t, kPiece> buffer_;
  std::size_t held_ = 0;
  // To write.
  WriteBytes write_;
  Checksum checksum_;
  // To read: what the buffer holds from next_ on comes next.
  StateSource source_;
  std::uint64_t payload_ = 0;
  std::uint64_t taken_ = 0;
  std::uint64_t fetched_ = 0;
  std::size_t next_ = 0;
};

}  // namespace downhill
