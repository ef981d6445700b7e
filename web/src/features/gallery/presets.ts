// SPDX-License-Identifier: Apache-2.0
/// <reference types="vite/client" />
/** The documents of presets/, with the stories and pictures of presets/gallery: a new one is shown without a line here. */
import type { KeptPicture } from "../../charts/kept_picture.ts";
import type { ExperimentDocument, Text } from "../../engine/api.ts";

interface Story {
  readonly id: string;
  readonly title: Text;
  readonly story: Text;
}

interface Group<Of> {
  readonly title: Text;
  readonly presets: readonly Of[];
}

export interface Preset extends Story {
  readonly document: ExperimentDocument;
  readonly picture: KeptPicture | undefined;
}

const FOLDER = "../../../../presets/";

const documents = import.meta.glob<ExperimentDocument>("../../../../presets/*.json", {
  eager: true,
  import: "default",
});
const pictures = import.meta.glob<KeptPicture>("../../../../presets/gallery/pictures/*.json", {
  eager: true,
  import: "default",
});
const stories = import.meta.glob<readonly Group<Story>[]>(
  "../../../../presets/gallery/stories.json",
  { eager: true, import: "default" },
);

export const GROUPS: readonly Group<Preset>[] = Object.values(stories)
  .flat()
  .map(({ title, presets }) => ({ title, presets: presets.flatMap(withDocument) }));

function withDocument(story: Story): Preset[] {
  const document = documents[`${FOLDER}${story.id}.json`];
  const picture = pictures[`${FOLDER}gallery/pictures/${story.id}.json`];
  return document === undefined ? [] : [{ ...story, document, picture }];
}
