// SPDX-License-Identifier: Apache-2.0
/** 诊断与改进办法的中文。What is found of a run, and what helps, in Chinese. */

import type { diagnosis as en } from "./diagnosis.en.ts";
import type { Like } from "./like.ts";

export const diagnosis: Like<typeof en> = {
  layer: (number) => `第 ${number} 层`,
  outputLayer: "输出层",

  findings: {
    diverged: (update, layer, rate) =>
      `在第 ${update} 步发散：${layer}的数值失控。学习率为 ${rate} 时，每次更新都比上一次冲得更远。`,
    divergedBy: (update, layer, cause) => `在第 ${update} 步发散：${layer}的数值失控。${cause}`,
    alike: (layer) =>
      `${layer}的所有神经元初始值相同，得到的梯度也相同，于是始终相同：整层只相当于一个神经元。`,
    unscaled: (reach) => `输入的数值大到 ${reach}；在 −1 到 1 附近的数值上，网络学得最好。`,
    risen: (start, loss, rate) =>
      `损失从 ${start} 升到 ${loss}：学习率为 ${rate} 时，每次更新都越过了谷底。`,
    exploding: (times, layer) =>
      `第一次更新是${layer}权重大小的 ${times} 倍：数值逐层放大，梯度随之爆炸。`,
    overfitting: (best, when, now) =>
      `网络在死记训练样本（过拟合）：训练 ${when}后验证损失为 ${best}，现在是 ${now}，而训练损失还在下降。`,
    dead: (dead, units, layer) =>
      `${layer}的 ${units} 个神经元中有 ${dead} 个已经失效：没有样本能激活它们，因此得不到梯度。`,
    vanishing: (loss, layer, share, last) =>
      `损失停在 ${loss} 不动：${layer}得到的梯度只有${last}的 ${share}（梯度消失）。`,
    saturated: (loss, layer, share) =>
      `损失停在 ${loss} 不动：${layer}的输出有 ${share} 处于饱和区，那里的斜率几乎为 0。`,
    straight: (loss) => `损失停在 ${loss} 不动：没有能弯曲的层，这个网络只能画直线。`,
    jumping: (low, high, rate) =>
      `损失在 ${low} 与 ${high} 之间跳动：学习率为 ${rate} 时，更新总在谷底两侧来回跳。`,
    batches: (optimizer) =>
      `${optimizer}要比较前后两次更新的损失，而两次用的样本不同：它每次都需要全部样本。`,
    stuck: (loss, length) => `损失停在 ${loss} 已有 ${length}：这个优化器或这个网络无法再前进。`,
    slow: (share, times) => `每次更新最多只改变权重大小的 ${share}，比通常小 ${times} 倍。`,
  },

  cures: {
    rate: (rate) => `改用学习率 ${rate}`,
    rateAgain: (rate) => `用学习率 ${rate} 重试`,
    clip: "把梯度长度裁剪到 1",
    standardize: "标准化输入",
    standardize_target: "标准化目标",
    relu: "改用 ReLU",
    leaky: "改用 leaky ReLU（带泄漏）",
    linear: "去掉激活函数",
    initializer: "按层的大小抽取初始权重",
    hidden_layer: "增加一个隐藏层",
    more_units: "神经元数加倍",
    remove_layer: "删除这一层",
    adam: "改用 Adam",
    all_samples: "每次更新使用全部样本",
    early_stopping: "在验证损失最低处停止",
    longer: "继续训练",
    longerTo: (end) => `继续训练到 ${end}`,
    default: "恢复默认值",
  },
};
