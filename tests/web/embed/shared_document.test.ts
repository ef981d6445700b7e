// SPDX-License-Identifier: Apache-2.0
/** Which document frames of one run show, whatever is late: messages, a parser, the runs that are opened and changed by it. */
import fc from "fast-check";
import { expect, it } from "vitest";
import type { Accepted, Load } from "../../../web/src/app/change.ts";
import { SerialQueue } from "../../../web/src/app/serial_queue.ts";
import type { Workspace } from "../../../web/src/app/workspace.ts";
import type { Edition } from "../../../web/src/embed/shared/edition.ts";
import { SharedDocument } from "../../../web/src/embed/shared/shared_document.ts";

interface Job {
  readonly seed: number;
  readonly origin: Accepted["origin"];
  /** Whether the run goes on by it. */
  readonly goesOn: boolean;
}

/** A page that shows a document, which here is but a number, and opens or changes a run by it. */
class TinyPage {
  readonly shared: SharedDocument;
  shown = 0;
  #told: (accepted: Accepted) => void = () => {};
  /** One call after the other, as a session makes them. */
  #run: Promise<void> = Promise.resolve();
  readonly #queue = new SerialQueue(async (job: Job) => {
    await this.late(undefined, "parser");
    this.shown = job.seed;
    this.#told({ origin: job.origin } as Accepted);
    this.#run = this.#run.then(() => this.#act(job));
    return { status: "accepted" as const };
  });

  constructor(
    name: string,
    private readonly late: <T>(value: T, what: string) => Promise<T>,
    private readonly tell: (edition: Edition) => void,
  ) {
    this.shared = new SharedDocument(name, (message) => {
      throw new Error(message.en);
    });
  }

  async begin(): Promise<void> {
    const edition = this.shared.opened({ seed: 0 });
    if (edition !== undefined) this.tell(edition);
    const page = this;
    this.shared.follow({
      document: {
        onAccepted: (told: (accepted: Accepted) => void) => {
          this.#told = told;
        },
        submit: ({ document, goesOn }: Load) =>
          this.#queue.add({
            seed: (document as { seed: number }).seed,
            origin: "others",
            goesOn: goesOn === true,
          }),
      },
      run: {
        get opened() {
          return page.#run;
        },
      },
    } as unknown as Workspace);
  }

  set(seed: number, goesOn: boolean): Promise<unknown> {
    return this.#queue.add({ seed, origin: "host", goesOn });
  }

  async #act({ seed, goesOn }: Job): Promise<void> {
    await this.late(undefined, "run");
    const edition = goesOn ? this.shared.changed({ seed }) : this.shared.opened({ seed });
    if (edition !== undefined) this.tell(edition);
  }
}

const NAMES = ["a", "b", "c"];

it("is one document in the end, and the last of those that somebody set knowing all the others", async () => {
  const setting = fc.record({
    who: fc.integer({ min: 0, max: NAMES.length - 1 }),
    goesOn: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(setting, { maxLength: 8 }),
      setting,
      async (scheduler, settings, last) => {
        const late = <T>(value: T, what: string) =>
          scheduler.schedule(Promise.resolve(value), what);
        const pages: TinyPage[] = [];
        /** Of one speaker each hears all in its order. */
        const links = new Map<string, Promise<unknown>>();
        for (const name of NAMES) {
          const tell = (edition: Edition) => {
            for (const other of pages) {
              if (other === page) continue;
              const link = `${name} ${pages.indexOf(other)}`;
              const before = links.get(link) ?? Promise.resolve();
              links.set(
                link,
                before
                  .then(() => late(undefined, link))
                  .then(() => void other.shared.take(edition)),
              );
            }
          };
          const page = new TinyPage(name, late, tell);
          pages.push(page);
        }
        await Promise.all(pages.map((page) => page.begin()));
        const all = Promise.all(
          settings.map(async ({ who, goesOn }, index) => {
            await late(undefined, "reader");
            await pages[who]?.set(index + 1, goesOn);
          }),
        );
        await scheduler.waitIdle();
        await all;
        const [shown] = pages.map((page) => page.shown);
        expect(pages.map((page) => page.shown)).toEqual([shown, shown, shown]);
        const newest = pages.map(({ shared }) => shared.newest);
        expect(newest[1]).toEqual(newest[0]);
        expect(newest[2]).toEqual(newest[0]);
        expect(newest[0]?.document).toEqual({ seed: shown });
        const setLast = pages[last.who]?.set(100, last.goesOn);
        await scheduler.waitIdle();
        await setLast;
        expect(pages.map((page) => page.shown)).toEqual([100, 100, 100]);
      },
    ),
    { seed: 10, numRuns: 1_000 },
  );
}, 120_000);

it("is in no frame overwritten by an older one while what was set there is still to be told", async () => {
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const told: Edition[] = [];
  const late = async <T>(value: T, what: string) => {
    if (what === "run") await gate;
    return value;
  };
  const page = new TinyPage("a", late, (edition) => told.push(edition));
  await page.begin();
  await page.set(1, false);
  await page.set(2, false);
  const [first] = told;
  if (first === undefined) throw new Error("Nothing was told.");
  // Set in another frame by whoever knew of neither.
  page.shared.take({ ...first, number: 1, by: "b", line: "b", document: { seed: 3 } });
  for (let turn = 0; turn < 4; turn += 1) await new Promise(setImmediate);
  expect(page.shown).toBe(2);
  open();
  for (let turn = 0; turn < 4; turn += 1) await new Promise(setImmediate);
  expect(page.shown).toBe(2);
  expect(told.at(-1)?.document).toEqual({ seed: 2 });
});
