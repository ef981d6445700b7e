// SPDX-License-Identifier: Apache-2.0
/** The package for learning systems, as it is put together from a site. */
import { unzipSync } from "fflate";
import { parseFragment } from "parse5";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { manifestOf } from "../../../web/src/app/scorm_manifest.ts";
import { PackageError, packagedPage } from "../../../web/src/app/scorm_package.ts";
import { decodeLink } from "../../../web/src/documents/link.ts";
import type { Experiment } from "../../../web/src/engine/api.ts";
import { scormPackage } from "../../../web/src/features/share/scorm.ts";

const SITE = "https://downhill.example/a/";
const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

let site: Record<string, string>;

beforeEach(() => {
  site = {
    "player.files.json": JSON.stringify({
      files: ["sco.html", "embed.html", "assets/frame-1.js", "wasm/simd.js"],
      exercise: ["sco.html", "exercise.html"],
      tables: ["digits"],
    }),
    "sco.html": "sco",
    "embed.html": "embed",
    "exercise.html": "exercise",
    "assets/frame-1.js": "frame",
    "wasm/simd.js": "glue",
    "data/digits.safetensors": "digits",
  };
  vi.stubGlobal("fetch", async (address: URL) => {
    const content = site[address.href.replace(SITE, "")];
    return new Response(content ?? "", { status: content === undefined ? 404 : 200 });
  });
});
afterEach(() => vi.unstubAllGlobals());

const pack = async (data: object, view = {}, table = () => undefined as Uint8Array | undefined) =>
  unzipSync(
    await scormPackage({
      shared: { site: SITE, document: { data }, view, title: 'Rings & "arms" <1>\n' },
      experiment: { data } as Experiment,
      table,
    }),
  );

describe("a package", () => {
  it("has the player as it lies on the site, the experiment, and its manifest at the top", async () => {
    const files = await pack({ type: "circle" }, { hide: "badge", lock: "yes" });
    expect(Object.keys(files).sort()).toEqual([
      "assets/frame-1.js",
      "embed.html",
      "experiment.json",
      "imsmanifest.xml",
      "sco.html",
      "wasm/simd.js",
    ]);
    expect(text(files["wasm/simd.js"])).toBe("glue");
    const { link, view } = JSON.parse(text(files["experiment.json"]));
    expect(decodeLink(link)).toEqual({ document: { data: { type: "circle" } }, view });
    // There is no whole playground in it, and the course keeps what is done.
    expect(view).toEqual({ hide: "badge,link", lock: "yes", persist: "host" });
  });

  it("has the data along where the experiment stands on a table", async () => {
    expect(text((await pack({ type: "digits" }))["data/digits.safetensors"])).toBe("digits");
    const own = { type: "stored", name: "my birds", sha256: "00" };
    const files = await pack(own, {}, () => new TextEncoder().encode("birds"));
    expect(text(files["data/my%20birds.safetensors"])).toBe("birds");
  });

  it("of an exercise has the page of exercises in place of the player", async () => {
    const files = unzipSync(
      await packagedPage({
        site: SITE,
        page: "exercise.html",
        link: "id=mine",
        title: "Mine",
        view: {},
        data: { type: "circle" } as Experiment["data"],
        table: () => undefined,
      }),
    );
    expect(Object.keys(files).sort()).toEqual([
      "exercise.html",
      "experiment.json",
      "imsmanifest.xml",
      "sco.html",
    ]);
    const told = JSON.parse(text(files["experiment.json"]));
    expect(told).toEqual({ title: "Mine", page: "exercise.html", link: "id=mine", view: {} });
  });

  it("is not made without what it needs, which is named", async () => {
    await expect(pack({ type: "stored", name: "birds", sha256: "00" })).rejects.toThrow(
      PackageError,
    );
    delete site["assets/frame-1.js"];
    await expect(pack({ type: "circle" })).rejects.toMatchObject({ file: "assets/frame-1.js" });
    site["player.files.json"] = "<!doctype html>";
    await expect(pack({ type: "circle" })).rejects.toMatchObject({ file: "player.files.json" });
    delete site["player.files.json"];
    await expect(pack({ type: "circle" })).rejects.toMatchObject({ file: "player.files.json" });
  });
});

it("the manifest names one object that is launched, and every file", () => {
  const files = ["embed.html", "sco.html", "data/a&b.safetensors"];
  const xml = manifestOf("0a", 'A & "b" <c>', files);
  expect(xml.replace(/&(amp|lt|gt|quot|#39|#10);/g, "")).not.toContain("&");
  expect(xml).toContain("<title>A &amp; &quot;b&quot; &lt;c&gt;</title>");
  expect(xml.match(/adlcp:scormtype="sco" href="sco\.html"/g)).toHaveLength(1);
  expect(xml.match(/<item /g)).toHaveLength(1);
  const named = [...xml.matchAll(/<file href="([^"]*)"\/>/g)].map(([, href = ""]) => {
    const [node] = parseFragment(`<a href="${href}"></a>`).childNodes;
    return node !== undefined && "attrs" in node ? node.attrs[0]?.value : undefined;
  });
  expect(named).toEqual(files);
});
