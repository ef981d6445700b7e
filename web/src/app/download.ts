// SPDX-License-Identifier: Apache-2.0
/** Files from the page and to it, as the browser does it. */

/** Browsers read the bytes after the click has been handled. */
const READ_BY_MS = 60_000;

/** Gives the visitor a file. */
export function download(name: string, parts: readonly BlobPart[], type: string): void {
  const address = URL.createObjectURL(new Blob([...parts], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), READ_BY_MS);
}

/** The files that the visitor chooses; none where the choice is given up. */
export function chooseFiles(accept = ""): Promise<readonly File[]> {
  const input = document.createElement("input");
  input.type = "file";
  input.multiple = true;
  input.accept = accept;
  return new Promise((resolve) => {
    input.addEventListener("change", () => resolve([...(input.files ?? [])]), { once: true });
    input.addEventListener("cancel", () => resolve([]), { once: true });
    input.click();
  });
}
