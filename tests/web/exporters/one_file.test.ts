// SPDX-License-Identifier: Apache-2.0
import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { oneFilePolicy } from "../../../scripts/lib/content_policy.mjs";
import {
  experimentPage,
  readExperiment,
  withExperiment,
} from "../../../web/src/exporters/one_file.ts";

const PAGE = '<!doctype html><html><head><title>x</title></head><body>"</head>"</body></html>';

/** What stands between the tags of the block; a browser reads a script up to the first `</script`. */
function blockOf(page: string): string | undefined {
  const [, begin] = page.split('<script type="application/json" id="experiment">');
  return begin?.slice(0, begin.search(/<\/script/i));
}

const reader = (page: string) => ({
  getElementById: () => ({ textContent: blockOf(page) ?? null }) as HTMLElement,
});

describe("an experiment written into downhill.html", () => {
  it("is read as it was written, whatever it says, and ends nothing", () => {
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom("</script>", "<!--", "<script", "$&", "\u2028"),
    );
    fc.assert(
      fc.property(fc.dictionary(text, text), fc.dictionary(text, text), (document, view) => {
        const page = withExperiment(PAGE, { document, view });
        expect(blockOf(page)).not.toContain("<");
        const read = readExperiment(reader(page));
        expect(JSON.stringify(read)).toBe(JSON.stringify({ document, view }));
      }),
    );
  });

  it("takes the place of the one before", () => {
    const first = withExperiment(PAGE, { document: { seed: 1 }, view: {} });
    const second = withExperiment(first, { document: { seed: 2 }, view: {} });
    expect(readExperiment(reader(second))?.document).toEqual({ seed: 2 });
    expect(second.split("application/json")).toHaveLength(2);
  });

  it("that somebody has damaged is none", () => {
    for (const json of ["", "{", "null", "[]", '{"document": 1, "view": {}}', '{"document": {}}']) {
      const page = { getElementById: () => ({ textContent: json }) as HTMLElement };
      expect(readExperiment(page), json).toBeUndefined();
    }
    expect(readExperiment({ getElementById: () => null })).toBeUndefined();
  });

  it("has no place in a page without a head", () => {
    expect(() => withExperiment("<p>", { document: {}, view: {} })).toThrow("no head");
  });
});

describe("the page of an experiment", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it("is downhill.html with the experiment in it", async () => {
    vi.stubGlobal(
      "fetch",
      async (file: string) => new Response(file === "downhill.html" ? PAGE : ""),
    );
    const page = await experimentPage({ data: { type: "moons" } });
    expect(readExperiment(reader(page))).toEqual({
      document: { data: { type: "moons" } },
      view: {},
    });
  });

  it.each(["mnist", "stored"])("has no room for data of %s, and says what to do", async (type) => {
    await expect(experimentPage({ data: { type } })).rejects.toThrow("Choose other data");
  });

  it("that does not arrive is told", async () => {
    vi.stubGlobal("fetch", async () => new Response("", { status: 404 }));
    await expect(experimentPage({})).rejects.toMatchObject({ zh: expect.stringContaining("重试") });
  });
});

it("the policy of one file allows what lies in it, and nothing that would be asked for", () => {
  const policy = oneFilePolicy({ script: "sha256-a", style: "sha256-b" });
  expect(policy).toContain("script-src 'sha256-a' 'wasm-unsafe-eval';");
  expect(policy).toContain("style-src 'sha256-b';");
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/'self'|https?:|'unsafe-/);
});
