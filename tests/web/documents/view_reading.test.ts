// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { decodeView } from "../../../web/src/documents/link.ts";
import { declaredView, VIEW_KEYS, type ViewKey } from "../../../web/src/documents/view_keys.ts";
import {
  chosen,
  isOn,
  listed,
  viewFaults,
  written,
} from "../../../web/src/documents/view_reading.ts";

const faults = (hash: string) => viewFaults(hash, decodeView(hash), "player");

describe("a switch", () => {
  it.each([
    ["view.lock=yes", true],
    ["view.lock=", true],
    ["view.lock", true],
    ["view.lock=no", false],
    ["", false],
  ])("%s is %s", (hash, on) => {
    expect(isOn(decodeView(hash), "lock")).toBe(on);
    expect(faults(hash)).toEqual([]);
  });

  it("that makes no sense is as by default, and told", () => {
    expect(isOn({ autoplay: "maybe" }, "autoplay")).toBe(true);
    expect(isOn({ lock: "maybe" }, "lock")).toBe(false);
    expect(faults("view.autoplay=maybe")[0]?.en).toBe(
      "view.autoplay is “maybe”, and takes yes, no.",
    );
  });
});

describe("a list", () => {
  it("keeps its order, and each name once", () => {
    const view = decodeView("view.parts=chart, map,chart,controls");
    expect(listed(view, "parts")).toEqual(["chart", "map", "controls"]);
  });

  it("without its key is as by default, and empty where nothing follows the key", () => {
    expect(listed({}, "parts")).toEqual(["map", "chart", "controls"]);
    expect(listed({ parts: "" }, "parts")).toEqual([]);
    expect(listed({ show: "" }, "show")).toEqual([]);
  });

  it("goes on without a name that is not on it, and tells", () => {
    expect(listed({ parts: "map,sound" }, "parts")).toEqual(["map"]);
    expect(faults("view.parts=map,sound")[0]?.zh).toContain("“sound”");
  });
});

describe("the address", () => {
  it("is told a key that there is not, with those that there are", () => {
    const [fault] = faults("view.colour=red&seed=3");
    expect(fault?.en).toMatch(/^view\.colour is no key of the view\. There are: lang, .*parts/);
  });

  it("is told nothing of what is right", () => {
    expect(faults("seed=3&lang=zh&view.threads=2&view.title=XOR&view.fit=height")).toEqual([]);
  });

  it("is cut in what is shown of it", () => {
    const long = "x".repeat(5_000);
    for (const hash of [`view.${long}=1`, `view.fit=${long}`, `view.title=${long}`]) {
      expect(faults(hash)[0]?.en.length, hash.slice(0, 12)).toBeLessThan(400);
    }
    expect(written({ title: long }, "title")).toHaveLength(120);
  });

  it.each(["0", "33", "two", "1.5", ""])("has no %s threads", (threads) => {
    expect(faults(`view.threads=${threads}`)).toHaveLength(1);
  });
});

describe.each(VIEW_KEYS)("view.%s", (key: ViewKey) => {
  const { otherwise, value } = declaredView(key);

  it.runIf(otherwise !== undefined)("accepts its own default", () => {
    expect(faults(`view.${key}=${otherwise}`)).toEqual([]);
  });

  it.runIf(value.kind === "choice")("accepts each of its values", () => {
    for (const one of value.kind === "choice" ? value.values : []) {
      expect(faults(`view.${key}=${one}`)).toEqual([]);
    }
  });
});

it("a choice without a default is none where it is not made", () => {
  expect(chosen({}, "output")).toBeUndefined();
  expect(chosen({ fit: "round" }, "fit")).toBe("frame");
});
