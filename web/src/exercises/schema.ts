// SPDX-License-Identifier: Apache-2.0
/** The form of exercises as a JSON schema, for editors: made of the declaration that the reader follows. */
import { EXERCISE } from "./document.ts";
import type { JsonSchema } from "./shape.ts";

export const EXERCISE_SCHEMA_FILE = "downhill.exercise.schema.json";

/** It knows every field and its bounds. What fields mean together (an answer to no question) the reader alone knows. */
export const exerciseSchema = (): JsonSchema => ({
  $schema: "http://json-schema.org/draft-07/schema#",
  title: "Downhill: an exercise that marks itself, version 1",
  ...EXERCISE.schema,
});
