// SPDX-License-Identifier: Apache-2.0
/** The protocol between a host page and an embedded frame as a JSON schema, made of its TypeScript types. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BUILD, ROOT } from "../lib/paths.mjs";
import { say } from "../lib/progress.mjs";
import { whenChanged } from "../lib/stamp.mjs";

const TYPES = join(ROOT, "web/src/embed/protocol.ts");
export const SCHEMA_FOLDER = join(BUILD, "protocol");
const SCHEMA = join(SCHEMA_FOLDER, "downhill.protocol.schema.json");

export async function buildProtocolSchema() {
  await whenChanged({
    stamp: join(BUILD, "stamps/protocol.json"),
    inputs: [
      TYPES,
      join(ROOT, "package-lock.json"),
      join(ROOT, "scripts/build/protocol_schema.mjs"),
    ],
    outputs: () => [SCHEMA],
    action: async () => {
      say("Writing the JSON schema of the embedding protocol ...");
      mkdirSync(SCHEMA_FOLDER, { recursive: true });
      writeFileSync(SCHEMA, `${readable(JSON.stringify(await schema(), null, 2))}\n`);
    },
  });
}

/** `CallOf<"play">` is `Call.play`, also where it stands in an address. */
const readable = (text) =>
  text
    .replaceAll(/(Call|Told)Of<\\"(\w+)\\">/g, "$1.$2")
    .replaceAll(/(Call|Told)Of%3C%22(\w+)%22%3E/g, "$1.$2");

async function schema() {
  // Loaded only where it is needed: it brings a TypeScript of its own.
  const { createGenerator } = await import("ts-json-schema-generator");
  const generator = createGenerator({
    path: TYPES,
    tsconfig: join(ROOT, "tsconfig.json"),
    expose: "export",
    jsDoc: "extended",
    topRef: true,
    strictTuples: true,
    skipTypeCheck: true,
  });
  const [toFrame, toHost] = ["HostMessage", "FrameMessage"].map((type) =>
    generator.createSchema(type),
  );
  return {
    $schema: toFrame.$schema,
    title: "Downhill: messages between a host page and an embedded frame, version 1",
    description:
      "HostMessage goes to the frame, FrameMessage comes from it; State is what getState() answers and setState() is given.",
    anyOf: [{ $ref: "#/definitions/HostMessage" }, { $ref: "#/definitions/FrameMessage" }],
    definitions: { ...toFrame.definitions, ...toHost.definitions },
  };
}
