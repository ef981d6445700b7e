// SPDX-License-Identifier: Apache-2.0
// Components (an optimizer, a loss, a layer, ...), the lists they are registered in, and the slot
// that holds the one a document has chosen.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "core/declaration.h"

namespace downhill {

/// One registered thing with its hyper-parameters.
class Component : public Declared {};

/// A line of a folder's list: what the catalog shows of a T, and how to make one.
template <class T>
struct Entry {
  std::string_view id;
  CatalogText label;
  CatalogText help;
  /// Paper and equation, or the definition it follows.
  CatalogText source;
  std::unique_ptr<T> (*make)();
};

/// What makes a T, for an entry of whatever kind it is.
template <class T>
struct Maker {
  template <class Kind>
  using Function = std::unique_ptr<Kind> (*)();
  template <class Kind>
  constexpr operator Function<Kind>() const {  // NOLINT(google-explicit-constructor)
    return []() -> std::unique_ptr<Kind> { return std::make_unique<T>(); };
  }
};
template <class T>
// NOLINTNEXTLINE(readability-identifier-naming): it stands for the function that it becomes.
inline constexpr Maker<T> Make;

/// Everything of one kind, in menu order.
template <class T>
struct Registry {
  Registry(std::string_view kind_of_all, void (*fill)(Registry& list)) : kind(kind_of_all) {
    fill(*this);
  }

  /// Null when there is no such id.
  const Entry<T>* Find(std::string_view id) const {
    for (const Entry<T>& entry : entries) {
      if (entry.id == id) return &entry;
    }
    return nullptr;
  }

  std::string_view kind;
  std::vector<Entry<T>> entries;
};

/// Adds to `list` what another file makes, `Entry<T> NameEntry()`: declared only here, so that a
/// new one is one line in its folder's list.
#define LIST(T, Name)            \
  extern Entry<T> Name##Entry(); \
  list.entries.push_back(Name##Entry())

/// Gives every hyper-parameter its declared default, nested components included.
void SetDefaults(Declared& declared);

/// A slot as visitors see it, whatever its kind.
class AnySlot {
 public:
  virtual ~AnySlot() = default;
  virtual std::string_view kind() const = 0;
  /// Of all that may be chosen.
  virtual std::vector<std::string_view> ids() const = 0;
  /// Of what is chosen; empty where nothing is.
  virtual std::string_view id() const = 0;
  /// Null where nothing is chosen.
  virtual Component* component() const = 0;
  /// False where there is no such id.
  virtual bool Choose(std::string_view id) = 0;
  virtual void Clear() = 0;
};

/// Holds one component of a kind, with its defaults as soon as it is chosen.
template <class T>
class Slot final : public AnySlot {
 public:
  explicit Slot(const Registry<T>& registry) : registry_(&registry) {}

  std::string_view kind() const override { return registry_->kind; }
  std::vector<std::string_view> ids() const override {
    std::vector<std::string_view> ids;
    for (const Entry<T>& entry : registry_->entries) ids.push_back(entry.id);
    return ids;
  }
  std::string_view id() const override { return entry_ == nullptr ? "" : entry_->id; }
  Component* component() const override { return component_.get(); }
  bool Choose(std::string_view id) override {
    const Entry<T>* entry = registry_->Find(id);
    if (entry != nullptr) Choose(*entry);
    return entry != nullptr;
  }
  void Choose(const Entry<T>& entry) {
    component_ = entry.make();
    entry_ = &entry;
    SetDefaults(*component_);
  }
  void Clear() override {
    entry_ = nullptr;
    component_.reset();
  }

  const Registry<T>& registry() const { return *registry_; }
  const Entry<T>* entry() const { return entry_; }
  T* get() const { return component_.get(); }
  T& operator*() const { return *component_; }
  T* operator->() const { return component_.get(); }

 private:
  const Registry<T>* registry_;
  const Entry<T>* entry_ = nullptr;
  std::unique_ptr<T> component_;
};

/// Slots in a row as visitors see them.
class AnySlotList {
 public:
  virtual ~AnySlotList() = default;
  virtual std::string_view kind() const = 0;
  virtual std::vector<const AnySlot*> slots() const = 0;
  /// One more, empty, at the end.
  virtual AnySlot& Add() = 0;
  virtual void Clear() = 0;
};

/// Components of one kind in a row.
template <class T>
class SlotList final : public AnySlotList {
 public:
  explicit SlotList(const Registry<T>& registry) : registry_(&registry) {}

  std::string_view kind() const override { return registry_->kind; }
  std::vector<const AnySlot*> slots() const override {
    std::vector<const AnySlot*> slots;
    for (const Slot<T>& slot : slots_) slots.push_back(&slot);
    return slots;
  }
  Slot<T>& Add() override { return Add(Slot<T>(*registry_)); }
  Slot<T>& Add(Slot<T> slot) { return slots_.emplace_back(std::move(slot)); }
  void Clear() override { slots_.clear(); }

  std::size_t size() const { return slots_.size(); }
  bool empty() const { return slots_.empty(); }
  const Slot<T>* data() const { return slots_.data(); }
  const Slot<T>* begin() const { return data(); }
  const Slot<T>* end() const { return data() + size(); }
  const Slot<T>& operator[](std::size_t i) const { return slots_[i]; }

 private:
  const Registry<T>* registry_;
  std::vector<Slot<T>> slots_;
};

}  // namespace downhill
