// SPDX-License-Identifier: Apache-2.0
/** When <downhill-playground> makes a frame, without a browser: as much of the DOM as that takes. tests/browser/element.spec.ts has the rest. */
import { beforeAll, expect, it, vi } from "vitest";

class FakeElement extends EventTarget {
  isConnected = false;
  title = "";
  readonly style = {};
  readonly children: object[] = [];
  readonly #attributes = new Map<string, string>();

  attachShadow() {
    const { children } = this;
    return {
      replaceChildren: (...all: object[]) => void children.splice(0, children.length, ...all),
      append: (one: object) => void children.push(one),
      querySelector: () => null,
    };
  }
  getAttribute(name: string) {
    return this.#attributes.get(name) ?? null;
  }
  setAttribute(name: string, value: string) {
    const before = this.getAttribute(name);
    this.#attributes.set(name, value);
    this.attributeChangedCallback(name, before, value);
  }
  closest() {
    return null;
  }
  append() {}
  connect(is = true) {
    this.isConnected = is;
    if (is) this.connectedCallback();
    else this.disconnectedCallback();
  }
  attributeChangedCallback(_name: string, _before: string | null, _after: string | null) {}
  connectedCallback() {}
  disconnectedCallback() {}
}

interface Sent {
  readonly id: number;
  readonly method: string;
}
type FakeFrame = FakeElement & {
  readonly src?: string;
  readonly name?: string;
  readonly contentWindow: object;
  readonly got: object[];
};
/** What was posted to frames, and how they answer. */
const sent: Sent[] = [];
const listeners: ((event: object) => void)[] = [];
const hear = (event: object) => {
  for (const listener of listeners) listener(event);
};

let Playground: new () => FakeElement;
const frames: FakeFrame[] = [];

beforeAll(async () => {
  vi.stubGlobal("HTMLElement", FakeElement);
  vi.stubGlobal("__DOWNHILL_VIEW_KEYS__", "lang theme fit");
  vi.stubGlobal("getComputedStyle", () => ({ display: "block" }));
  vi.stubGlobal("addEventListener", (_: string, listener: typeof hear) => listeners.push(listener));
  vi.stubGlobal("navigator", { language: "en" });
  vi.stubGlobal(
    "IntersectionObserver",
    class {
      observe() {}
      disconnect() {}
    },
  );
  vi.stubGlobal("document", {
    baseURI: "https://course.example/page.html",
    createElement: (tag: string) => {
      const got: object[] = [];
      const contentWindow = {
        postMessage: (message: Sent) => {
          sent.push(message);
          got.push(message);
        },
      };
      const made = Object.assign(new FakeElement(), { tag, sandbox: {}, contentWindow, got });
      if (tag === "iframe") frames.push(made as FakeFrame);
      return made;
    },
  });
  const element = await import("../../../web/src/embed/element/downhill-playground.ts");
  Playground = element.DownhillPlayground as unknown as typeof Playground;
  return () => vi.unstubAllGlobals();
});

function begun(attributes: Readonly<Record<string, string>>): FakeElement {
  frames.splice(0);
  return another(attributes);
}

function another(attributes: Readonly<Record<string, string>>): FakeElement {
  const element = new Playground();
  for (const [name, value] of Object.entries({ src: "embed.html", ...attributes })) {
    element.setAttribute(name, value);
  }
  element.connect();
  return element;
}

/** Several changes make one frame, in a while. */
const later = () => new Promise((resolve) => setTimeout(resolve));

it("attributes that it comes with make one frame", async () => {
  begun({ document: '{"seed":3}' });
  await later();
  expect(frames).toHaveLength(1);
  expect(frames[0]?.src).toContain("seed=3");
});

