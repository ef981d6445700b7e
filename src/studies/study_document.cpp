// SPDX-License-Identifier: Apache-2.0
#include "studies/study_document.h"

#include <utility>

#include "experiment/parser.h"
#include "experiment/reader.h"
#include "experiment/training_run.h"
#include "experiment/writer.h"

namespace downhill {
namespace {

/// The experiment with its layers, when everything in it is accepted.
Json Accepted(const std::string& text, const TableStore& tables) {
  try {
    TrainingRun run(text, &tables);
    return MinimalWithLayers(run.experiment());
  } catch (const Error& error) {
    throw error.Under("experiment");
  }
}

}  // namespace

StudyDocument::StudyDocument(std::string_view text, ThreadPool* pool, TableStore tables)
    : tables_(std::move(tables)) {
  const Json json = ParseDocument(text);
  SetDefaults(*this);
  if (!json.contains("kind")) {
    throw Error("kind", {"is missing. Say which study it is, like \"race\".",
                         "缺失。请写明是哪一种研究，如 \"race\"。"});
  }
  Read(json, *this);
  const auto& study = *study_;
  if (study.needs_experiment()) {
    accepted_ = Accepted(experiment_, tables_);
    // It may hold a table: once is enough.
    experiment_ = "{}";
  } else if (json.contains("experiment")) {
    throw Error("experiment", {"has no place here: this kind has no data. Leave it out.",
                               "此处不需要：这种研究没有数据。请去掉。"});
  }
  run_ = study.Begin(accepted_, tables_, pool);
}

void StudyDocument::Declare(Visitor& visitor) {
  visitor.Integer({.label = {"version", {"Version", "版本"}, {"Of the document.", "文档的版本。"}},
                   .fallback = 1,
                   .minimum = 1,
                   .maximum = 1},
                  version_);
  visitor.Component(
      {.label = {"kind", {"Kind", "类型"}, {"Which question is asked.", "要回答的问题。"}},
       .fallback = "race",
       .inlined = true},
      study_);
  visitor.AnyJson({.label = {"experiment",
                             {"Experiment", "实验"},
                             {"What is trained: an experiment document.", "要训练的实验文档。"}},
                   .fallback = "{}"},
                  experiment_);
}

Json StudyDocument::Describe() {
  Json description{{"kind", study_.id()},
                   {"title", ToJson(study_.entry()->label)},
                   {"document", Canonical(*this)}};
  if (study_->needs_experiment()) {
    description["document"]["experiment"] = accepted_;
  } else {
    description["document"].erase("experiment");
  }
  return description;
}

}  // namespace downhill
