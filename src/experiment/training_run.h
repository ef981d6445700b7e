// SPDX-License-Identifier: Apache-2.0
// A document brought to life: the experiment, its data, its network and its session.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/archive.h"
#include "core/thread_pool.h"
#include "experiment/experiment.h"
#include "experiment/identity.h"
#include "experiment/json.h"
#include "training/data.h"
#include "training/network.h"
#include "training/session.h"

namespace downhill {

class TrainingRun {
 public:
  /// Reads the document, makes the data and connects the network, and sees that all of it fits:
  /// everything that a document can be refused for. Throws Error with path and cure.
  /// tables: those at hand, for a document that names one; may be null.
  explicit TrainingRun(std::string_view document, const TableStore* tables = nullptr);
  /// The same of one that is parsed already. (A template, because a string would become JSON too.)
  template <std::same_as<Json> Document>
  explicit TrainingRun(const Document& document, const TableStore* tables = nullptr) {
    Open(document, tables);
  }

  /// Numbers that the layer at this place begins with, beside the document (Layer::StartWith); each
  /// a 32-bit float. Before Start. Throws Error where they do not fit.
  void StartLayer(std::size_t place, std::vector<float> numbers);
  /// Draws the parameters and records step 0; before it there is no session(). pool may be null; it
  /// must outlive the run.
  void Start(ThreadPool* pool);
  /// The same, but leaves step 0 to be recorded by the first Session::Run.
  void Begin(ThreadPool* pool);
  /// Begins where a run of a document stands that differs in nothing a run begins with
  /// (CheckThatItGoesOn): in place of Start, after the update under way there is made. The other
  /// run stays as it is, but that its reader of points (Session::TakeRecorded) reads on here.
  /// Throws Error where it has diverged.
  void GoOnFrom(TrainingRun& other, ThreadPool* pool);
  /// Throws Error with the first place of the document that the other run cannot take up.
  void CheckThatItGoesOn(TrainingRun& other);
  /// Takes the memory that Save needs, which then takes none; Save does it otherwise.
  void PrepareToSave();
  /// Where the run stands, for Resume of a run on the same document: it goes on with the same bits
  /// as if it had not been put aside. What a run takes up while it trains (OnChange) may be
  /// different: it goes on with that. `write` gets the bytes in pieces.
  void Save(WriteBytes write);
  /// Throws Error where the state is of another experiment or damaged; then the run is at its
  /// start, whatever it was before.
  void Resume(StateSource source);

  /// Other numbers for a block of parameters, by its name ("layers[0].weight", as ModelJson has
  /// it), column by column. Throws Error with that name where there is no such block, where they
  /// are not as many, and where the run has diverged.
  void SetParameters(std::string_view block, std::span<const float> values);

  Experiment& experiment() { return experiment_; }
  const Data& data() const { return data_; }
  const Network& network() const { return *network_; }
  Session& session() { return *session_; }

  /// The canonical document that the run was opened with.
  Json Document();

  /// {"experiment", "minimal", "summary", "warnings"}: what the page and the command line show
  /// before a step.
  Json Describe();

 private:
  void Open(const Json& document, const TableStore* tables);
  /// Says so where the document alone does not lead to where the run stands, having come there on
  /// this course.
  void GoOnAfter(const Course& before);
  void Build(const TableStore* tables);
  void ChooseLoss(const Samples& samples);
  Index FitOutputs(const Samples& samples);
  /// Throws Error where training could change nothing, or learn nothing.
  void CheckThatItLearns() const;

  Experiment experiment_;
  Data data_;
  // Made once data and shapes are known; the session looks into everything above it.
  std::unique_ptr<Network> network_;
  std::unique_ptr<Session> session_;
  /// By layer, a hash of the numbers that came beside the document.
  std::map<std::size_t, std::uint64_t> beside_;
  /// Empty until it is needed.
  std::optional<Identity> identity_;
};

}  // namespace downhill
