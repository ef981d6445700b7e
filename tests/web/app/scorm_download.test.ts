// SPDX-License-Identifier: Apache-2.0
// What is said of a package for learning systems that could not be made.
import { expect, it } from "vitest";
import { downloadPackage } from "../../../web/src/app/scorm_download.ts";
import { PackageError } from "../../../web/src/app/scorm_package.ts";

it("names the file that is missing, and any other fault by its own words, in both languages", async () => {
  const missing = await downloadPackage("spiral", async () => {
    throw new PackageError("player.files.json");
  });
  expect(missing.en).toContain("player.files.json is missing on this site");
  expect(missing.zh).toContain("本网站缺少 player.files.json");
  const other = await downloadPackage("spiral", async () => {
    throw new Error("no room");
  });
  expect(other.en).toContain("Error: no room. Reload the page");
  expect(other.zh).toContain("Error: no room");
});
