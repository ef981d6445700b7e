// SPDX-License-Identifier: Apache-2.0
#include "studies/study_document.h"

#include <utility>

#include "experiment/parser.h"
#include "experiment/reader.h"
#include "experiment/version.h"
#include "experiment/writer.h"

namespace downhill {

StudyDocument::StudyDocument(std::string_view text, ThreadPool* pool, TableStore tables)
    : tables_(std::move(tables)) {
  const Json json = ParseDocument(text);
  SetDefaults(*this);
  if (!json.contains("kind")) {
    throw Error("kind", {"is missing. Say which study it is, like \"race\".",
                         "缺失。请写明是哪一种研究，如 \"race\"。"});
  }
  CheckVersion(json);
  Read(json, *this);
  std::unique_ptr<TrainingRun> run;
  if (study_->needs_experiment()) {
    try {
      run = std::make_unique<TrainingRun>(experiment_, &tables_);
    } catch (const Error& error) {
      throw error.Under("experiment");
    }
    experiment_ = MinimalWithLayers(run->experiment());
  } else if (json.contains("experiment")) {
    throw Error("experiment", {"has no place here: this kind has no data. Leave it out.",
                               "此处不需要：这种研究没有数据。请去掉。"});
  }
  run_ = study_->Begin({std::move(run), experiment_, tables_, pool});
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
                             {"What is trained: an experiment document.", "要训练的实验文档。"}}},
                  experiment_);
}

Json StudyDocument::Describe() {
  Json description{{"kind", study_.id()}, {"document", Canonical(*this)}};
  if (!study_->needs_experiment()) description["document"].erase("experiment");
  return description;
}

}  // namespace downhill
