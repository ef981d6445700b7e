// SPDX-License-Identifier: Apache-2.0
// Changes to a document: what racers and trials differ in.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "experiment/json.h"

namespace downhill {

/// The document with the change put on: objects are merged, null removes a key, and everything else
/// takes the place of what was there; so does an object that names its type, because the
/// hyper-parameters of another type are none of its own.   After RFC 7396, JSON Merge Patch.
Json Patched(Json document, const Json& change);

/// Of one path, in bytes: far more than any place of an experiment needs.
inline constexpr std::size_t kLongestPath = 300;

/// Sets the value at a path like "model.layers[0].units"; what is missing on the way is made. A
/// word on the way ("tanh") becomes the object it is short for.
/// Throws Error where the path is none of this document.
void SetAt(Json& document, std::string_view path, const Json& value);

/// The seed of the document, or the one so many further on; after the last one comes the first.
std::int64_t SeedOf(const Json& document, std::int64_t further = 0);

/// The document with the seed so many further on, on the same data.
Json WithSeed(Json document, std::int64_t further);

/// A change in a few words, long values cut: "optimizer sgd, learning_rate 0.1".
std::string Described(const Json& change);

/// One of those who are compared, by what it changes.
struct Racer {
  std::string name;
  Json change;
};

inline constexpr std::size_t kMostRacers = 16;

/// A list of 2 to 16 changes, each with a "name" or named by what it changes. Throws Error below
/// "racers".
std::vector<Racer> ReadRacers(const Json& list);

}  // namespace downhill
