// SPDX-License-Identifier: Apache-2.0
#include "training/stop_rules.h"

namespace downhill {
namespace {

RealDeclaration Threshold(std::string_view id, Words label, Words help) {
  return {.label = {id, label, help},
          .fallback = std::nullopt,
          .minimum = 0,
          .maximum = 1e6,
          .minimum_excluded = true,
          .scale = Scale::kLog};
}

}  // namespace

void StopRules::Declare(Visitor& visitor) {
  visitor.OptionalInteger({.label = {"epochs",
                                     {"Epochs", "轮数"},
                                     {"Ends after this many passes over the training data.",
                                      "遍历训练数据这么多轮后结束。"}},
                           .fallback = 1000,
                           .minimum = 1,
                           .maximum = 10'000'000,
                           .scale = Scale::kLog},
                          epochs);
  visitor.OptionalInteger({.label = {"steps",
                                     {"Steps", "步数"},
                                     {"Ends after this many updates, if the epochs last that long.",
                                      "更新这么多次后结束（前提是轮数尚未用完）。"}},
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
                 {"Gives up when the loss is above this many times its start, or this many "
                  "times 1 when it started lower.",
                  "损失超过初始值（不足 1 时按 1 计）的这么多倍时判为发散并停止。"}},
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

void EarlyStopping::Declare(Visitor& visitor) {
  visitor.OptionalInteger(
      {.label =
           {"patience",
            {"Patience", "耐心值"},
            {"How many recorded points may pass without a better validation loss (training "
             "loss where nothing is held out); empty: no early stopping.",
             "允许多少个记录点没有更好的验证损失（没有留出数据时看训练损失）；留空则不早停。"}},
       .fallback = std::nullopt,
       .minimum = 1,
       .maximum = 1'000'000,
       .scale = Scale::kLog},
      patience);
  visitor.Real({.label = {"minimum_improvement",
                          {"Smallest improvement", "最小改善"},
                          {"A loss counts as better when it is lower by more than this.",
                           "损失降低超过此值才算改善。"}},
                .fallback = 0,
                .minimum = 0,
                .maximum = 1e6,
                .scale = Scale::kLog},
               minimum_improvement);
  visitor.Boolean({.label = {"restore_best",
                             {"Restore the best weights", "恢复最佳权重"},
                             {"At the end, goes back to the weights of the best point; a run that "
                              "diverged keeps what it has.",
                              "结束时回到最佳记录点的权重；发散的训练保持原状。"}},
                   .fallback = true},
                  restore_best);
}

}  // namespace downhill
