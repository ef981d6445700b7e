// SPDX-License-Identifier: Apache-2.0
// Components (an optimizer, a loss, a layer, ...), the lists they are registered in, and the slot
// that holds the one a document has chosen.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "core/declaration.h"
#include "core/text.h"

namespace downhill {

/// One registered thing with its hyper-parameters.
class Component : public Declared {};

/// A line of a folder's list: what the catalog shows of a component, and how to make one.
struct Entry {
  std::string_view id;
  Words label;
  Words help;
  /// Paper and equation, or the definition it follows.
  std::string_view source;
  std::unique_ptr<Component> (*make)();
};

template <class T>
std::unique_ptr<Component> Make() {
  return std::make_unique<T>();
}

/// Everything of one kind, in menu order.
struct Registry {
  std::string_view kind;
  std::span<const Entry> entries;

  /// Null when there is no such id.
  const Entry* Find(std::string_view id) const;
};

/// Gives every hyper-parameter its declared default, nested components included.
void SetDefaults(Declared& declared);

/// Holds one component of a kind, with its defaults as soon as it is chosen.
class Slot {
 public:
  explicit Slot(const Registry& registry) : registry_(&registry) {}

  const Registry& registry() const { return *registry_; }
  const Entry* entry() const { return entry_; }
  Component* get() const { return component_.get(); }
  template <class T>
  T& as() const {
    return static_cast<T&>(*component_);
  }
  void Choose(const Entry& entry);
  void Clear();

 private:
  const Registry* registry_;
  const Entry* entry_ = nullptr;
  std::unique_ptr<Component> component_;
};

}  // namespace downhill
