// SPDX-License-Identifier: Apache-2.0
/** A text as a QR code. The library comes when a code is first asked for. */

/** Modules of quiet around the code.   Source: ISO/IEC 18004, section 5.3.8 */
export const QUIET = 4;

/** Letters of a code that a phone reads off a wall; more make its squares too small. */
export const LONGEST_CODE = 1_200;

export interface QrCode {
  readonly text: string;
  /** Modules along a side, without the quiet around them. */
  readonly size: number;
  /** The dark ones as a path of SVG, which a canvas draws too. */
  readonly path: string;
}

/** @throws Error where the text is longer than a code holds, which is about 2,900 letters */
export async function codeOf(text: string): Promise<QrCode> {
  const [{ generate }, { toSvgPath }] = await Promise.all([
    import("lean-qr"),
    import("lean-qr/extras/svg"),
  ]);
  const code = generate(text);
  return { text, size: code.size, path: toSvgPath(code) };
}
