// SPDX-License-Identifier: Apache-2.0
/**
 * <downhill-playground>: a frame with its manners. Makes it, gives it its height, passes on calls and events, and says when nothing
 * answers. Hosts load it: it has no dependency, and is held to 6 kB.
 */
import type { Fault, FrameMessage, Json, Method, Methods } from "../protocol.ts";
import { LINKED, METHODS, PROTOCOL } from "../protocol.ts";
import { addressOf } from "./address.ts";
import { ANEW_KEYS } from "./anew_keys.ts";
import { WORDS } from "./words.ts";

/** The keys of the view (documents/view_keys.ts) with spaces between them, written in by the build. */
declare const __DOWNHILL_VIEW_KEYS__: string;
export const KEYS = __DOWNHILL_VIEW_KEYS__.split(" ");

/** Nothing at all has come from the frame. */
const SILENCE_MS = 10_000;
const SANDBOX =
  "allow-scripts allow-same-origin allow-downloads allow-popups allow-popups-to-escape-sandbox";
const ALLOW = "cross-origin-isolated;clipboard-write;fullscreen";
/** Further up these mean something else: an error of the page, another size of it, or the form around the element. */
const OWN = /^(error|resize|submit)$/;

type Observe = (value: Json) => void;
type Methodical = {
  [M in Exclude<Method, "observe" | "unobserve" | "destroy">]: (
    ...given: Methods[M]["arguments"]
  ) => Promise<Methods[M]["answer"]>;
};

/** What frames of one run say to each other; the rest is theirs alone. */
interface Linked {
  readonly type: "shared";
  readonly run: string;
}

interface Waiting {
  resolve(value: Json): void;
  reject(error: Error): void;
}

let home: string | undefined;
/** Says where embed.html lies. */
export const liesAt = (address: string | undefined): void => {
  home = address;
};

/** Elements whose frames show a run with others, by where that is from and its name. */
const groups = new Map<DownhillPlayground, string>();
/** The number of the last call or observer, of all elements. */
let ids = 0;

/** A fault as an error, with its code and cure. */
const failure = (fault: Fault): Error => Object.assign(new Error(fault.message), fault);

export class DownhillPlayground extends HTMLElement {
  static readonly observedAttributes = [...KEYS, ...ANEW_KEYS];

  static {
    for (const method of METHODS) {
      if (method === "unobserve") continue;
      (DownhillPlayground.prototype as Partial<Methodical>)[method as keyof Methodical] ??=
        function (this: DownhillPlayground, ...given: unknown[]) {
          return this.#call(method, given) as Promise<never>;
        };
    }
  }

  readonly #root = this.attachShadow({ mode: "open" });
  #frame: HTMLIFrameElement | undefined;
  #address: URL | undefined;
  /** Whether the frame has said a word. */
  #alive = false;
  /** Why nothing is answered. */
  #fault: Fault | undefined;
  #early: object[] = [];
  readonly #calls = new Map<number, Waiting>();
  readonly #observers = new Map<number, { readonly path: string; readonly observe: Observe }>();
  #end = new AbortController();
  /** Whether another frame is on its way, or none is wanted: it reads the attributes when it begins. */
  #anew = true;

  connectedCallback(): void {
    this.#begin();
  }

  disconnectedCallback(): void {
    this.#stop();
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (before === after) return;
    if (this.#alive && !ANEW_KEYS.includes(name)) {
      this.#say("set", `view.${name}`, after);
    } else if (!this.#anew) {
      // Several attributes that change together make one new frame.
      this.#anew = true;
      queueMicrotask(() => {
        if (!this.isConnected) return;
        this.#stop();
        this.#begin();
      });
    }
  }

  /** @returns what ends it */
  async observe(path: string, observe: Observe): Promise<() => void> {
    ids += 1;
    const id = ids;
    this.#observers.set(id, { path, observe });
    try {
      await this.#call("observe", [path, id]);
    } catch (error) {
      this.#observers.delete(id);
      throw error;
    }
    return () => {
      if (this.#observers.delete(id)) this.#say("unobserve", id);
    };
  }

  /** Takes the element off the page. */
  async destroy(): Promise<void> {
    this.remove();
  }

  get #words() {
    const near = this.closest("[lang]")?.getAttribute("lang") || navigator.language;
    return /^zh/i.test(near) ? WORDS.zh : WORDS.en;
  }

