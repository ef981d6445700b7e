// SPDX-License-Identifier: Apache-2.0
/** Pictures of the site's own tables of pictures, cut out when the site is built: the tables themselves are fetched when they are chosen. */
import { patientFetch } from "../../engine/patient_fetch.ts";

export interface PictureSamples {
  readonly side: number;
  /** Row by row, one hexadecimal digit a pixel: its ink. */
  readonly pictures: readonly string[];
}

const ADDRESS = new URL("../../../../build/generated/picture_samples.json", import.meta.url);

let loading: Promise<Readonly<Record<string, PictureSamples>>> | undefined;

/** Of all such tables by the id of the dataset. Without them a stamp has its name alone; the next call tries again. */
export async function pictureSamples(id: string): Promise<PictureSamples | undefined> {
  loading ??= patientFetch(ADDRESS).then((response) => response.json());
  try {
    return (await loading)[id];
  } catch {
    loading = undefined;
    return undefined;
  }
}

export const inkOf = (picture: string): number[] =>
  Array.from(picture, (digit) => Number.parseInt(digit, 16));
