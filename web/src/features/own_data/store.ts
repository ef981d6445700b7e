// SPDX-License-Identifier: Apache-2.0
/** The way of somebody's files into the experiment: opened, understood, changed, learnt from. It outlives the dialog. */
import { batch, signal } from "@preact/signals-core";
import type { Outcome } from "../../app/change.ts";
import { ownTables } from "../../app/own_tables.ts";
import type { Workspace } from "../../app/workspace.ts";
import {
  FIRST_WISH,
  type Opened,
  type OwnFile,
  type OwnPictures,
  type Refused,
  type TableReading,
  type TableWish,
} from "../../data/own/plan.ts";
import { type Reader, startReader } from "../../data/own/reader.ts";
import type { PictureSize } from "../../data/pictures/picture.ts";
import type { StoredData } from "../../data/table.ts";
import type { Text } from "../../engine/api.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

export interface TableStage {
  readonly kind: "table";
  readonly name: string;
  readonly side?: number;
  /** What somebody said; the rest is found out. */
  readonly wish: TableWish;
  readonly standardize: boolean;
  /** Of the wish, or of the one before it while that is being read. */
  readonly reading?: TableReading;
}

export interface PictureStage {
  readonly kind: "pictures";
  readonly name: string;
  readonly pictures?: number;
  readonly size: PictureSize;
  readonly made?: OwnPictures | Refused;
  /** The table whose rows they are. */
  readonly table?: TableStage;
}

export type Stage =
  | { readonly kind: "empty" }
  | { readonly kind: "reading"; readonly name: string }
  | TableStage
  | PictureStage
  | { readonly kind: "refused"; readonly refused: Refused };

const SIDE = 28;

export class OwnDataStore {
  readonly stage = signal<Stage>({ kind: "empty" });
  /** Somebody waits for the reader. */
  readonly busy = signal(false);
  /** What the trainer says against it. */
  readonly problem = signal<Text | undefined>(undefined);
  #reader: Reader | undefined;
  /** Answers to older questions are no news. */
  #asked = 0;

  constructor(private readonly workspace: Workspace) {}

  async bring(files: readonly OwnFile[]): Promise<void> {
    if (files.length === 0) return;
    this.#show({ kind: "reading", name: files[0]?.path ?? "" });
    const opened = await this.#ask((reader) => reader.open(files));
    if (opened !== undefined) await this.#opened(opened);
  }