  #faultOf(code: "bad_attribute" | "destroyed" | "no_answer"): Fault {
    const [message, cure] = this.#words[code];
    return { code, message, cure };
  }

  #begin(): void {
    this.#anew = false;
    this.#fault = undefined;
    this.#end = new AbortController();
    // Not by a sheet of styles, which the policy of a host may refuse.
    if (getComputedStyle(this).display === "inline") this.style.display = "block";
    try {
      this.#address = addressOf(this, KEYS, { base: document.baseURI, home });
    } catch {
      this.#fail("bad_attribute");
      return;
    }
    const frame = document.createElement("iframe");
    frame.name = LINKED;
    frame.title = this.title || this.#words.title;
    frame.loading = "lazy";
    frame.allow = ALLOW;
    frame.referrerPolicy = "no-referrer";
    frame.sandbox.value = SANDBOX;
    // Without a `display` of its own, which would show it in spite of `hidden`.
    frame.style.cssText = "vertical-align:top;width:100%;height:100%;min-height:200px;border:0";
    this.#frame = frame;
    const { signal } = this.#end;
    addEventListener("message", (event) => this.#take(event), { signal });
    this.#listenForSilence(frame, signal);
    frame.src = this.#address.href;
    this.#root.replaceChildren(frame);
    this.#observe();
  }

  #observe(): void {
    for (const [id, { path }] of this.#observers) this.#say("observe", path, id);
  }

  #stop(): void {
    this.#end.abort();
    groups.delete(this);
    this.#anew = true;
    this.#frame = undefined;
    this.#alive = false;
    this.#root.replaceChildren();
    this.#leave();
  }

  #leave(): void {
    this.#giveUp(this.#faultOf("destroyed"));
  }

  /** A frame that nobody comes near to is not loaded, and need not answer. */
  #listenForSilence(frame: HTMLIFrameElement, signal: AbortSignal): void {
    let timer: number | undefined;
    const wait = () => {
      timer ??= setTimeout(() => {
        if (!this.#alive) this.#fail("no_answer");
      }, SILENCE_MS) as unknown as number;
    };
    const near = new IntersectionObserver(([entry]) => entry?.isIntersecting && wait());
    near.observe(this);
    frame.addEventListener("load", wait, { signal });
    signal.addEventListener("abort", () => {
      near.disconnect();
      clearTimeout(timer);
    });
  }

  /** The host is told, and the reader sees a sentence and a way. A frame that answers late takes the place of both. */
  #fail(code: "bad_attribute" | "no_answer"): void {
    const fault = this.#faultOf(code);
    const text = document.createElement("p");
    text.role = "alert";
    text.append(fault.message, " ");
    if (this.#address) {
      const link = document.createElement("a");
      link.href = this.#address.href.replace("embed.html", "index.html");
      link.target = "_blank";
      link.textContent = this.#words.open;
      text.append(link);
    }
    if (this.#frame) this.#frame.hidden = true;
    this.#root.append(text);
    this.#tell("error", fault);
    this.#giveUp(fault);
  }

  /** Of what was asked nothing will be answered. */
  #giveUp(fault: Fault): void {
    this.#fault = fault;
    for (const call of this.#calls.values()) call.reject(failure(fault));
    this.#calls.clear();
    this.#early = [];
  }

  #tell(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: !OWN.test(name) }));
  }

  #take({ source, origin, data }: MessageEvent): void {
    const frame = this.#frame;
    if (!frame || source !== frame.contentWindow || origin !== this.#address?.origin) return;
    if (data?.downhill !== PROTOCOL) return;
    const message = data as FrameMessage | Linked;
    // It has loaded itself anew, and knows of nothing that was asked.
    if (this.#alive && message.type === "loading") {
      this.#leave();
      this.#fault = undefined;
      this.#observe();
    }
    this.#greet(frame);
    switch (message.type) {
      case "event":
        if (message.event === "resize" && this.#address.hash.includes("view.fit=height")) {
          frame.style.height = `${message.detail.height}px`;
        }
        this.#tell(message.event, message.detail);
        break;
      case "value":
        this.#observers.get(message.observer)?.observe(message.value);
        break;
      case "answer":
        this.#settle(message.id)?.resolve(message.value);
        break;
      case "refusal":
        this.#settle(message.id)?.reject(failure(message.error));
        break;
      case "shared": {
        const group = origin + message.run;
        groups.set(this, group);
        for (const [one, other] of groups) {
          if (one !== this && other === group) one.#post(message);
        }
      }
    }
  }

  #settle(id: number): Waiting | undefined {
    const call = this.#calls.get(id);
    this.#calls.delete(id);
    return call;
  }

  #greet(frame: HTMLIFrameElement): void {
    if (this.#alive) return;
    this.#alive = true;
    this.#fault = undefined;
    frame.hidden = false;
    // The frame itself stays where it is: put in anew, it would be loaded anew.
    this.#root.querySelector("p")?.remove();
    for (const message of this.#early) this.#post(message);
    this.#early = [];
  }

  #post(message: object): void {
    const { origin } = this.#address as URL;
    this.#frame?.contentWindow?.postMessage(message, origin === "null" ? "*" : origin);
  }

  /** Whatever comes of it. */
  #say(method: Method, ...given: unknown[]): void {
    this.#call(method, given).catch(() => {});
  }

  #call(method: Method, given: readonly unknown[]): Promise<Json> {
    return new Promise((resolve, reject) => {
      if (this.#fault) {
        reject(failure(this.#fault));
        return;
      }
      ids += 1;
      const id = ids;
      this.#calls.set(id, { resolve, reject });
      const message = { downhill: PROTOCOL, type: "call", id, method, arguments: given };
      if (this.#alive) this.#post(message);
      else this.#early.push(message);
    });
  }
}

/** The element with the methods that the protocol names. */
export type Playground = DownhillPlayground & Methodical;

declare global {
  interface HTMLElementTagNameMap {
    "downhill-playground": Playground;
  }
}

/** The same file may be loaded twice on a page. */
export function define(): void {
  if (!customElements.get("downhill-playground")) {
    customElements.define("downhill-playground", DownhillPlayground);
  }
}
