// SPDX-License-Identifier: Apache-2.0
#include "core/archive.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <utility>

#include "core/error.h"

namespace downhill {
namespace {

using ChecksumBytes = std::array<std::uint8_t, sizeof(std::uint64_t)>;

}  // namespace

StateSource SourceOf(std::span<const std::uint8_t> bytes) {
  return {bytes.size(), [bytes](std::uint64_t offset, std::span<std::uint8_t> into) {
            std::memcpy(into.data(), bytes.data() + offset, into.size());
          }};
}

Archive::Archive(WriteBytes write) : write_(std::move(write)) {}

Archive::Archive(StateSource source) : reading_(true), source_(std::move(source)) {
  if (source_.size < sizeof(ChecksumBytes)) Refuse();
  payload_ = source_.size - sizeof(ChecksumBytes);
  // Once through for the checksum, then again for the walk.
  while (fetched_ < payload_) {
    Fetch();
    checksum_.Add(held());
  }
  ChecksumBytes given;
  source_.read(payload_, given);
  if (std::bit_cast<std::uint64_t>(given) != checksum_.value()) Refuse();
  fetched_ = 0;
  next_ = held_ = 0;
}

void Archive::End() {
  if (reading_) return Require(left() == 0);
  Flush();
  write_(std::bit_cast<ChecksumBytes>(checksum_.value()));
}

void Archive::Copy(void* data, std::size_t size) {
  auto* bytes = static_cast<std::uint8_t*>(data);
  if (reading_ && size > left()) Refuse();
  while (size > 0) {
    std::size_t count = 0;
    if (reading_) {
      if (next_ == held_) Fetch();
      count = std::min(size, held_ - next_);
      std::memcpy(bytes, buffer_.data() + next_, count);
      next_ += count;
      taken_ += count;
    } else {
      if (held_ == kPiece) Flush();
      count = std::min(size, kPiece - held_);
      std::memcpy(buffer_.data() + held_, bytes, count);
      held_ += count;
    }
    bytes += count;
    size -= count;
  }
}

void Archive::Flush() {
  checksum_.Add(held());
  if (held_ > 0) write_(held());
  held_ = 0;
}

void Archive::Fetch() {
  held_ = static_cast<std::size_t>(std::min<std::uint64_t>(kPiece, payload_ - fetched_));
  source_.read(fetched_, std::span(buffer_).first(held_));
  fetched_ += held_;
  next_ = 0;
}

void Archive::Refuse() {
  throw Error("state", {"is no state of this experiment, or it is damaged. Save the run again, "
                        "or start from the weights alone.",
                        "不是本实验的状态，或已损坏。请重新保存，或只从权重开始。"});
}

}  // namespace downhill
