// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { MODULES } from "../../../scripts/lib/paths.mjs";
import { LANGUAGES } from "../../../web/src/locales/language.ts";
import { bytesOf, CEILINGS, firstLoad, MODULE_CEILING } from "./first_load.ts";

const asked = Object.entries(CEILINGS).flatMap(([page, most]) =>
  LANGUAGES.map((language) => [page, language, most] as const),
);

it.each(asked)("%s in %s asks for at most %i bytes", (page, language, most) => {
  const sizes = firstLoad(page, language).map((file) => [bytesOf(file), file] as const);
  const sum = sizes.reduce((all, [bytes]) => all + bytes, 0);
  const largest = sizes.toSorted(([one], [other]) => other - one).map((each) => each.join("  "));
  expect(sum, largest.join("\n")).toBeLessThanOrEqual(most);
});

it.each(MODULES)("the module %s is no larger than it was", (name) => {
  expect(bytesOf(`wasm/${name}.wasm`)).toBeLessThanOrEqual(MODULE_CEILING);
});