it("an exercise is one of its Downhill by its name, or a file by its address", async () => {
  begun({ exercise: "largest_rate" });
  await later();
  expect(frames[0]?.src).toMatch(/\/exercise\.html#.*\bid=largest_rate\b/);
  begun({ exercise: "https://school.example/one.json" });
  await later();
  expect(frames.at(-1)?.src).toMatch(/from=https%3A%2F%2Fschool\.example%2Fone\.json/);
});

it("an exercise is asked of the folder of the frame, whatever that is called", async () => {
  begun({ src: "https://school.example/embed.demo/embed.html", exercise: "largest_rate" });
  await later();
  expect(frames.at(-1)?.src).toContain("https://school.example/embed.demo/exercise.html#");
});

it("an attribute that made no sense makes a frame once it is mended", async () => {
  const element = begun({ document: "{" });
  const faults = vi.fn();
  element.addEventListener("error", faults);
  await later();
  expect(frames).toHaveLength(0);
  element.setAttribute("document", "[");
  await later();
  expect(faults).toHaveBeenCalledOnce();
  // In the words of the element, not of the browser's reader of JSON.
  expect(faults.mock.calls[0]?.[0].detail.message).toBe("An attribute makes no sense.");
  element.setAttribute("document", '{"seed":4}');
  await later();
  expect(frames).toHaveLength(1);
  expect(frames[0]?.src).toContain("seed=4");
  expect(element.children).toEqual([frames[0]]);
});

it("several that change together make one frame; off the page none", async () => {
  const element = begun({});
  element.setAttribute("document", '{"seed":5}');
  element.setAttribute("fit", "width");
  await later();
  expect(frames).toHaveLength(2);
  expect(frames[1]?.src).toMatch(/seed=5.*fit=width/);
  element.connect(false);
  element.setAttribute("document", '{"seed":6}');
  await later();
  expect(frames).toHaveLength(2);
  element.connect();
  await later();
  expect(frames).toHaveLength(3);
  expect(frames[2]?.src).toContain("seed=6");
});

it("a frame that loads itself anew has forgotten what was asked, which is told, and is asked anew what is observed", async () => {
  type Asking = FakeElement & {
    getState(): Promise<unknown>;
    observe(path: string, observe: () => void): Promise<unknown>;
  };
  const element = begun({}) as Asking;
  await later();
  sent.splice(0);
  const say = (message: object) =>
    hear({
      source: frames[0]?.contentWindow,
      origin: "https://course.example",
      data: { downhill: 1, ...message },
    });
  say({ type: "loading" });
  const observing = element.observe("run.step", () => {});
  say({ type: "answer", id: sent[0]?.id, value: null });
  await observing;
  const lost = element.getState().catch((error) => error.code);
  sent.splice(0);
  say({ type: "loading" });
  expect(await lost).toBe("destroyed");
  expect(sent.map(({ method }) => method)).toEqual(["observe"]);
  const state = element.getState();
  say({ type: "answer", id: sent.at(-1)?.id, value: "state" });
  expect(await state).toBe("state");
});

it.each([
  "javascript:alert(1)//embed.html",
  " JavaScript:alert(1)",
  "data:text/html,embed.html",
  "blob:https://course.example/1",
])("an address of no page makes no frame: %s", async (src) => {
  const element = begun({});
  const faults = vi.fn();
  element.addEventListener("error", faults);
  element.setAttribute("src", src);
  await later();
  expect(frames).toHaveLength(1);
  expect(faults.mock.calls[0]?.[0].detail.code).toBe("bad_attribute");
});

it("what frames of one run say to each other is passed on to those of that run and address, and to nobody else", () => {
  begun({});
  another({});
  another({});
  const elsewhere = another({ src: "https://elsewhere.example/embed.html" });
  const gone = another({});
  const say = (index: number, run: string, source: unknown = frames[index]?.contentWindow) => {
    const origin = index === 3 ? "https://elsewhere.example" : "https://course.example";
    const data = { downhill: 1, type: "shared", kind: "hello", from: `frame ${index}`, run };
    hear({ source, origin, data });
    return data;
  };
  const got = () => frames.map((frame) => frame.got.splice(0));
  expect(frames.map(({ name }) => name)).toEqual(Array(5).fill("downhill"));
  say(1, "one");
  say(2, "another");
  say(3, "one");
  say(4, "one");
  gone.connect(false);
  got();
  const hello = say(0, "one");
  expect(got()).toEqual([[], [hello], [], [], []]);
  // Of a stranger, and of a frame that is from elsewhere by now.
  say(0, "one", { postMessage() {} });
  const origin = "https://other.example";
  hear({ source: frames[0]?.contentWindow, origin, data: { ...hello, from: "other" } });
  expect(got()).toEqual([[], [], [], [], []]);
  elsewhere.connect(false);
});
