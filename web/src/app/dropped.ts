// SPDX-License-Identifier: Apache-2.0
/**
 * What somebody drops on the page, chooses or pastes: told by its content, whatever its name says, and given to whoever opens such files.
 * Experiments and models are opened here; tables and pictures go to `workspace.droppedData`.
 */
import { isObject } from "../documents/path.ts";
import { sentence } from "../documents/refusal.ts";
import type { ExperimentDocument, SavedModel, Text } from "../engine/api.ts";
import { ExperimentError } from "../engine/contract/experiment_error.ts";
import { checkedModel, readModel } from "../engine/read_model.ts";
import { MODEL_FORMAT } from "../engine/saved_model.ts";
import type { WholeRun } from "../library/kept_run.ts";
import { RUN_FORMAT, readRun } from "../library/run_file.ts";
import type { Outcome } from "./change.ts";
import type { DroppedFile } from "./dropped_file.ts";
import { opensExercise } from "./exercise_of.ts";
import { refused } from "./notice.ts";
import { sayOpened } from "./said_opened.ts";
import type { Workspace } from "./workspace.ts";

export type Holding =
  | { readonly kind: "experiment"; readonly document: ExperimentDocument }
  | { readonly kind: "model"; readonly model: SavedModel }
  | { readonly kind: "run"; readonly whole: WholeRun }
  /** Finished or not: its editor says what is amiss. */
  | { readonly kind: "exercise"; readonly exercise: Readonly<Record<string, unknown>> }
  /** A table, a stored table, pictures, or an archive of them. */
  | { readonly kind: "data" }
  | { readonly kind: "refused"; readonly text: Text };

/** Of an experiment or a model. The largest network that the page trains is a fraction of it. */
export const LARGEST_TEXT = 64 * 2 ** 20;
/** Bytes that tell what a file is. */
const HEAD = 4_096;

/** Archives and pictures, which the data panel reads, by their first bytes. */
const DATA_SIGNATURES: readonly (readonly number[])[] = [
  [0x89, 0x50, 0x4e, 0x47],
  [0xff, 0xd8, 0xff],
  [0x47, 0x49, 0x46, 0x38],
  [0x42, 0x4d],
  [0x52, 0x49, 0x46, 0x46],
  [0x50, 0x4b, 0x03, 0x04],
  [0x50, 0x4b, 0x05, 0x06],
  [0x1f, 0x8b],
  // IDX, the format of MNIST: two zeros, bytes, and one or three or four dimensions.
  [0x00, 0x00, 0x08],
  // Text in 16 bits a sign.
  [0xff, 0xfe],
  [0xfe, 0xff],
];

/** Opens what was dropped. Several files at once are data, unless the first of them is an experiment or a model. */
export async function openDropped(
  workspace: Workspace,
  files: readonly DroppedFile[],
): Promise<void> {
  const [first] = files;
  if (first === undefined) return;
  // What was said of the last one is over.
  workspace.notice.value = undefined;
  const holding = await lookInto(first.file);
  const name = shortened(first.file.name);
  switch (holding.kind) {
    case "data":
      workspace.droppedData.value = files;
      return;
    case "refused":
      workspace.notice.value = { tone: "refused", text: holding.text };
      return;
    case "experiment":
      return tell(workspace, name, await workspace.openDocument(holding.document), {
        en: `${name} is open. Undo brings back what was here.`,
        zh: `已打开 ${name}。撤销可恢复之前的内容。`,
      });
    case "exercise": {
      // Where students are, it is opened as they see it.
      const opens = opensExercise(workspace).value;
      if (opens !== undefined) return opens(holding.exercise, first.file.name);
      workspace.notice.value = {
        tone: "done",
        text: {
          en: `${name} is open in the editor of exercises.`,
          zh: `${name} 已在练习编辑器中打开。`,
        },
      };
      return workspace.editExercise(holding.exercise);
    }
    case "run": {
      const [{ openKept }, { ownLibrary }] = await Promise.all([
        import("./keeping.ts"),
        import("./own_library.ts"),
      ]);
      await ownLibrary.keep(holding.whole);
      return openKept(workspace, holding.whole);
    }
    case "model": {
      const { model } = holding;
      const opened = await workspace.openModel(model).catch((error: unknown) => {
        if (!(error instanceof ExperimentError)) throw error;
        return { status: "refused", refusal: { path: error.path, message: both(error) } } as const;
      });
      tell(workspace, name, opened, {
        en:
          model.state === undefined
            ? `${name} is open: training begins with its weights. Undo brings back what was here.`
            : `${name} is open, after ${model.steps} updates. Play goes on from there; undo brings back what was here.`,
        zh:
          model.state === undefined
            ? `已打开 ${name}：训练将从其权重开始。撤销可恢复之前的内容。`
            : `已打开 ${name}，已更新 ${model.steps} 次。按播放可从那里继续；撤销可恢复之前的内容。`,
      });
      const { notice } = workspace;
      if (notice.value?.tone === "done") await sayOpened(workspace, notice.value);
      return;
    }
  }
}

