// SPDX-License-Identifier: Apache-2.0
/**
 * The words that the lessons explain where they first come, and the page of the glossary, in its order: those of the page itself, and
 * what else a beginner meets. The Chinese ones name what else they are called.
 */
import type { Language } from "./language.ts";
import { TERMS, type Term } from "./terms.ts";

export const GLOSSARY = {
  sample: {
    name: { en: "Sample", zh: "样本" },
    says: {
      en: "One case of the data: its features, and the target or label that belongs to them.",
      zh: "数据中的一个例子：它的特征，以及与之对应的目标值或标签。又称样例、示例。",
    },
    written: { en: ["sample", "samples"], zh: ["样本"] },
  },
  model: {
    name: { en: "Model", zh: "模型" },
    says: {
      en: "A formula with numbers in it that are to be found. Given the features of a sample it answers a prediction.",
      zh: "带有待定数字的一个公式：输入样本的特征，输出预测值。",
    },
    written: { en: ["model", "models"], zh: ["模型"] },
  },
  feature: {
    name: { en: "Feature", zh: "特征" },
    says: {
      en: "One of the numbers that a sample is described by: a coordinate, a length, the brightness of a pixel.",
      zh: "描述样本的一个数：一个坐标、一段长度、一个像素的亮度。西瓜书称属性。",
    },
    written: { en: ["feature", "features"], zh: ["特征"] },
  },
  label: {
    name: { en: "Label", zh: "标签" },
    says: {
      en: "The right answer of a sample where that is a class. Where it is a number it is called the target.",
      zh: "样本的正确类别；要是数，就称目标值。西瓜书称标记。",
    },
    written: { en: ["label", "labels"], zh: ["标签"] },
  },
  one_hot: {
    name: { en: "One-hot", zh: "独热编码（one-hot）" },
    says: {
      en: "A class written as a row of numbers, of which one is 1 and the others 0.",
      zh: "用一串数表示类别：属于哪一类，那一类的数就是 1，其余都是 0。",
    },
    written: { en: ["one-hot"], zh: ["独热编码"] },
  },
  noise: {
    name: { en: "Noise", zh: "噪声" },
    says: {
      en: "What comes by chance: in data what no rule foretells, in a gradient what it is off by because its batch has few samples.",
      zh: "随机的、没有规律可循的那部分：数据里的随机起伏，或者小批量的梯度与准确梯度之间的随机偏离。",
    },
    written: { en: ["noise"], zh: ["噪声"] },
  },
  parameter: {
    name: { en: "Parameter", zh: "参数" },
    says: {
      en: "A number of the model that training changes: its weights and biases.",
      zh: "模型中由训练来改变的数，即权重和偏置。",
    },
    written: { en: ["parameter", "parameters"], zh: ["参数"] },
  },
  hyper_parameter: {
    name: { en: "Hyper-parameter", zh: "超参数" },
    says: {
      en: "A number that training does not change, because it says how to train: learning rate, batch size, number of layers.",
      zh: "训练本身不改变、而是规定怎样训练的量：学习率、批量大小、层数等。",
    },
    written: { en: ["hyper-parameter", "hyper-parameters"], zh: ["超参数"] },
  },
  weight: {
    name: { en: "Weight", zh: "权重" },
    says: {
      en: "A parameter that an input is multiplied by.",
      zh: "与输入相乘的参数。旧称权值。",
    },
    written: { en: ["weight", "weights"], zh: ["权重"] },
  },
  bias: {
    name: { en: "Bias", zh: "偏置" },
    says: {
      en: "A parameter that is added: it lifts the whole line. In statistics the word means something else.",
      zh: "加上去的那个参数，使整条直线上下平移。西瓜书写成带负号的阈值；统计学里的“偏差”是另一回事。",
    },
    written: { en: ["bias", "biases"], zh: ["偏置"] },
  },
  weighted_sum: {
    name: { en: "Weighted sum", zh: "加权和" },
    says: {
      en: "Each input times its weight, all added up, with the bias: what a unit bends by its activation.",
      zh: "各输入乘以各自的权重，连同偏置一起加起来：神经元用激活函数去“弯”的就是它。",
    },
    written: { en: ["weighted sum", "weighted sums"], zh: ["加权和"] },
  },
  loss: {
    ...TERMS.loss,
    written: { en: ["loss", "losses"], zh: ["损失"] },
  },
  squared_error: {
    name: { en: "Mean squared error", zh: "均方误差" },
    says: {
      en: "The loss of regression: the mean of the squared differences between prediction and target. Some books take half of it.",
      zh: "回归常用的损失：预测值与目标值之差的平方，取平均。有的教材再乘 ½，学习率就相差一倍。",
    },
    written: { en: ["mean squared error"], zh: ["均方误差"] },
  },
  cross_entropy: {
    name: { en: "Cross-entropy", zh: "交叉熵" },
    says: {
      en: "The loss of classes: minus the logarithm of the probability that the model gives to the right one.",
      zh: "分类常用的损失：模型给正确类别的概率取对数，再取负。",
    },
    written: { en: ["cross-entropy"], zh: ["交叉熵"] },
  },
  hinge: {
    name: { en: "Hinge loss", zh: "合页损失" },
    says: {
      en: "A loss of classes that is 0 as soon as a sample lies on its side with a margin, and grows in proportion from there.",
      zh: "分类损失的一种：样本在自己一侧且留足间隔就为 0，否则随差距成正比地增大。又称 hinge 损失、铰链损失。",
    },
    written: { en: ["hinge loss"], zh: ["合页损失"] },
  },
  svm: {
    name: { en: "Support vector machine", zh: "支持向量机" },
    says: {
      en: "A linear boundary with the widest margin on both sides. Only the samples next to it decide where it lies.",
      zh: "在两类之间留出最宽间隔的线性分类器；决定边界的只有最靠近它的那些样本，即支持向量。简称 SVM。",
    },
    written: { en: ["support vector machine"], zh: ["支持向量机"] },
  },
  gradient_descent: {
    name: { en: "Gradient descent", zh: "梯度下降" },
    says: {
      en: "To make the loss smaller, change all parameters a little against the gradient; then again.",
      zh: "让所有参数沿梯度的反方向各走一小步，使损失变小；然后重复。又称梯度下降法、最速下降法。",
    },
    written: { en: ["gradient descent"], zh: ["梯度下降"] },
  },
  partial_derivative: {
    name: { en: "Partial derivative", zh: "偏导数" },
    says: {
      en: "How fast a value grows if one of its variables grows and the others stay. All of them together are the gradient.",
      zh: "别的变量都不动，只让一个变量增加，函数值增加得有多快。所有偏导数合在一起就是梯度。",
    },
    written: { en: ["partial derivative"], zh: ["偏导数"] },
  },
  gradient: TERMS.gradient,
  learning_rate: {
    name: { en: "Learning rate", zh: "学习率" },
    says: {
      en: "The number η that the gradient is multiplied by: it decides how far an update goes.",
      zh: "更新时与梯度相乘的数 η，决定一步迈多大。又称学习速率；有的教材记作 α。",
    },
    written: { en: ["learning rate", "learning rates"], zh: ["学习率"] },
  },
  update: {
    ...TERMS.update,
    written: { en: ["update", "updates"], zh: ["更新"] },
  },
  epoch: {
    ...TERMS.epoch,
    written: { en: ["epoch", "epochs"], zh: ["epoch"] },
  },
  batch: {
    ...TERMS.batch,
    written: { en: ["batch", "batches", "mini-batch", "mini-batches"], zh: ["小批量"] },
  },
  batch_size: {
    name: { en: "Batch size", zh: "批量大小" },
    says: {
      en: "How many samples a batch has.",
      zh: "一个小批量里有多少个样本。又称批大小、批次大小。",
    },
    written: { en: ["batch size"], zh: ["批量大小"] },
  },
  full_batch: {
    name: { en: "Full batch", zh: "全批量" },
    says: {
      en: "Every update is made from all training samples: the exact gradient of the loss.",
      zh: "每次更新都用全部训练样本，得到损失的准确梯度。又称批量梯度下降。",
    },
    written: { en: ["full batch", "full-batch"], zh: ["全批量"] },
  },
  sgd: {
    name: { en: "Stochastic gradient descent", zh: "随机梯度下降" },
    says: {
      en: "Gradient descent by the gradient of one sample, or of a few, drawn at random. SGD for short.",
      zh: "每步只用随机抽出的一个或少数几个样本的梯度来下降。简称 SGD。",
    },
    written: {
      en: ["stochastic gradient descent", "SGD"],
      zh: ["随机梯度下降", "SGD"],
    },
  },
  converge: {
    name: { en: "Converge", zh: "收敛" },
    says: {
      en: "To come closer and closer to one place, and stay there.",
      zh: "越来越靠近某个位置，并停在那里。",
    },
    written: { en: ["converge", "converges", "convergence"], zh: ["收敛"] },
  },
  moving_average: {
    name: { en: "Moving average", zh: "指数加权移动平均" },
    says: {
      en: "A mean in which older values count less and less: each time a little of the new value is mixed into it.",
      zh: "越旧的值占得越少的平均：每次掺进一点新值。又称滑动平均。",
    },
    written: { en: ["moving average", "moving averages"], zh: ["指数加权移动平均", "移动平均"] },
  },
  diverge: {
    name: { en: "Diverge", zh: "发散" },
    says: {
      en: "To go farther and farther away, until the numbers break.",
      zh: "越走越远，直到数值溢出。",
    },
    written: { en: ["diverge", "diverges", "divergence"], zh: ["发散"] },
  },
  minimum: {
    name: { en: "Minimum", zh: "极小值" },
    says: {
      en: "A place from which every small step leads uphill. The lowest of all is the global one.",
      zh: "从那里往任何方向走一小步都会升高的地方；其中最低的称为全局最小值。",
    },
    written: { en: ["minimum", "minima"], zh: ["极小值", "最小值"] },
  },
  saddle: {
    name: { en: "Saddle point", zh: "鞍点" },
    says: {
      en: "Flat, and no minimum: downhill on two sides, uphill on the others, as a mountain pass.",
      zh: "梯度为零却不是极小值的地方：有的方向往上，有的方向往下，像马鞍、像山口。",
    },
    written: { en: ["saddle point", "saddle points"], zh: ["鞍点"] },
  },
  curvature: {
    name: { en: "Curvature", zh: "曲率" },
    says: {
      en: "How fast the slope changes, the second derivative. A large one means a narrow valley, in which only short steps go well.",
      zh: "斜率变化得多快，即二阶导数。曲率大，谷就窄，步子只能小。",
    },
    written: { en: ["curvature"], zh: ["曲率"] },
  },
  plateau: {
    name: { en: "Plateau", zh: "平台" },
    says: {
      en: "A stretch where the loss is nearly flat: hardly any gradient, and no minimum.",
      zh: "损失几乎不变的一片平地：梯度接近零，却不是极小值。",
    },
    written: { en: ["plateau", "plateaus"], zh: ["平台"] },
  },
  landscape: {
    name: { en: "Loss landscape", zh: "损失曲面" },
    says: {
      en: "The loss as a height over the parameters. Of a network one sees a slice of it, in two directions out of many.",
      zh: "把损失看成参数上方的高度。网络的参数很多，看到的只是沿两个方向切下的一片。又称损失地形。",
    },
    written: { en: ["loss landscape", "landscape"], zh: ["损失曲面"] },
  },
  contour: {
    name: { en: "Contour line", zh: "等高线" },
    says: {
      en: "Joins places with the same loss, as on a hiker's map. Where the lines are close together it is steep.",
      zh: "把损失相同的地方连起来，和地图上的等高线一样；线越密，坡越陡。",
    },
    written: { en: ["contour line", "contour lines"], zh: ["等高线"] },
  },
  restart: {
    name: { en: "Restart", zh: "随机重启" },
    says: {
      en: "To train again from another random start and keep the best.",
      zh: "换一个随机起点重新训练，留下最好的一次。",
    },
    written: { en: ["restart", "restarts"], zh: ["随机重启"] },
  },
  annealing: {
    name: { en: "Simulated annealing", zh: "模拟退火" },
    says: {
      en: "A random walk that also goes uphill, often at first and ever more rarely: it can climb out of a hollow.",
      zh: "允许往上走的随机游走：开始时常常往上，后来越来越少，因此能从坑里爬出来。",
    },
    written: { en: ["simulated annealing", "annealing"], zh: ["模拟退火"] },
  },
  optimizer: {
    name: { en: "Optimizer", zh: "优化器" },
    says: {
      en: "The rule by which an update is made from gradients: gradient descent, momentum, Adam and others.",
      zh: "由梯度得出一步更新的规则：梯度下降、动量法、Adam 等。又称优化算法。",
    },
    written: { en: ["optimizer", "optimizers"], zh: ["优化器"] },
  },
  momentum: {
    name: { en: "Momentum", zh: "动量法" },
    says: {
      en: "An update goes along a running sum of gradients: what points the same way each time adds up, what swings cancels.",
      zh: "沿着历次梯度的累积方向走：方向一致的分量越积越多，来回摆动的分量相互抵消。",
    },
    written: { en: ["momentum"], zh: ["动量法", "动量"] },
  },
  ill_conditioned: {
    name: { en: "Ill-conditioned", zh: "病态" },
    says: {
      en: "Much steeper one way than another: the condition number says how many times.",
      zh: "一个方向比另一个方向陡得多；陡多少倍由条件数表示。",
    },
    written: { en: ["ill-conditioned", "condition number"], zh: ["病态", "条件数"] },
  },
  schedule: {
    name: { en: "Learning-rate schedule", zh: "学习率调度" },
    says: {
      en: "How the learning rate changes while training goes on: warm-up, decay.",
      zh: "规定学习率在训练中怎样变化：预热、衰减等。又称学习率调整。",
    },
    written: { en: ["schedule", "schedules"], zh: ["学习率调度", "调度"] },
  },
  warm_up: {
    name: { en: "Warm-up", zh: "预热" },
    says: {
      en: "A learning rate that grows from near zero at the beginning, until the worst slopes are behind.",
      zh: "训练之初让学习率从接近零逐渐升高，先走过最陡的一段。",
    },
    written: { en: ["warm-up"], zh: ["预热"] },
  },
  neuron: {
    name: { en: "Unit", zh: "神经元（单元）" },
    says: {
      en: "Adds up its inputs, each times a weight, adds a bias, and bends the sum by an activation. Also called a neuron.",
      zh: "把各输入乘以权重相加，再加偏置，最后经过激活函数。又称单元。",
    },
    written: { en: ["unit", "units", "neuron", "neurons"], zh: ["神经元"] },
  },
  layer: {
    name: { en: "Layer", zh: "层" },
    says: {
      en: "Units side by side, with the same inputs. What is neither input nor output is hidden.",
      zh: "并排的一组神经元，输入相同；既非输入也非输出的层称为隐藏层（隐层）。",
    },
    written: { en: ["layer", "layers"], zh: ["隐藏层"] },
  },
  perceptron: {
    name: { en: "Multilayer perceptron", zh: "多层感知机" },
    says: {
      en: "A network with hidden layers, in which each unit gets all outputs of the layer before. MLP for short.",
      zh: "带隐藏层的网络，每个神经元都接收前一层的全部输出。又称多层感知器、前馈神经网络，简称 MLP。",
    },
    written: { en: ["multilayer perceptron"], zh: ["多层感知机"] },
  },
  activation: {
    name: { en: "Activation function", zh: "激活函数" },
    says: {
      en: "Bends the sum of a unit. Without it any number of layers would be one straight line.",
      zh: "把神经元的加权和“弯”一下。没有它，多少层叠起来也只是一条直线。台湾称激励函数。",
    },
    written: { en: ["activation", "activations"], zh: ["激活函数"] },
  },
  forward_pass: {
    name: { en: "Forward pass", zh: "前向传播" },
    says: {
      en: "From the inputs through the layers to the prediction and the loss.",
      zh: "从输入逐层算到预测值和损失。又称正向传播。",
    },
    written: { en: ["forward pass", "forward passes"], zh: ["前向传播"] },
  },
  chain_rule: {
    name: { en: "Chain rule", zh: "链式法则" },
    says: {
      en: "If one thing changes another and that a third, the slopes are multiplied.",
      zh: "甲带动乙、乙带动丙，丙对甲的变化率就是两个变化率的乘积。",
    },
    written: { en: ["chain rule"], zh: ["链式法则"] },
  },
  back_propagation: {
    name: { en: "Back-propagation", zh: "反向传播" },
    says: {
      en: "The chain rule from the loss back through the layers: gives the gradient of every weight in one pass.",
      zh: "用链式法则从损失逐层往回算，一遍就得到每个权重的梯度。西瓜书称误差逆传播（BP）。",
    },
    written: { en: ["back-propagation"], zh: ["反向传播"] },
  },
  finite_difference: {
    name: { en: "Finite difference", zh: "有限差分" },
    says: {
      en: "The slope by trying: change one parameter a little, see how the loss changes, divide.",
      zh: "用试的办法求斜率：把一个参数改动一点，看损失变多少，再相除。",
    },
    written: { en: ["finite difference", "finite differences"], zh: ["有限差分"] },
  },
  vanishing: {
    name: { en: "Vanishing gradient", zh: "梯度消失" },
    says: {
      en: "From layer to layer backwards the gradient is multiplied by small numbers, until the first layers learn nothing.",
      zh: "反向传播时梯度逐层乘以小于 1 的数，传到前面几层几乎为零，那里学不动。",
    },
    written: { en: ["vanishing gradient", "vanishing gradients"], zh: ["梯度消失"] },
  },
  exploding: {
    name: { en: "Exploding gradient", zh: "梯度爆炸" },
    says: {
      en: "The other way round: multiplied by large numbers, it grows until the weights break.",
      zh: "与梯度消失相反：逐层乘以大于 1 的数，越来越大，直到权重溢出。",
    },
    written: { en: ["exploding gradient", "exploding gradients"], zh: ["梯度爆炸"] },
  },
  saturation: {
    name: { en: "Saturation", zh: "饱和" },
    says: {
      en: "A unit so far out that its activation is flat there: hardly any gradient comes through.",
      zh: "神经元的输入落在激活函数很平的地方，梯度几乎传不过去。",
    },
    written: { en: ["saturation", "saturated", "saturates"], zh: ["饱和"] },
  },
  initialization: {
    name: { en: "Initialization", zh: "初始化" },
    says: {
      en: "Which numbers the weights begin with: random, so that units differ, and of the right size.",
      zh: "权重从哪些数开始：要随机，好让神经元各不相同；大小也要合适。",
    },
    written: { en: ["initialization"], zh: ["初始化"] },
  },
  symmetry: {
    name: { en: "Breaking the symmetry", zh: "打破对称性" },
    says: {
      en: "Units that begin equal get equal gradients and stay equal; so they begin at random.",
      zh: "起点相同的神经元得到相同的梯度，永远相同；所以要随机初始化。",
    },
    written: { en: ["break the symmetry"], zh: ["打破对称性"] },
  },
  residual: {
    name: { en: "Residual connection", zh: "残差连接" },
    says: {
      en: "Adds the input of some layers to their output, so that the gradient has a way past them.",
      zh: "把几层的输入直接加到它们的输出上，梯度就有了一条绕过这些层的路。",
    },
    written: { en: ["residual connection", "residual connections"], zh: ["残差连接"] },
  },
  convolution: {
    name: { en: "Convolution", zh: "卷积" },
    says: {
      en: "One small set of weights that is laid on every place of a picture in turn: the same pattern is looked for everywhere.",
      zh: "用同一小组权重依次扫过图片的每个位置，到处寻找同一种图案。",
    },
    written: { en: ["convolution", "convolutions", "convolutional"], zh: ["卷积"] },
  },
  kernel: {
    name: { en: "Kernel", zh: "卷积核" },
    says: {
      en: "The weights of a convolution, such as 3 by 3, with one such square for each input channel. Also called a filter.",
      zh: "卷积所用的权重，例如 3×3；每个输入通道各有一块。又称滤波器。",
    },
    written: { en: ["kernel", "kernels"], zh: ["卷积核"] },
  },
  channel: {
    name: { en: "Channel", zh: "通道" },
    says: {
      en: "One picture of a stack: red, green and blue, or what one kernel has found at each place.",
      zh: "一叠图中的一张：红、绿、蓝各一张，或某个卷积核在各处找到的结果。",
    },
    written: { en: ["channel", "channels"], zh: ["通道"] },
  },
  feature_map: {
    name: { en: "Feature map", zh: "特征图" },
    says: {
      en: "What a kernel makes of a picture: a number for each place, large where its pattern lies.",
      zh: "一个卷积核扫过图片得到的图：每个位置一个数，图案所在之处数值大。又称特征映射。",
    },
    written: { en: ["feature map", "feature maps"], zh: ["特征图"] },
  },
  pooling: {
    name: { en: "Pooling", zh: "汇聚（池化）" },
    says: {
      en: "Makes a feature map smaller: of each little square only the largest number, or the mean, is kept.",
      zh: "把特征图缩小：每一小块只留下最大值或平均值。又称池化。",
    },
    written: { en: ["pooling"], zh: ["汇聚", "池化"] },
  },
  batch_norm: {
    name: { en: "Batch normalization", zh: "批量规范化（BatchNorm）" },
    says: {
      en: "Shifts and scales each unit's values to mean 0 and deviation 1 over the batch.",
      zh: "在每个小批量上把各单元的值变成均值 0、标准差 1。又称批归一化、批标准化。",
    },
    written: { en: ["batch normalization"], zh: ["批量规范化"] },
  },
  clipping: {
    name: { en: "Gradient clipping", zh: "梯度裁剪" },
    says: {
      en: "A gradient longer than a limit is shortened to it before the update.",
      zh: "梯度太长时，更新前先把它缩到规定的长度。又称梯度截断。",
    },
    written: { en: ["gradient clipping"], zh: ["梯度裁剪"] },
  },
  softmax: {
    name: { en: "Softmax", zh: "softmax" },
    says: {
      en: "Makes probabilities of several logits: all positive, and together 1. The largest logit gets most.",
      zh: "把几个 logit 变成概率：都是正数，加起来等于 1；logit 最大的那一类分得最多。",
    },
    written: { en: ["softmax"], zh: ["softmax"] },
  },
  logistic_regression: {
    name: { en: "Logistic regression", zh: "逻辑回归" },
    says: {
      en: "A weighted sum of the features, made a probability of one class by the logistic function.",
      zh: "特征的加权和，经 logistic 函数变成属于某一类的概率。又称对数几率回归（对率回归）。",
    },
    written: { en: ["logistic regression"], zh: ["逻辑回归"] },
  },
  decision_boundary: {
    name: { en: "Decision boundary", zh: "决策边界" },
    says: {
      en: "Where the model is undecided between two classes.",
      zh: "模型在两个类别之间举棋不定的地方。",
    },
    written: { en: ["decision boundary"], zh: ["决策边界"] },
  },
  accuracy: {
    name: { en: "Accuracy", zh: "准确率" },
    says: {
      en: "The share of samples that are answered rightly.",
      zh: "答对的样本所占的比例。",
    },
    written: { en: ["accuracy"], zh: ["准确率"] },
  },
  capacity: {
    name: { en: "Capacity", zh: "模型容量" },
    says: {
      en: "How varied the functions are that a model can become; more units and layers, more capacity.",
      zh: "一个模型能变成多少种不同的函数；神经元和层越多，容量越大。又称模型复杂度。",
    },
    written: { en: ["capacity"], zh: ["模型容量", "容量"] },
  },
  underfitting: {
    name: { en: "Underfitting", zh: "欠拟合" },
    says: {
      en: "The model does not even fit the training samples: too simple, or not trained enough.",
      zh: "连训练样本都没有拟合好：模型太简单，或训练得不够。",
    },
    written: { en: ["underfitting", "underfits"], zh: ["欠拟合"] },
  },
  overfitting: {
    name: { en: "Overfitting", zh: "过拟合" },
    says: {
      en: "To learn the training samples with their accidents: there the loss goes on falling, on new samples it rises.",
      zh: "连训练样本里的偶然因素也学了进去：训练损失还在降，新样本上的损失却在升。",
    },
    written: { en: ["overfitting"], zh: ["过拟合"] },
  },
  generalize: {
    name: { en: "Generalization", zh: "泛化" },
    says: {
      en: "To answer rightly what was not trained on. The gap is the difference between the two losses.",
      zh: "在没有训练过的样本上也答得对。训练损失与新样本上的损失之差称为泛化差距。",
    },
    written: { en: ["generalization", "generalizes"], zh: ["泛化"] },
  },
  early_stopping: {
    name: { en: "Early stopping", zh: "早停" },
    says: {
      en: "To stop when the validation loss no longer falls, and go back to where it was lowest.",
      zh: "验证损失不再下降就停，并退回到它最低的地方。又称提前停止、提前终止。",
    },
    written: { en: ["early stopping"], zh: ["早停"] },
  },
  penalty: {
    name: { en: "Penalty", zh: "惩罚项" },
    says: {
      en: "Something added to the loss that grows with the weights, such as the sum of their squares (L2).",
      zh: "加在损失上的一项，权重越大它越大，例如权重的平方和（L2）。",
    },
    written: { en: ["penalty", "penalties"], zh: ["惩罚项"] },
  },
  regularization: {
    name: { en: "Regularization", zh: "正则化" },
    says: {
      en: "Whatever keeps a model from learning accidents: weight decay, dropout, stopping early, more data.",
      zh: "防止模型把偶然因素学进去的各种办法：权重衰减、Dropout（暂退法）、早停、更多数据。",
    },
    written: { en: ["regularization"], zh: ["正则化"] },
  },
  augmentation: {
    name: { en: "Data augmentation", zh: "数据增强" },
    says: {
      en: "More samples out of those there are: shifted, turned, a little noise, with the same label.",
      zh: "由已有样本造出更多样本：平移、旋转、加一点噪声，标签不变。又称数据增广。",
    },
    written: { en: ["data augmentation"], zh: ["数据增强"] },
  },
  weight_decay: {
    name: { en: "Weight decay", zh: "权重衰减" },
    says: {
      en: "Every update also makes each weight a little smaller, so that only what is needed stays large.",
      zh: "每次更新都让每个权重缩小一点，只有真正需要的才保持较大。",
    },
    written: { en: ["weight decay"], zh: ["权重衰减"] },
  },
  dropout: {
    name: { en: "Dropout", zh: "Dropout（暂退法）" },
    says: {
      en: "In every update some units, drawn at random, put out nothing, so that none can rely on a single other one.",
      zh: "每次更新时随机让一部分神经元不输出，使任何神经元都不能只依赖某一个别的神经元。又称丢弃法、随机失活。",
    },
    written: { en: ["dropout"], zh: ["Dropout", "暂退法"] },
  },
  grokking: {
    name: { en: "Grokking", zh: "顿悟（grokking）" },
    says: {
      en: "All training samples have long been right when, much later, new ones come right too.",
      zh: "训练样本早已全部答对，过了很久，新样本才一下子也答对。",
    },
    written: { en: ["grokking"], zh: ["grokking", "顿悟"] },
  },
  training: {
    ...TERMS.training,
    written: { en: ["training part"], zh: ["训练集"] },
  },
  held_out: TERMS.held_out,
  validation: {
    ...TERMS.validation,
    written: { en: ["validation"], zh: ["验证集"] },
  },
  test: {
    ...TERMS.test,
    written: { en: ["test part"], zh: ["测试集"] },
  },
  logit: TERMS.logit,
  sigmoid: TERMS.sigmoid,
  tanh: TERMS.tanh,
  relu: TERMS.relu,
  seed: TERMS.seed,
  thread: {
    name: { en: "Thread", zh: "线程" },
    says: {
      en: "A line of work of one program that a core of the processor does; several are done at the same time.",
      zh: "一个程序里由处理器的一个核来执行的一路工作；几路可以同时进行。",
    },
    written: { en: ["thread", "threads"], zh: ["线程"] },
  },
  data_parallel: {
    name: { en: "Data parallelism", zh: "数据并行" },
    says: {
      en: "Every worker has the whole network and a part of each batch; their gradients are averaged before the update.",
      zh: "每个工作进程都有整个网络和小批量的一部分；更新之前先把各自的梯度取平均。",
    },
    written: { en: ["data parallelism", "data-parallel"], zh: ["数据并行"] },
  },
  search: {
    name: { en: "Hyper-parameter search", zh: "超参数搜索" },
    says: {
      en: "To try many settings by a rule and keep what is best on the validation part.",
      zh: "按一定规则试许多组设置，留下验证集上最好的一组。又称调参。",
    },
    written: { en: ["hyper-parameter search"], zh: ["超参数搜索"] },
  },
  grid_search: {
    name: { en: "Grid search", zh: "网格搜索" },
    says: {
      en: "Every combination of a few values of each hyper-parameter.",
      zh: "每个超参数取几个值，所有组合都试一遍。",
    },
    written: { en: ["grid search"], zh: ["网格搜索"] },
  },
  random_search: {
    name: { en: "Random search", zh: "随机搜索" },
    says: {
      en: "Combinations drawn at random: for as many tries each hyper-parameter gets more different values than on a grid.",
      zh: "随机抽取组合：试的次数相同时，每个超参数取到的不同值比网格多。",
    },
    written: { en: ["random search"], zh: ["随机搜索"] },
  },
  halving: {
    name: { en: "Successive halving", zh: "逐次减半" },
    says: {
      en: "Begin many trials, train them a little, keep the better part, train those longer, and so on.",
      zh: "先开始许多次试验，各训练一点，留下较好的一部分再训练久一些，如此反复。又称连续减半。",
    },
    written: { en: ["successive halving"], zh: ["逐次减半"] },
  },
  automl: {
    name: { en: "AutoML", zh: "自动机器学习（AutoML）" },
    says: {
      en: "To let a program choose structure and hyper-parameters.",
      zh: "让程序来选择网络结构和超参数。",
    },
    written: { en: ["AutoML"], zh: ["AutoML", "自动机器学习"] },
  },
  confusion_matrix: {
    name: { en: "Confusion matrix", zh: "混淆矩阵" },
    says: {
      en: "How many samples of each class were taken for which class: true classes in rows, answers in columns.",
      zh: "每一类的样本各被认成了哪一类、有多少个：行是真实类别，列是回答。",
    },
    written: { en: ["confusion matrix"], zh: ["混淆矩阵"] },
  },
  saliency: {
    name: { en: "Saliency map", zh: "显著图" },
    says: {
      en: "How much the answer would change with each input: the gradient of an output by the inputs.",
      zh: "每个输入变一点，答案会变多少：输出对各输入的梯度。",
    },
    written: { en: ["saliency map", "saliency"], zh: ["显著图"] },
  },
  standardize: {
    ...TERMS.standardize,
    written: { en: ["standardize", "standardized"], zh: ["标准化"] },
  },
} as const satisfies Record<string, Term>;

export type GlossaryId = keyof typeof GLOSSARY;

export const isGlossaryId = (id: string): id is GlossaryId => Object.hasOwn(GLOSSARY, id);

const ENTRIES = Object.entries(GLOSSARY) as [GlossaryId, Term][];

/** A sentence may begin with a word that is written small elsewhere. */
const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const WRITTEN: readonly (readonly [GlossaryId, Term])[] = ENTRIES.map(([id, term]) => [
  id,
  {
    ...term,
    written: {
      en: (term.written?.en ?? []).flatMap((word) => [word, capitalised(word)]),
      zh: term.written?.zh ?? [],
    },
  },
]);

/** All as they are written in a text, without those that were explained before. */
export const writtenTerms = (
  explained: ReadonlySet<string>,
): readonly (readonly [GlossaryId, Term])[] => WRITTEN.filter(([id]) => !explained.has(id));

/** All in the order of the page. */
export const glossary = (): readonly (readonly [GlossaryId, Term])[] => ENTRIES;

/** The name of a term in the language of a page. */
export const glossaryName = (id: GlossaryId, language: Language): string =>
  GLOSSARY[id].name[language];
