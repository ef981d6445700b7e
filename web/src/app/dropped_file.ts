// SPDX-License-Identifier: Apache-2.0
/** The files that were dropped on the page. */
import { MOST_OWN_FILES } from "../data/own/plan.ts";

export interface DroppedFile {
  /** Its name, with the folders that were dropped in front: `cats/1.png`. */
  readonly path: string;
  readonly file: File;
}

/** All files of a drop, those in folders too, each with its way; of a whole disk one more than is read, so that it is refused. */
export async function filesIn(transfer: DataTransfer): Promise<DroppedFile[]> {
  // Entries must be taken before anything is waited for: afterwards the browser has emptied the transfer.
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry?.() ?? []);
  if (!entries.some(({ isDirectory }) => isDirectory)) {
    return [...transfer.files].map((file) => ({ path: file.name, file }));
  }
  const found: DroppedFile[] = [];
  for (const entry of entries) await walk(entry, "", found);
  return found;
}

async function walk(entry: FileSystemEntry, folder: string, found: DroppedFile[]): Promise<void> {
  if (found.length > MOST_OWN_FILES || entry.name.startsWith(".")) return;
  const path = `${folder}${entry.name}`;
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    found.push({ path, file });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    // A hundred at a time, and none at the end.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return;
    for (const inner of some) await walk(inner, `${path}/`, found);
  }
}