function tell({ notice }: Workspace, name: string, outcome: Outcome, opened: Text): void {
  if (outcome.status !== "refused" && outcome.status !== "failed") {
    notice.value = { tone: "done", text: opened };
    return;
  }
  const { refusal } = outcome;
  notice.value = refused(
    `${name} was not opened: ${sentence(refusal, "en")}`,
    `${name} 未能打开：${sentence(refusal, "zh")}`,
  );
}

/** What one file holds. Never throws: a file that cannot be read is refused with the reason. */
export async function lookInto(file: File): Promise<Holding> {
  const name = shortened(file.name);
  try {
    const head = new Uint8Array(await file.slice(0, HEAD).arrayBuffer());
    if (head.length === 0) {
      return no(`${name} is empty. Choose another file.`, `${name} 是空的。请选择其他文件。`);
    }
    if (DATA_SIGNATURES.some((signature) => signature.every((byte, at) => head[at] === byte))) {
      return { kind: "data" };
    }
    if (isSafetensorsHead(head)) return await inSafetensors(file, name);
    if (isForOthers(head)) {
      return no(
        `${name} is a network for other programs, which is not read again. Open the one that was saved to go on with (.model.json), or its weights (.safetensors).`,
        `${name} 是供其他程序使用的网络，无法再读回。请打开用于继续训练的文件（.model.json）或其权重（.safetensors）。`,
      );
    }
    if (head.includes(0)) {
      return no(
        `${name} is no file that Downhill reads. Drop an experiment, a model, a table (CSV) or pictures.`,
        `Downhill 无法读取 ${name}。请放入实验、模型、表格（CSV）或图片。`,
      );
    }
    const begin = new TextDecoder().decode(head).trimStart();
    if (begin.startsWith("%PDF")) {
      return no(
        `${name} is a PDF, which holds no numbers to read. Drop a table as CSV, or pictures.`,
        `${name} 是 PDF，其中没有可读取的数据。请放入 CSV 表格或图片。`,
      );
    }
    return /^[[{]/.test(begin) ? await inJson(file, name) : { kind: "data" };
  } catch (error) {
    if (error instanceof ExperimentError) {
      return no(`${name}: ${error.toString()}`, `${name}：${error.zh}`);
    }
    return no(
      `${name} cannot be read any more. Choose it again.`,
      `无法再读取 ${name}。请重新选择。`,
    );
  }
}

async function inJson(file: File, name: string): Promise<Holding> {
  if (file.size > LARGEST_TEXT) {
    return no(
      `${name} is larger than ${LARGEST_TEXT / 2 ** 20} MB, and no experiment or model of this page is. Drop large data as CSV.`,
      `${name} 超过 ${LARGEST_TEXT / 2 ** 20} MB，本页的实验或模型都没有这么大。大量数据请用 CSV。`,
    );
  }
  const text = await file.text();
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    return no(
      `${name} begins like an experiment but is damaged, or only a part of it. Save or download it again.`,
      `${name} 开头像实验，但已损坏或不完整。请重新保存或下载。`,
    );
  }
  if (!isObject(found)) {
    return no(
      `${name} is a list, and an experiment is not: it begins like {"data": ...}. Drop a table as CSV.`,
      `${name} 是列表而不是实验：实验的开头形如 {"data": ...}。表格请用 CSV。`,
    );
  }
  if (found.format === MODEL_FORMAT) return { kind: "model", model: readModel(text) };
  if (found.format === RUN_FORMAT) return { kind: "run", whole: readRun(found) };
  if (isExercise(found)) return { kind: "exercise", exercise: found };
  // A study says of which kind it is, and what it is made of.
  const document = "kind" in found && isObject(found.experiment) ? found.experiment : found;
  return { kind: "experiment", document };
}

const isExercise = (found: Readonly<Record<string, unknown>>): boolean =>
  isObject(found.start) && ("checks" in found || "may_change" in found);

async function inSafetensors(file: File, name: string): Promise<Holding> {
  const { isModelFile, readSafetensors } = await import("../exporters/safetensors.ts");
  if (!(await isModelFile(file))) return { kind: "data" };
  if (file.size > LARGEST_TEXT) {
    return no(
      `${name} is larger than ${LARGEST_TEXT / 2 ** 20} MB, and no model of this page is.`,
      `${name} 超过 ${LARGEST_TEXT / 2 ** 20} MB，本页的模型都没有这么大。`,
    );
  }
  const model = readSafetensors(new Uint8Array(await file.arrayBuffer()));
  return { kind: "model", model: checkedModel(model) };
}

/** A length that a header may have, and then an object. */
const isSafetensorsHead = (head: Uint8Array): boolean =>
  head.length > 8 && head[8] === 0x7b && head[5] === 0 && head[6] === 0 && head[7] === 0;

/** An ONNX model: its version, then who has made it. Or a program of ours, which says so in its first lines. */
const isForOthers = (head: Uint8Array): boolean =>
  (head[0] === 0x08 && head[2] === 0x12) ||
  /^(#!.*\n)?(#|\/\/) Made by Downhill /.test(new TextDecoder().decode(head.subarray(0, 120)));

const no = (en: string, zh: string): Holding => ({ kind: "refused", text: { en, zh } });
const both = (error: ExperimentError): Text => ({ en: error.message, zh: error.zh });

/** A name may be as long as a line. */
const shortened = (name: string) => (name.length <= 60 ? name : `${name.slice(0, 59)}…`);
