// SPDX-License-Identifier: Apache-2.0
/** Whether a file begins as Excel's "Unicode text", and what PowerShell's `>` writes, do: with the byte order mark of UTF-16. */
export function isUtf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}
