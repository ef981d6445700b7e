// SPDX-License-Identifier: Apache-2.0
/** The network of a PyTorch script: its modules as one nn.Sequential, and the names of their parameters there. */
import type { Activation } from "#catalog";
import { packNumbers } from "../engine/base64.ts";
import { isImage, type Operation, type Shape } from "./operations.ts";
import { pythonText } from "./python_text.ts";

export interface Modules {
  /** One module a line, indented, with a comma each. */
  readonly text: string;
  /** Shape and numbers of each tensor, as base64 of 32-bit numbers, by the name in state_dict(). */
  readonly tensors: readonly { name: string; shape: readonly number[]; numbers: string }[];
  /** Names of the weights of dense layers and convolutions, which penalties apply to by default. */
  readonly weights: readonly string[];
  /** Names of parameters that stay as they are, and of batch norms that measure nothing. */
  readonly frozen: readonly string[];
  readonly frozenNorms: readonly string[];
}

/** `prefix`: the name of the nn.Sequential with its dot; `first`: the number of the first module in it. */
export function modulesOf(
  operations: readonly Operation[],
  prefix = "",
  first = 0,
  indent = "        ",
): Modules {
  const all = operations.map((operation, index) =>
    moduleOf(operation, `${prefix}${first + index}.`, indent),
  );
  return {
    text: all.map(({ text }) => text).join(""),
    tensors: all.flatMap(({ tensors }) => tensors),
    weights: all.flatMap(({ weights }) => weights),
    frozen: all.flatMap(({ frozen }) => frozen),
    frozenNorms: all.flatMap(({ frozenNorms }) => frozenNorms),
  };
}

const NOTHING = { tensors: [], weights: [], frozen: [], frozenNorms: [] } as const;

function moduleOf(operation: Operation, prefix: string, indent: string): Modules {
  const line = (text: string) => `${indent}${text},\n`;
  switch (operation.op) {
    case "dense": {
      const { input, output, weight, bias } = operation;
      const text = line(`nn.Linear(${input[0]}, ${output[0]}${bias ? "" : ", bias=False"})`);
      const shape = [output[0], input[0]];
      return weighted(operation, prefix, text, [
        { name: "weight", shape, values: weight },
        ...(bias ? [{ name: "bias", shape: output, values: bias }] : []),
      ]);
    }
    case "conv2d": {
      const { input, output, kernel, stride, padding, weight, bias } = operation;
      const windows = `${tuple(kernel)}, stride=${tuple(stride)}, padding=${tuple(padding)}`;
      const ending = bias ? "" : ", bias=False";
      const text = line(`nn.Conv2d(${input[0]}, ${output[0]}, ${windows}${ending})`);
      return weighted(operation, prefix, text, [
        { name: "weight", shape: [output[0], input[0], ...kernel], values: weight },
        ...(bias ? [{ name: "bias", shape: [output[0]], values: bias }] : []),
      ]);
    }
    case "max_pool2d":
    case "avg_pool2d": {
      const name = operation.op === "max_pool2d" ? "nn.MaxPool2d" : "nn.AvgPool2d";
      const text = line(`${name}(${tuple(operation.kernel)}, stride=${tuple(operation.stride)})`);
      return { ...NOTHING, text };
    }
    case "batch_norm": {
      const { input, eps, momentum, statisticsFrozen, frozen } = operation;
      const { weight, bias, mean, variance } = operation;
      const name = isImage(input) ? "BatchNorm2d" : "BatchNorm1d";
      const share = pythonText(statisticsFrozen ? 0 : momentum);
      const text = line(`${name}(${input[0]}, eps=${pythonText(eps)}, momentum=${share})`);
      const shape = [input[0]];
      const learnt = parametersOf(operation, prefix, text, [
        { name: "weight", shape, values: weight },
        { name: "bias", shape, values: bias },
      ]);
      const measured = tensorsOf(prefix, [
        { name: "running_mean", shape, values: mean },
        { name: "running_var", shape, values: variance },
      ]);
      const frozenNorms = frozen && !statisticsFrozen ? [prefix.slice(0, -1)] : [];
      return { ...learnt, tensors: [...learnt.tensors, ...measured], frozenNorms };
    }
    case "layer_norm": {
      const { input, eps, weight, bias } = operation;
      return parametersOf(
        operation,
        prefix,
        line(`nn.LayerNorm(${pythonText(input)}, eps=${pythonText(eps)})`),
        [
          { name: "weight", shape: input, values: weight },
          { name: "bias", shape: input, values: bias },
        ],
      );
    }
    case "activation":
      return { ...NOTHING, text: line(activationModule(operation.activation)) };
    case "dropout":
      return { ...NOTHING, text: line(`nn.Dropout(${pythonText(operation.p)})`) };
    case "reshape":
      return { ...NOTHING, text: line(reshapeModule(operation.output)) };
    case "residual": {
      const inner = modulesOf(operation.operations, `${prefix}layers.`, 0, `${indent}    `);
      return { ...inner, text: `${indent}Residual(\n${inner.text}${indent}),\n` };
    }
  }
}

interface Numbered {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

function parametersOf(
  { frozen }: { readonly frozen: boolean },
  prefix: string,
  text: string,
  parameters: readonly Numbered[],
): Modules {
  const tensors = tensorsOf(prefix, parameters);
  return {
    ...NOTHING,
    text,
    tensors,
    frozen: frozen ? tensors.map(({ name }) => name) : [],
  };
}

function weighted(
  operation: { readonly frozen: boolean },
  prefix: string,
  text: string,
  parameters: readonly Numbered[],
): Modules {
  return { ...parametersOf(operation, prefix, text, parameters), weights: [`${prefix}weight`] };
}

const tensorsOf = (prefix: string, tensors: readonly Numbered[]) =>
  tensors.map(({ name, shape, values }) => ({
    name: `${prefix}${name}`,
    shape,
    numbers: packNumbers(values),
  }));

const reshapeModule = (output: Shape) =>
  isImage(output) ? `nn.Unflatten(1, ${tuple(output)})` : "nn.Flatten()";

const tuple = (numbers: readonly number[]) => `(${numbers.join(", ")})`;

function activationModule(activation: Activation): string {
  switch (activation.type) {
    case "linear":
      return "nn.Identity()";
    case "relu":
      return "nn.ReLU()";
    case "leaky_relu":
      return `nn.LeakyReLU(${pythonText(activation.negative_slope)})`;
    case "elu":
      return `nn.ELU(${pythonText(activation.alpha)})`;
    case "selu":
      return "nn.SELU()";
    case "gelu":
      return "nn.GELU()";
    case "gelu_tanh":
      return 'nn.GELU(approximate="tanh")';
    case "silu":
      return "nn.SiLU()";
    case "softplus":
      return "nn.Softplus()";
    case "tanh":
      return "nn.Tanh()";
    case "sigmoid":
      return "nn.Sigmoid()";
  }
}
