// SPDX-License-Identifier: Apache-2.0
#include "experiment/saved_model.h"

#include <vector>

namespace downhill {
namespace {

Json BlocksJson(const std::vector<ParameterBlock>& blocks) {
  Json json = Json::array();
  Index offset = 0;
  for (const ParameterBlock& block : blocks) {
    json.push_back({{"name", block.name},
                    {"rows", block.rows},
                    {"columns", block.columns},
                    {"offset", offset}});
    offset += block.size();
  }
  return json;
}

Json NumbersJson(const Vector& numbers) {
  Json json = Json::array();
  for (const Scalar number : numbers) json.push_back(static_cast<double>(number));
  return json;
}

Json StandardizationJson(const Standardization& standardization) {
  return {{"mean", NumbersJson(standardization.mean)},
          {"scale", NumbersJson(standardization.scale)}};
}

}  // namespace

Json ModelJson(TrainingRun& run) {
  const Chain& chain = run.network();
  Json model{{"status", StatusId(run.session().progress().status)},
             {"steps", run.session().steps()},
             {"epochs", run.session().epochs()},
             {"standardization", StandardizationJson(run.data().standardization)}};
  if (run.session().edited()) model["edited"] = true;
  if (const auto& of_targets = run.data().target_standardization) {
    model["target_standardization"] = StandardizationJson(*of_targets);
  }
  model["parameters"] = BlocksJson(chain.parameters());
  model["statistics"] = BlocksJson(chain.statistics());
  return model;
}

}  // namespace downhill
