// SPDX-License-Identifier: Apache-2.0
/** Reads a saved model (saved_model.ts), whoever has made it. By itself: whoever keeps what was trained may never be given one. */
import { checksumOf } from "./checksum.ts";
import {
  MODEL_FORMAT,
  MODEL_VERSION,
  type SavedBlock,
  type SavedModel,
  type Standardization,
} from "./contract/saved_model.ts";
import { requireVersion } from "./contract/version.ts";
import { refusal } from "./model_start.ts";
import { inputCount } from "./network_inputs.ts";

const PARTS_OF_A_FILE: Readonly<Record<keyof SavedModel | "checksum", true>> = {
  format: true,
  version: true,
  experiment: true,
  summary: true,
  status: true,
  steps: true,
  epochs: true,
  edited: true,
  standardization: true,
  target_standardization: true,
  parameters: true,
  statistics: true,
  state: true,
  checksum: true,
};

/**
 * Reads what save() gave, from a file or a stranger.
 * @throws ExperimentError with path and cure.
 */
export function readModel(text: string): SavedModel {
  let model: unknown;
  try {
    model = JSON.parse(text);
  } catch {
    throw refusal(
      "",
      "is no JSON. Give the file that --model has written.",
      "不是 JSON。请给出 --model 写出的文件。",
    );
  }
  return undamaged(checkedModel(model));
}

/** @throws ExperimentError where the checksum does not fit, or may have been meant by a word that is none. */
function undamaged(file: SavedModel & { readonly checksum?: unknown }): SavedModel {
  const { checksum, ...model } = file;
  const stranger = Object.keys(file).find((key) => !Object.hasOwn(PARTS_OF_A_FILE, key));
  if (stranger === undefined && (checksum === undefined || checksum === checksumOf(model))) {
    return model;
  }
  throw refusal(
    stranger ?? "checksum",
    stranger === undefined
      ? "does not fit the rest: the file is damaged, or was changed by hand. Save the model again, or leave the checksum out if the change was meant."
      : "is no part of a saved model: the file is damaged, or from a newer Downhill. Save the model again, or reload the page or install the newest package.",
    stranger === undefined
      ? "与其余内容不符：文件已损坏，或被手工改动。请重新保存模型；若改动是有意的，请去掉校验和。"
      : "不属于保存的模型：文件已损坏，或来自更新的 Downhill。请重新保存模型，或刷新页面、安装最新的软件包。",
  );
}

/**
 * A saved model, whoever has made it: every part that is used later is looked at here.
 * @throws ExperimentError with path and cure.
 */
export function checkedModel(given: unknown): SavedModel {
  const model = given as SavedModel;
  if (!isObject(model) || model.format !== MODEL_FORMAT) {
    throw refusal(
      "format",
      `is not "${MODEL_FORMAT}". Give what save() gave, or the file that --model has written.`,
      `不是 "${MODEL_FORMAT}"。请给出 save() 的结果或 --model 写出的文件。`,
    );
  }
  requireVersion("model.version", model.version, MODEL_VERSION);
  if (!isObject(model.experiment)) throw missing("experiment");
  if (!Array.isArray(model.experiment.model?.layers)) throw missing("experiment.model.layers");
  if (!isObject(model.summary)) throw missing("summary");
  if (!isCount(model.summary.features)) throw missing("summary.features");
  const { inputs = [] } = model.summary;
  if (!Array.isArray(inputs) || !inputs.every(isObject)) throw missing("summary.inputs");
  if (!isCount(model.steps)) throw missing("steps");
  // Also parts of epochs.
  if (!Number.isFinite(model.epochs) || model.epochs < 0) throw missing("epochs");
  if (!STATUSES.includes(model.status)) throw missing("status");
  if (![true, undefined].includes(model.edited as true | undefined)) throw missing("edited");
  requireStandardization("standardization", model.standardization, inputCount(model.summary));
  requireTargetStandardization(model);
  requireBlocks("parameters", model.parameters);
  requireBlocks("statistics", model.statistics);
  if (model.state !== undefined && typeof model.state !== "string") throw missing("state");
  return model;
}

const STATUSES: readonly unknown[] = [undefined, "ready", "finished", "diverged"];

function requireStandardization(path: string, given: unknown, count: number): void {
  const standardization = isObject(given) ? (given as Partial<Standardization>) : {};
  for (const key of ["mean", "scale"] as const) {
    const numbers = standardization[key];
    if (!Array.isArray(numbers)) throw missing(`${path}.${key}`);
    if (numbers.length !== count) {
      throw refusal(
        `${path}.${key}`,
        `has ${numbers.length} numbers, but ${count} are needed. Save the model again.`,
        `有 ${numbers.length} 个数，而需要 ${count} 个。请重新保存模型。`,
      );
    }
    requireNumbers(`${path}.${key}`, numbers);
  }
  const index = standardization.scale?.findIndex((scale) => !(Math.fround(scale) > 0)) ?? -1;
  if (index < 0) return;
  throw refusal(
    `${path}.scale[${index}]`,
    "is not above 0, and values are divided by it. Save the model again.",
    "不大于 0，而数值要除以它。请重新保存模型。",
  );
}

/** There where the experiment standardizes its targets, and only there: without it predictions would be in other units. */
function requireTargetStandardization({
  experiment,
  summary,
  target_standardization: given,
}: SavedModel): void {
  const isWanted = experiment.data?.standardize_target === true && summary.task === "regression";
  if (!isWanted && given === undefined) return;
  if (!isWanted) {
    throw refusal(
      "target_standardization",
      "is there, but the experiment does not standardize its targets. Save the model again.",
      "存在，而实验并未标准化目标。请重新保存模型。",
    );
  }
  if (!isCount(summary.outputs)) throw missing("summary.outputs");
  requireStandardization("target_standardization", given, summary.outputs);
}

function requireBlocks(name: string, blocks: unknown): void {
  if (!Array.isArray(blocks)) throw missing(name);
  blocks.forEach((block: unknown, index) => {
    const {
      name: label,
      rows,
      columns,
      values,
    } = isObject(block) ? (block as Partial<SavedBlock>) : {};
    const fits =
      typeof label === "string" &&
      Array.isArray(values) &&
      [rows, columns].every(isCount) &&
      values.length === Number(rows) * Number(columns);
    if (!fits)
      throw refusal(
        `${name}[${index}]`,
        "is no block of rows x columns numbers. Save the model again.",
        "不是 rows x columns 个数的块。请重新保存模型。",
      );
    requireNumbers(`${name}[${index}].values`, values);
  });
}

function requireNumbers(path: string, values: readonly unknown[]): void {
  const index = values.findIndex(
    (value) => typeof value !== "number" || !Number.isFinite(Math.fround(value)),
  );
  if (index < 0) return;
  throw refusal(
    `${path}[${index}]`,
    "is no finite number of 32 bits: the model is damaged, or the run has diverged. Train with a smaller learning rate, and save again.",
    "不是有限的 32 位数：模型已损坏，或训练已发散。请用更小的学习率训练后重新保存。",
  );
}

const isCount = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 0;

const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const missing = (path: string) =>
  refusal(
    path,
    "is missing or of a wrong type. Save the model again.",
    "缺失或类型不对。请重新保存模型。",
  );
