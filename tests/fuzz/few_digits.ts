// SPDX-License-Identifier: Apache-2.0
/** The first digits as a stored table: all 1797 take thirty times as long. */
import { createHash } from "node:crypto";
import { packageTables } from "../../web/node/table_files.ts";

export interface FewDigits {
  readonly dataset: { readonly type: "stored"; readonly name: string; readonly sha256: string };
  readonly file: Uint8Array;
}

const FEW = 60;

interface Tensor {
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

export async function fewDigits(): Promise<FewDigits> {
  const whole = await packageTables({})("", "digits");
  if (whole === undefined) throw new Error("data/digits.safetensors is missing.");
  const file = cut(whole);
  const sha256 = createHash("sha256").update(file).digest("hex");
  return { dataset: { type: "stored", name: "few_digits", sha256 }, file };
}

/** A safetensors file is the length of its header in eight bytes, the header as JSON, and the numbers of one tensor after the other. */
function cut(whole: Uint8Array): Uint8Array {
  const view = new DataView(whole.buffer, whole.byteOffset, whole.byteLength);
  const begin = 8 + Number(view.getBigUint64(0, true));
  const { __metadata__, features, targets } = JSON.parse(
    new TextDecoder().decode(whole.subarray(8, begin)),
  ) as { __metadata__: object; features: Tensor; targets: Tensor };
  const numbers: Uint8Array[] = [];
  let end = 0;
  const few = ({ shape: [samples = 0, ...shape], data_offsets: [from, to], ...type }: Tensor) => {
    const taken = whole.subarray(begin + from, begin + from + ((to - from) / samples) * FEW);
    numbers.push(taken);
    end += taken.length;
    return { ...type, shape: [FEW, ...shape], data_offsets: [end - taken.length, end] };
  };
  const header = Buffer.from(
    JSON.stringify({ __metadata__, features: few(features), targets: few(targets) }),
  );
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(header.length), true);
  return Buffer.concat([length, header, ...numbers]);
}
