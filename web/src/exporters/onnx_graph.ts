// SPDX-License-Identifier: Apache-2.0
/** An ONNX graph as it grows (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto); the numbers below are the fields of that file. */
import { Message } from "./protobuf.ts";

/** With LayerNormalization; old enough for every runtime of today. */
const OPSET = 17;
/** The format of the file that belongs to that operator set. */
const IR_VERSION = 8;
const FLOAT = 1;
const INT64 = 7;
const ATTRIBUTE_FLOAT = 1;
const ATTRIBUTE_INT = 2;
const ATTRIBUTE_INTS = 7;

/** The name of a tensor in the graph. */
export type Tensor = string;

/** Real attributes are marked: 1 may be either. */
export type Attribute = number | readonly number[] | { readonly float: number };

export interface GraphDescription {
  readonly name: string;
  readonly producer: { readonly name: string; readonly version: string };
  readonly description: string;
  readonly metadata: Readonly<Record<string, string>>;
  /** One row a sample: any number of rows. */
  readonly input: { readonly name: Tensor; readonly columns: number };
  readonly output: { readonly name: Tensor; readonly columns: number };
}

export class OnnxGraph {
  readonly #nodes: Message[] = [];
  readonly #constants: Message[] = [];
  #names = 0;

  /** Adds an operator with one result. `output`: its name where it matters. */
  node(
    operator: string,
    inputs: readonly Tensor[],
    attributes: Readonly<Record<string, Attribute>> = {},
    output: Tensor = this.#newName(operator.toLowerCase()),
  ): Tensor {
    const node = new Message();
    for (const input of inputs) node.text(1, input);
    node.text(2, output).text(3, output).text(4, operator);
    for (const [name, value] of Object.entries(attributes)) {
      node.message(5, attribute(name, value));
    }
    this.#nodes.push(node);
    return output;
  }

  /** Numbers of 32 bits; shape [] is a single one. */
  constant(name: string, shape: readonly number[], values: ArrayLike<number>): Tensor {
    const bytes = new Uint8Array(4 * values.length);
    const view = new DataView(bytes.buffer);
    for (let i = 0; i < values.length; i += 1) view.setFloat32(4 * i, values[i] ?? 0, true);
    return this.#tensor(name, FLOAT, shape, bytes);
  }

  scalar(value: number): Tensor {
    return this.constant(this.#newName("constant"), [], [value]);
  }

  /** Whole numbers: a shape to reshape to, where 0 keeps the number of rows, or the numbers of columns. */
  shape(values: readonly number[]): Tensor {
    const bytes = new Uint8Array(8 * values.length);
    const view = new DataView(bytes.buffer);
    values.forEach((value, index) => {
      view.setBigInt64(8 * index, BigInt(value), true);
    });
    return this.#tensor(this.#newName("shape"), INT64, [values.length], bytes);
  }

  /** The file. */
  encoded({
    name,
    producer,
    description,
    metadata,
    input,
    output,
  }: GraphDescription): Uint8Array<ArrayBuffer> {
    const graph = new Message();
    for (const node of this.#nodes) graph.message(1, node);
    graph.text(2, name);
    for (const constant of this.#constants) graph.message(5, constant);
    graph.text(10, description);
    graph.message(11, valueInfo(input.name, input.columns));
    graph.message(12, valueInfo(output.name, output.columns));
    const model = new Message()
      .integer(1, IR_VERSION)
      .text(2, producer.name)
      .text(3, producer.version)
      .text(6, description)
      .message(7, graph)
      .message(8, new Message().text(1, "").integer(2, OPSET));
    for (const [key, value] of Object.entries(metadata)) {
      model.message(14, new Message().text(1, key).text(2, value));
    }
    return new Uint8Array(model.encoded());
  }

  #tensor(name: string, type: number, shape: readonly number[], bytes: Uint8Array): Tensor {
    const tensor = new Message();
    for (const dimension of shape) tensor.integer(1, dimension);
    this.#constants.push(tensor.integer(2, type).text(8, name).bytes(9, bytes));
    return name;
  }

  #newName(stem: string): Tensor {
    this.#names += 1;
    return `${stem}_${this.#names}`;
  }
}

function attribute(name: string, value: Attribute): Message {
  const message = new Message().text(1, name);
  if (typeof value === "number") return message.integer(3, value).integer(20, ATTRIBUTE_INT);
  if ("float" in value) return message.float(2, value.float).integer(20, ATTRIBUTE_FLOAT);
  for (const item of value) message.integer(8, item);
  return message.integer(20, ATTRIBUTE_INTS);
}

/** Rows of so many 32-bit numbers. */
function valueInfo(name: Tensor, columns: number): Message {
  const rows = new Message().text(2, "N");
  const shape = new Message().message(1, rows).message(1, new Message().integer(1, columns));
  const tensor = new Message().integer(1, FLOAT).message(2, shape);
  return new Message().text(1, name).message(2, new Message().message(1, tensor));
}
