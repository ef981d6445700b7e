// SPDX-License-Identifier: Apache-2.0
/** What the page has of the experiment in its address before there is a trainer: small files of the site. */

import { differences } from "../documents/difference.ts";
import { decodeLink } from "../documents/link.ts";
import type { DataSummary } from "../documents/sketch.ts";
import type { Description, ExperimentDocument } from "../engine/api.ts";
import type { Language } from "../locales/language.ts";
import { drafts } from "./drafts.ts";
import { loadFirstCatalog } from "./first_catalog.ts";
import { type FirstPage, loadFirstPage } from "./first_page.ts";
import { presetDocument } from "./presets.ts";
import { fetchJson, loadRecording, presetOf, type Recording } from "./recordings.ts";
import { type Address, documentOf } from "./router.ts";

export interface Beforehand {
  readonly first: FirstPage | undefined;
  /** Of the experiment in the address, where the build has recorded it. */
  readonly recording: Recording | undefined;
  /** Of any other experiment in the address, what it will come to. */
  readonly sketch: Description | undefined;
  /** What the parser says of a document, where the build has asked it. */
  known(document: ExperimentDocument): Description | undefined;
}

const NOTHING: Beforehand = {
  first: undefined,
  recording: undefined,
  sketch: undefined,
  known: () => undefined,
};
const DATA = new URL("../../../build/first/data.json", import.meta.url);

/** Nothing where the trainer, which has all of it, is there before. `sketched`: whether a sketch is of use. */
export function loadBeforehand(
  address: Pick<Address, "read" | "draft">,
  trainer: Promise<unknown>,
  language: Language,
  { sketched = true } = {},
): Promise<Beforehand> {
  const there = trainer.then(
    () => NOTHING,
    () => NOTHING,
  );
  return Promise.race([load(address, language, sketched), there]);
}

async function load(
  address: Pick<Address, "read" | "draft">,
  language: Language,
  sketched: boolean,
): Promise<Beforehand> {
  const [first, asked] = await Promise.all([loadFirstPage(), asks(address, language, sketched)]);
  const isDefault = asked !== undefined && Object.keys(asked.document).length === 0;
  const recording = isDefault ? first?.recording : asked?.recording;
  const descriptions: [ExperimentDocument, Description | undefined][] = [
    [{}, first?.recording.description],
    [asked?.document ?? {}, recording?.description],
  ];
  return {
    first,
    recording,
    sketch: asked?.sketch,
    // The same each time: a document that is loaded again is no other.
    known: (document) =>
      descriptions.find(([one, description]) => description && isSame(one, document))?.[1],
  };
}

/** The document in the address, and its recording; undefined where the link is broken, which is told elsewhere. */
async function asks(
  address: Pick<Address, "read" | "draft">,
  language: Language,
  sketched: boolean,
) {
  // Wanted in any case, and on its way beside the rest.
  const catalog = loadFirstCatalog(language);
  catalog.catch(() => {});
  try {
    const id = address.draft();
    const draft = id === undefined ? undefined : drafts.find(id);
    const link = decodeLink(address.read());
    const document = draft ?? (await documentOf(link, presetDocument));
    const found = { document, recording: undefined, sketch: undefined };
    if (Object.keys(document).length === 0) return found;
    // Asked for beside what may turn out to be enough: on a slow connection each answer is a journey.
    const sketching = sketched
      ? Promise.all([
          import("../documents/sketch.ts"),
          fetchJson<Record<string, DataSummary>>(DATA.href),
        ]).catch(() => undefined)
      : undefined;
    const isExample = draft === undefined && Object.keys(link.document).length === 0;
    const name = isExample ? link.view.preset : await presetOf(document);
    const recording = name === undefined ? undefined : await loadRecording(name);
    if (recording !== undefined) return { ...found, recording };
    const [sketch, data] = (await sketching) ?? [];
    return { ...found, sketch: data && sketch?.sketchOf(document, await catalog, data) };
  } catch {
    return undefined;
  }
}

const isSame = ({ version: _, ...one }: ExperimentDocument, other: ExperimentDocument): boolean => {
  const { version: __, ...rest } = other;
  return differences(one, rest).length === 0;
};
