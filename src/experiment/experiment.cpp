// SPDX-License-Identifier: Apache-2.0
#include "experiment/experiment.h"

#include <array>

#include "datasets/input_formulas.h"
#include "experiment/parser.h"
#include "experiment/reader.h"

namespace downhill {
namespace {

/// Small enough that every unit is seen on its own, and enough for the spiral: of ten seeds each
/// comes to a validation accuracy of 0.95 within 250 epochs. Two such layers leave every fifth
/// unsolved. The units of the last layer follow from data and loss.
constexpr std::string_view kDefaultModel = R"({"layers": [
  {"type": "dense", "units": 8, "activation": "tanh"},
  {"type": "dense", "units": 8, "activation": "tanh"},
  {"type": "dense", "units": 8, "activation": "tanh"},
  {"type": "dense"}
]})";

}  // namespace

void DataChoice::Declare(Visitor& visitor) {
  static constexpr std::array kEncodings{
      Option{"auto", {"Automatic", "自动"}},
      Option{"index", {"Class numbers", "类别编号"}},
      Option{"one_hot", {"One-hot", "独热"}},
  };
  visitor.Component(
      {.label = {"type", {"Data", "数据"}, {"What the network is to learn.", "网络要学习的数据。"}},
       .fallback = "spiral",
       .inlined = true},
      dataset);
  visitor.OptionalInteger(
      {.label =
           {"seed",
            {"Data seed", "数据种子"},
            {"A seed of its own for samples and split, so that they stay when the experiment's "
             "seed changes.",
             "样本与划分自己的种子：实验种子改变时，数据保持不变。"}},
       .fallback = std::nullopt,
       .minimum = 0,
       .maximum = kLargestSeed,
       .empty = {"the experiment's", "同实验"}},
      seed);
  visitor.Group({{"split",
                  {"Split", "划分"},
                  {"How the samples are shared out, by the seed.", "按种子划分样本的比例。"}}},
                split);
  visitor.Choices(
      {.label =
           {"inputs",
            {"Inputs", "输入"},
            {"What the network is fed of data with one feature or two: the features themselves, "
             "their squares, their product, or their sines. Computed first, then standardized.",
             "数据有一个或两个特征时送入网络的量：原始特征、平方、乘积或正弦。先计算，再标准化。"}},
       .options = InputIds(),
       .empty = {"the features", "原始特征"}},
      inputs);
  visitor.Boolean({.label = {"standardize",
                             {"Standardize", "标准化"},
                             {"Gives every input mean 0 and deviation 1, measured on the training "
                              "part only.",
                              "使每个输入均值为 0、标准差为 1，只用训练部分计算。"}},
                   .fallback = true},
                  standardize);
  visitor.Boolean(
      {.label = {"standardize_target",
                 {"Standardize target", "目标标准化"},
                 {"For real targets: the loss sees them with mean 0 and deviation 1, measured on "
                  "the training part only. Predictions stay in original units.",
                  "用于实数目标：损失看到的目标均值为 0、标准差为 1，只用训练部分计算。预测仍为"
                  "原始单位。"}},
       .fallback = false},
      standardize_target);
  visitor.Choice({.label = {"class_targets",
                            {"Class targets", "类别目标"},
                            {"How classes are written as targets.", "类别目标的写法。"}},
                  .fallback = "auto",
                  .options = kEncodings},
                 class_targets);
}

void ModelChoice::Declare(Visitor& visitor) {
  visitor.List(
      {.label = {"layers", {"Layers", "层"}, {"From the input to the output.", "从输入到输出。"}},
       .maximum_size = 64},
      layers);
}

Experiment::Experiment() {
  SetDefaults(*this);
  Read(ParseDocument(kDefaultModel), model);
}

void Experiment::Declare(Visitor& visitor) {
  static constexpr std::array kArithmetics{
      Option{"reproducible", {"Reproducible", "可复现"}},
      Option{"fast", {"Fast", "快速"}},
  };
  visitor.Integer({.label = {"version",
                             {"Version", "版本"},
                             {"Of the experiment document.", "实验文档的版本。"}},
                   .fallback = 1,
                   .minimum = 1,
                   .maximum = 1},
                  version);
  visitor.Integer({.label = {"seed",
                             {"Seed", "种子"},
                             {"The same seed gives the same data, weights and batches.",
                              "种子相同，数据、初始权重和小批量就相同。"}},
                   .fallback = kDefaultSeed,
                   .minimum = 0,
                   .maximum = kLargestSeed},
                  seed);
  visitor.Choice(
      {.label = {"arithmetic",
                 {"Arithmetic", "算术"},
                 {"Reproducible: the same digits on every machine. Fast: fused operations "
                  "where the browser has them.",
                  "可复现：在每台机器上得到相同的数字。快速：浏览器支持时使用融合运算。"}},
       .fallback = "reproducible",
       .options = kArithmetics},
      arithmetic);
  visitor.Group(
      {{"data", {"Data", "数据"}, {"What the network is to learn.", "网络要学习的数据。"}}}, data);
  visitor.Group({{"model", {"Model", "模型"}, {"The layers of the network.", "网络的各层。"}}},
                model);
  visitor.Component({.label = {"loss",
                               {"Loss", "损失"},
                               {"What is made small. Left out, it follows from the data.",
                                "要减小的量。省略时由数据决定。"}},
                     .fallback = derived_loss},
                    loss);
  visitor.Component({.label = {"optimizer",
                               {"Optimizer", "优化器"},
                               {"How a gradient becomes a step.", "如何把梯度变成一步更新。"}},
                     .fallback = "adam",
                     .fields_go_on = true},
                    optimizer);
  visitor.Component(
      {.label = Label{"schedule",
                      {"Schedule", "学习率调度"},
                      {"How the learning rate changes from step to step.", "学习率如何逐步变化。"}}
                    .GoingOn(),
       .fallback = "constant"},
      schedule);
  visitor.Group({Label{"regularization",
                       {"Regularization", "正则化"},
                       {"What large weights cost.", "大权重的代价。"}}
                     .GoingOn()},
                regularization);
  visitor.Component(
      {.label = Label{"clip",
                      {"Gradient clipping", "梯度裁剪"},
                      {"Keeps single steps from being too long.", "避免单步过大。又称梯度截断。"}}
                    .GoingOn(),
       .fallback = "none"},
      clip);
  visitor.Integer({.label = Label{"batch_size",
                                  {"Batch size", "批量大小"},
                                  {"Samples an update; full: all of them.",
                                   "每次更新的样本数；full：全部。又称批大小。"}}
                                .GoingOn(),
                   .fallback = 32,
                   .minimum = 1,
                   .maximum = 100'000,
                   .scale = Scale::kLog,
                   .zero_word = "full"},
                  batch_size);
  visitor.Group({Label{"record",
                       {"Recording", "记录"},
                       {"How often a point of the curves is taken.", "每隔多久记录曲线上的一点。"}}
                     .GoingOn()},
                record);
  visitor.Group(
      {Label{"stop", {"Stopping", "停止"}, {"When the run ends.", "何时结束训练。"}}.GoingOn()},
      stop);
}

}  // namespace downhill
