// SPDX-License-Identifier: Apache-2.0
/** What passes between the page and the worker that reads somebody's own data: plain objects only. */
import type { ExperimentDocument, Text } from "../../engine/api.ts";
import type { Encoding } from "../csv/encoding.ts";
import type { MissingPolicy } from "../csv/options.ts";
import type { Delimiter } from "../csv/records.ts";
import type { ColumnOverview } from "../csv/report.ts";
import type { ColumnReading, Cure } from "../fault.ts";
import type { PictureSize } from "../pictures/picture.ts";
import type { PictureReport } from "../pictures/pictures.ts";
import type { StoredData, TableData } from "../table.ts";

/** A file as it was dropped: its path with the folders in front, parted by "/". */
export interface OwnFile {
  readonly path: string;
  readonly file: Blob;
}

/** As many are taken one by one; a zip may hold ten times as many. */
export const MOST_OWN_FILES = 20_000;

/** How a table is to be read; columns by their place from 1. What is left out is found out. */
export interface TableWish {
  readonly target?: number;
  readonly ignore: readonly number[];
  readonly as: readonly (readonly [number, ColumnReading])[];
  readonly missing: MissingPolicy;
  readonly missingWords?: readonly string[];
  readonly delimiter?: Delimiter;
  readonly encoding?: Encoding;
  readonly header?: boolean;
  readonly decimalComma?: boolean;
}

export const FIRST_WISH: TableWish = { ignore: [], as: [], missing: "mean" };

/** What cannot be used, and what might help. */
export interface Refused {
  readonly status: "refused";
  readonly message: Text;
  readonly cures: readonly Cure[];
}

/** A table as it was understood, before anything is learnt from it. */
export interface Understood {
  readonly status: "understood";
  /** As it was read, with the target and its reading filled in. */
  readonly wish: TableWish;
  readonly columns: readonly ColumnOverview[];
  readonly rows: number;
  /** Of features and targets together. */
  readonly numbers: number;
  /** How it was read, and what else should be known. */
  readonly remarks: readonly Text[];
}

export type TableReading = (Understood | Refused) & {
  /** Names of the columns, where so much is known. */
  readonly names: readonly string[];
};

/** What lies in the files. */
export type Opened =
  /** `side`: rows and columns of the pictures that its rows may be. */
  | { readonly kind: "table"; readonly name: string; readonly side?: number }
  | {
      readonly kind: "pictures";
      readonly name: string;
      readonly pictures: number;
      /** Of IDX files, which tell it. */
      readonly size?: Pick<PictureSize, "height" | "width">;
    }
  | { readonly kind: "stored"; readonly file: Uint8Array<ArrayBuffer>; readonly data: StoredData }
  | (Refused & { readonly kind: "refused" });

/** The `data` part of a document, and the file beside it where it is large. */
export interface OwnTable {
  readonly status: "made";
  readonly data: (TableData | StoredData) & {
    readonly standardize: boolean;
    readonly standardize_target: boolean;
  };
  readonly file?: Uint8Array<ArrayBuffer>;
}

export interface OwnPictures {
  readonly status: "made";
  readonly document: ExperimentDocument;
  readonly data: StoredData;
  readonly file: Uint8Array<ArrayBuffer>;
  readonly report: PictureReport;
  readonly size: PictureSize;
  /** The first few of each class: bytes, channels x height x width. */
  readonly samples: readonly { readonly name: string; readonly pictures: readonly Uint8Array[] }[];
}

/** Reads what was opened last. */
export interface OwnDataReader {
  open(files: readonly OwnFile[]): Promise<Opened>;
  read(wish: TableWish): Promise<TableReading>;
  make(wish: TableWish, standardize: boolean): Promise<OwnTable | Refused>;
  pictures(size: PictureSize): Promise<OwnPictures | Refused>;
}
