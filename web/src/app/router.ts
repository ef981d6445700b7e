// SPDX-License-Identifier: Apache-2.0
/** Between the address and the experiment: follows links, and writes what is on the page where a reload finds it. */
import { batch, computed, effect, type ReadonlySignal, signal } from "@preact/signals-core";
import { decodeLink, encodeLink, type Link, LinkError, readableLink } from "../documents/link.ts";
import { withListExample } from "../documents/link_example.ts";
import { newId } from "../documents/new_id.ts";
import { patched } from "../documents/patch.ts";
import type { Refusal } from "../documents/refusal.ts";
import type { ExperimentDocument } from "../engine/api.ts";
import {
  ExperimentError,
  type Refusal as FlatRefusal,
} from "../engine/contract/experiment_error.ts";
import type { DocumentStore } from "./document_store.ts";
import { drafts } from "./drafts.ts";
import { PRESETS, presetDocument } from "./presets.ts";
import { type Rate, RateLimit } from "./rate_limit.ts";
import type { Settings } from "./settings.ts";

/**
 * Safari refuses more than 100 changes of the address in 30 s; this allows 90. Few are written at once: what is written only when
 * the page is left comes too late for a reload.
 */
const ADDRESS_RATE: Rate = { burst: 30, pauseMs: 500 };

/** Of a name in the address that is shown. */
const LONGEST_NAME = 60;

/** Where the link stands; the page gives `window`, a test gives its own. */
export interface Address {
  read(): string;
  /** The name of the draft that stands for what the address cannot hold; kept with this very page. */
  draft(): string | undefined;
  /** Absent where the address is another one's: then nothing is written there, nor kept as a draft. */
  replace?(hash: string, draft: string | undefined): void;
  /** Whether it is known that no other open page has come by the same draft; absent where there is no other. */
  alone?(): boolean;
}

export type BrokenLink = Refusal | LinkError;

export class Router {
  readonly #broken = signal<BrokenLink | undefined>(undefined);
  readonly #keptOpen = signal(false);
  readonly #draft = signal<{ readonly id: string; readonly kept: boolean } | undefined>(undefined);
  readonly #link: ReadonlySignal<string | undefined>;
  readonly #writes = new RateLimit(ADDRESS_RATE, () => this.#write());
  /** Links that are being followed: meanwhile the address is theirs. */
  #readings = 0;
  #newest = 0;
  /** The draft that the address has named: of a tab that was duplicated it is the other one's too. */
  #inherited: string | undefined;
  #opened = false;

  constructor(
    private readonly document: DocumentStore,
    private readonly settings: Settings,
    private readonly address: Address,
    private readonly preset = presetDocument,
  ) {
    this.#link = computed(() => readableLink({ document: document.minimal, view: settings.view }));
    document.onAccepted(({ origin }) => {
      if (origin !== "link") this.#broken.value = undefined;
      this.#request();
    });
    let first = true;
    effect(() => {
      settings.view;
      if (first) first = false;
      else this.#request();
    });
  }

  /** Why the link was not followed; gone with the first change, or when it is put away. */
  get broken(): BrokenLink | undefined {
    return this.#broken.value;
  }

  /** Whether the broken link found an experiment open, which then stays; else the default one is opened. */
  get keptOpen(): boolean {
    return this.#keptOpen.value;
  }

  /** The part behind the # that opens this experiment anywhere; undefined where it is too large for a link. */
  get link(): string | undefined {
    return this.#link.value;
  }

  /** Set while the experiment is too large for the address: whether a reload finds it in this browser. */
  get draft(): { readonly kept: boolean } | undefined {
    return this.#draft.value;
  }

  /** The visitor has read it. The address is the page's again. */
  dismiss(): void {
    this.#broken.value = undefined;
    this.#request();
  }

  /** Follows the link in the address; one that does not hold leaves the experiment that is there. */
  async follow(): Promise<void> {
    this.#newest += 1;
    const mine = this.#newest;
    this.#readings += 1;
    // What was to be written gives way to what somebody has put there.
    this.#writes.cancel();
    const opened = this.#opened;
    const broken = await this.#read();
    // What was sketched of it is no experiment.
    const isSketch = !opened && Object.keys(this.document.minimal).length > 0;
    if (broken !== undefined && isSketch) await this.document.load({}, "link");
    this.#readings -= 1;
    this.#opened = true;
    // Of links that come close together the newest one counts.
    if (mine !== this.#newest) return;
    batch(() => {
      this.#broken.value = broken;
      this.#keptOpen.value = opened;
    });
  }

  /** Writes what a long series of changes still withholds from the address. */
  flush(): void {
    this.#writes.flush();
  }

  async #read(): Promise<BrokenLink | undefined> {
    let link: Link;
    try {
      link = decodeLink(this.address.read());
    } catch (error) {
      if (!(error instanceof LinkError)) throw error;
      // Told after the changes that came before it, the last of which would take it away.
      await this.document.settled();
      return error;
    }
    const { preset: _, ...view } = link.view;
    // What the example says stands in the document from here on.
    void this.settings.follow(view);
    const id = this.address.draft();
    const draft = id === undefined ? undefined : drafts.find(id);
    const kept = id !== undefined && draft !== undefined;
    this.#draft.value = kept ? { id, kept } : undefined;
    this.#inherited = id;
    // In the queue at once: what is changed while an example arrives comes after it.
    const document = draft ?? documentOf(link, this.preset);
    const outcome = await this.document.load(document, "link");
    if (!("refusal" in outcome)) return undefined;
    return withListExample(outcome.refusal, this.document.catalog, link.document);
  }

  /** What is being read is no news, and a broken link stays there, for its owner may want to mend it. */
  #request(): void {
    if (this.address.replace === undefined) return;
    if (this.#readings === 0 && this.#broken.peek() === undefined) this.#writes.request();
  }

  #write(): void {
    const link = this.#link.peek();
    const old = this.#draft.peek()?.id;
    const mine = old !== this.#inherited || this.address.alone?.() !== false ? old : undefined;
    if (link !== undefined) {
      if (mine !== undefined) drafts.drop(mine);
      this.#draft.value = undefined;
      this.address.replace?.(link, undefined);
      return;
    }
    const id = mine ?? newId();
    const kept = drafts.keep(id, this.document.minimal);
    this.#draft.value = { id, kept };
    this.address.replace?.(encodeLink({ document: {}, view: this.settings.view }), id);
  }
}

/** What a link asks for, be it that it goes out from an example. It may be rejected with a refusal: an ExperimentError. */
export function documentOf(
  { document, view }: Link,
  preset: (id: string) => Promise<ExperimentDocument | undefined>,
): ExperimentDocument | Promise<ExperimentDocument> {
  const example = view.preset;
  if (example === undefined) return document;
  return preset(example).then(
    (found) => {
      if (found === undefined) throw new ExperimentError(noExample(example));
      return patched(found, document);
    },
    () => {
      throw new ExperimentError(NOT_ARRIVED);
    },
  );
}

function noExample(id: string): FlatRefusal {
  const [name, list] = [id.slice(0, LONGEST_NAME), PRESETS.join(", ")];
  const en = `There is no example “${name}”. There are: ${list}.`;
  return { path: "", message: en, zh: `没有名为“${name}”的示例。可用的示例：${list}。` };
}

const NOT_ARRIVED: FlatRefusal = {
  path: "",
  message: "The example did not arrive. Check the connection, and load the page again.",
  zh: "示例未能加载。请检查网络，然后重新加载页面。",
};
