// SPDX-License-Identifier: Apache-2.0
/** Numbers that layers begin with and that are too many for the text of a document: they cross the wall as flat arrays beside it. */
import { decodeBase64 } from "../base64.ts";
import type { Description } from "../contract/description.ts";

/** Characters of base64; what is shorter stays in the document. */
const LONG = 1_000_000;

/** The numbers of one layer of the document: the text that stood in it, and its bytes. */
interface LayerStart {
  readonly layer: number;
  readonly text: string;
  readonly bytes: Uint8Array;
}

export interface WithoutStarts {
  readonly text: string;
  readonly starts: readonly LayerStart[];
}

interface LayersOf {
  readonly model?: { readonly layers?: readonly unknown[] } | null;
}

/** The document without what is long; what is no such document stays as it is, for the trainer to say what is wrong with it. */
export function withoutStarts(text: string): WithoutStarts {
  const unchanged = { text, starts: [] };
  // Parsed once more only where there may be one.
  if (text.length < LONG || !text.includes('"start"')) return unchanged;
  let document: LayersOf | null;
  try {
    document = JSON.parse(text) as LayersOf | null;
  } catch {
    return unchanged;
  }
  const layers = document?.model?.layers;
  if (!Array.isArray(layers)) return unchanged;
  const starts = layers.flatMap((layer: { start?: unknown } | null, index): LayerStart[] => {
    const start = layer?.start;
    const bytes = typeof start === "string" && start.length >= LONG ? bytesOf(start) : undefined;
    if (layer === null || bytes === undefined) return [];
    delete layer.start;
    return [{ layer: index, text: start as string, bytes }];
  });
  return starts.length === 0 ? unchanged : { text: JSON.stringify(document), starts };
}

/** Undefined where it is not the base64 of whole numbers. */
function bytesOf(text: string): Uint8Array | undefined {
  try {
    const bytes = decodeBase64(text);
    return bytes.length % 4 === 0 ? bytes : undefined;
  } catch {
    return undefined;
  }
}

/** The description as of the whole document. */
export function withStarts(description: Description, starts: WithoutStarts["starts"]): Description {
  if (starts.length === 0) return description;
  const put = <T extends LayersOf>(document: T): T => {
    const layers = [...(document.model?.layers ?? [])];
    for (const { layer, text } of starts) {
      const fields = layers[layer];
      layers[layer] = {
        ...(typeof fields === "string" ? { type: fields } : (fields as object)),
        start: text,
      };
    }
    return { ...document, model: { ...document.model, layers } };
  };
  return {
    ...description,
    experiment: put(description.experiment),
    minimal: put(description.minimal as LayersOf) as Description["minimal"],
  };
}
