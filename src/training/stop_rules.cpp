// SPDX-License-Identifier: Apache-2.0
#include "training/stop_rules.h"

#include <algorithm>
#include <cmath>

namespace downhill {
namespace {

RealDeclaration Threshold(std::string_view id, CatalogText label, CatalogText help) {
  return {.label = {id, label, help},
          .fallback = std::nullopt,
          .minimum = 0,
          .maximum = 1e6,
          .minimum_excluded = true,
          .scale = Scale::kLog};
}

}  // namespace

static_assert(History::kMostRows == 20'000, "the help of divergence_factor says so");

void StopRules::Declare(Visitor& visitor) {
  visitor.OptionalInteger({.label = {"epochs",
                                     {"Epochs", "轮数"},
                                     {"Ends after this many passes over the training data: 1000 "
                                      "where neither epochs nor steps are given.",
                                      "遍历训练数据这么多轮后结束：轮数和步数都未给出时为 1000。"}},
                           .fallback = steps ? std::nullopt : std::optional<std::int64_t>(1000),
                           .minimum = 1,
                           .maximum = 10'000'000,
                           .scale = Scale::kLog,
                           .replaced_by = "steps"},
                          epochs);
  visitor.OptionalInteger({.label = {"steps",
                                     {"Steps", "步数"},
                                     {"Ends after this many updates. Given alone, they take the "
                                      "place of the epochs; with epochs, what comes first ends it.",
                                      "更新这么多次后结束。单独给出时取代轮数；与轮数同时给出时，"
                                      "以先到者为准。"}},
                           .fallback = std::nullopt,
                           .minimum = 1,
                           .maximum = 1'000'000'000,
                           .scale = Scale::kLog},
                          steps);
  visitor.OptionalReal(Threshold("loss_below", {"Loss below", "损失低于"},
                                 {"Ends when the training loss of a recorded point is below this.",
                                  "某个记录点的训练损失低于此值时结束。"}),
                       loss_below);
  visitor.OptionalReal(
      Threshold("gradient_norm_below", {"Gradient norm below", "梯度范数低于"},
                {"Ends when the gradient's length at a recorded point is below this.",
                 "某个记录点的梯度长度低于此值时结束。"}),
      gradient_norm_below);
  visitor.OptionalReal(
      Threshold("loss_change_below", {"Loss change below", "损失变化低于"},
                {"Ends when the training loss changed by less than this since the last point.",
                 "训练损失相对上一记录点的变化小于此值时结束。"}),
      loss_change_below);
  visitor.Real(
      {.label = {"divergence_factor",
                 {"Divergence factor", "发散倍数"},
                 {"Gives up when the loss of a batch or of a recorded point is above this many "
                  "times its start, or this many times 1 when it started lower. After 20,000 "
                  "points it looks only at those that the curve keeps.",
                  "某一小批量或某个记录点的损失超过初始值（不足 1 时按 1 计）的这么多倍时判为发散并"
                  "停止。记录点超过 20,000 个后，只看曲线保留的那些点。"}},
       .fallback = 10000,
       .minimum = 2,
       .maximum = 1e12,
       .scale = Scale::kLog},
      divergence_factor);
  visitor.Group(
      {{"early_stopping",
        {"Early stopping", "早停"},
        {"Ends the run when the validation loss gets no better.", "验证损失不再改善时结束。"},
        "Prechelt 1998, Early Stopping - But When?"}},
      early_stopping);
}

bool PointRules::AreNoStricterThan(const PointRules& before) const {
  const bool never_early = patience == StopRules::kNoEnd;
  return loss_below <= before.loss_below && gradient_norm_below <= before.gradient_norm_below &&
         loss_change_below <= before.loss_change_below &&
         divergence_factor >= before.divergence_factor && patience >= before.patience &&
         (never_early || (minimum_improvement == before.minimum_improvement &&
                          restores_best == before.restores_best));
}

PointRules StopRules::of_points() const {
  return {.loss_below = loss_below.value_or(0),
          .gradient_norm_below = gradient_norm_below.value_or(0),
          .loss_change_below = loss_change_below.value_or(0),
          .divergence_factor = divergence_factor,
          .patience = early_stopping.patience.value_or(kNoEnd),
          .minimum_improvement = early_stopping.minimum_improvement,
          .restores_best = early_stopping.restore_best ? 1u : 0u};
}

std::int64_t StopRules::LastStep(const BatchCount& batches) const {
  return std::min(steps.value_or(kNoEnd), epochs ? batches.StepAfter(*epochs) : kNoEnd);
}

std::optional<Ending> StopRules::EndingAfter(std::int64_t steps_done,
                                             const BatchCount& batches) const {
  const auto done = [](std::string_view reason, std::int64_t count, Words one, Words many) {
    return Ending{reason, Say(count == 1 ? one : many, count)};
  };
  if (epochs && steps_done >= batches.StepAfter(*epochs)) {
    return done("epochs", *epochs, {"Done: {} epoch.", "完成：{} 轮。"},
                {"Done: {} epochs.", "完成：{} 轮。"});
  }
  if (steps && steps_done >= *steps) {
    return done("steps", *steps, {"Done: {} step.", "完成：{} 步。"},
                {"Done: {} steps.", "完成：{} 步。"});
  }
  return std::nullopt;
}

std::optional<Ending> StopRules::EndingAt(const HistoryRow& point, double previous_loss) const {
  const double change = std::abs(point.train_loss - previous_loss);
  if (loss_below && point.train_loss < *loss_below) {
    return Ending{"loss_below",
                  Say({"Done: the training loss {} is below {}.", "完成：训练损失 {} 低于 {}。"},
                      RoundedText(point.train_loss), *loss_below)};
  }
  if (gradient_norm_below && point.gradient_norm < *gradient_norm_below) {
    return Ending{"gradient_norm_below",
                  Say({"Done: the gradient's norm {} is below {}.", "完成：梯度范数 {} 低于 {}。"},
                      RoundedText(point.gradient_norm), *gradient_norm_below)};
  }
  if (loss_change_below && change < *loss_change_below) {
    return Ending{"loss_change_below", Say({"Done: the training loss changed by {}, less than {}.",
                                            "完成：训练损失只变化了 {}，小于 {}。"},
                                           RoundedText(change), *loss_change_below)};
  }
  return std::nullopt;
}

}  // namespace downhill