  async #opened(opened: Opened): Promise<void> {
    switch (opened.kind) {
      case "refused":
        return this.#show({ kind: "refused", refused: opened });
      case "stored":
        return this.#learnStored(opened.data, opened.file);
      case "table":
        this.#show({ ...opened, wish: FIRST_WISH, standardize: true });
        return this.read(FIRST_WISH);
      case "pictures": {
        const { name, pictures, size } = opened;
        this.#show({ kind: "pictures", name, pictures, size: sizeOf(size) });
        return this.resize(sizeOf(size));
      }
    }
  }

  /** The table as somebody wishes it. */
  async read(wish: TableWish): Promise<void> {
    const { stage } = this;
    if (stage.value.kind !== "table") return;
    stage.value = { ...stage.value, wish };
    const reading = await this.#ask((reader) => reader.read(wish));
    if (reading !== undefined && stage.value.kind === "table") {
      stage.value = { ...stage.value, reading };
    }
  }

  standardize(standardize: boolean): void {
    if (this.stage.value.kind === "table") this.stage.value = { ...this.stage.value, standardize };
  }

  /** The rows of the table as pictures, or as a table again. */
  async asPictures(on: boolean): Promise<void> {
    const stage = this.stage.value;
    if (on && stage.kind === "table" && stage.side !== undefined) {
      const size = sizeOf({ height: stage.side, width: stage.side });
      this.#show({ kind: "pictures", name: stage.name, size, table: stage });
      await this.resize(size);
    } else if (!on && stage.kind === "pictures" && stage.table !== undefined) {
      this.#show(stage.table);
    }
  }

  async resize(size: PictureSize): Promise<void> {
    const { stage } = this;
    if (stage.value.kind !== "pictures") return;
    stage.value = { ...stage.value, size };
    const made = await this.#ask((reader) => reader.pictures(size));
    if (made !== undefined && stage.value.kind === "pictures") {
      stage.value = { ...stage.value, made };
    }
  }

  /** @returns whether the experiment stands on it now */
  async learn(): Promise<boolean> {
    const stage = this.stage.value;
    if (stage.kind === "table") return this.#learnTable(stage);
    if (stage.kind !== "pictures" || stage.made?.status !== "made") return false;
    const { data, file, document } = stage.made;
    await ownTables.keep(data.sha256, data.name, file);
    return this.#accepted(await this.workspace.openDocument(document));
  }

  async #learnTable({ reading, standardize }: TableStage): Promise<boolean> {
    if (reading?.status !== "understood") return false;
    const made = await this.#ask((reader) => reader.make(reading.wish, standardize));
    if (made === undefined) return false;
    if (made.status === "refused") {
      this.problem.value = made.message;
      return false;
    }
    const { data, file } = made;
    if (data.type === "stored" && file !== undefined) {
      await ownTables.keep(data.sha256, data.name, file);
    }
    return this.#accepted(await this.#choose({ ...data }));
  }

  /** One that a link asks for is what the page waits for. */
  async #learnStored(data: StoredData, file: Uint8Array<ArrayBuffer>): Promise<void> {
    await ownTables.keep(data.sha256, data.name, file);
    const { router, document } = this.workspace;
    const { broken } = router;
    if (broken !== undefined) await router.follow();
    if (
      document.experiment.data.type === "stored" &&
      document.experiment.data.sha256 === data.sha256
    ) {
      this.reset();
      this.#close();
      return;
    }
    if (!this.#accepted(await this.#choose({ ...data }))) return;
    this.reset();
    this.#close();
  }

  #choose(fresh: { readonly type: string }): Promise<Outcome> {
    return this.workspace.document.submit({
      kind: "choose",
      path: "data",
      of: "dataset",
      type: fresh.type,
      fresh,
      anew: true,
    });
  }

  #accepted(outcome: Outcome): boolean {
    if (outcome.status === "refused" || outcome.status === "failed") {
      const { message } = outcome.refusal;
      this.problem.value = message;
      if (this.stage.value.kind === "reading") {
        this.#show({ kind: "refused", refused: { status: "refused", message, cures: [] } });
      }
      // The sentence stands here, where the data are.
      void this.workspace.document.forget("data");
      return false;
    }
    this.problem.value = undefined;
    return true;
  }

  /** Other data. */
  reset(): void {
    this.#asked += 1;
    this.#reader?.close();
    this.#reader = undefined;
    batch(() => {
      this.busy.value = false;
      this.#show({ kind: "empty" });
    });
  }

  #close(): void {
    const { dialog } = this.workspace;
    if (dialog.value === "own_data") dialog.value = undefined;
  }

  #show(stage: Stage): void {
    batch(() => {
      this.stage.value = stage;
      this.problem.value = undefined;
    });
  }

  /** @returns undefined where something else was asked meanwhile, or the reader is lost */
  async #ask<Answer>(question: (reader: Reader) => Promise<Answer>): Promise<Answer | undefined> {
    this.#asked += 1;
    const mine = this.#asked;
    this.#reader ??= startReader(() => this.#lost());
    batch(() => {
      this.busy.value = true;
      this.problem.value = undefined;
    });
    try {
      const answer = await question(this.#reader);
      if (mine !== this.#asked) return undefined;
      this.busy.value = false;
      return answer;
    } catch {
      if (mine === this.#asked) this.#lost();
      return undefined;
    }
  }

  #lost(): void {
    this.reset();
    const message = { en: en.failed, zh: zh.failed };
    this.#show({ kind: "refused", refused: { status: "refused", message, cures: [] } });
  }
}

const sizeOf = (size: Pick<PictureSize, "height" | "width"> | undefined): PictureSize => ({
  height: size?.height ?? SIDE,
  width: size?.width ?? SIDE,
  channels: 1,
});

const STORES = new WeakMap<Workspace, OwnDataStore>();

export function ownDataOf(workspace: Workspace): OwnDataStore {
  const store = STORES.get(workspace) ?? new OwnDataStore(workspace);
  STORES.set(workspace, store);
  return store;
}
