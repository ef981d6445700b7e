// SPDX-License-Identifier: Apache-2.0
/** Trainers that really end or hang, in Chromium: said to be lost within seconds, replaced, and the run goes on from its last snapshot. */
import { expect, type Page, test } from "@playwright/test";
import type { Run } from "../../web/src/engine/api.ts";
import type {} from "./engine_page/page.ts";
import { type EngineSite, engineSite } from "./engine_site.ts";

declare global {
  interface Window {
    /** What the engine has told so far, and what became of the call that was waiting. */
    told: { readonly crashes: string[]; waiting?: string };
    run: Run;
    trainers: Worker[];
  }
}

let site: EngineSite;
test.beforeAll(async () => {
  site = await engineSite();
});
test.afterAll(() => site.close());

/** A run at step 50 with a snapshot of it, and somebody who waits for its end. */
async function trainUntilKept(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.trainers = [];
    window.Worker = class extends Worker {
      constructor(...given: ConstructorParameters<typeof Worker>) {
        super(...given);
        window.trainers.push(this);
      }
    };
  });
  await page.goto(site.isolated);
  await page.waitForFunction(() => "downhill" in window);
  await page.evaluate(async () => {
    const told: Window["told"] = { crashes: [] };
    window.told = told;
    const engine = await window.downhill.createEngine({ threads: 2 });
    engine.onCrash(({ en }) => told.crashes.push(en));
    const run = await engine.open(
      { data: { type: "spiral", samples: 300 }, stop: { steps: 1_000_000_000 } },
      () => {},
    );
    await run.step(50);
    await run.snapshot();
    window.run = run;
    run.train().catch((error: Error & { code?: string }) => {
      told.waiting = `${error.code}: ${error.message}`;
    });
  });
}

const ENDED = "its worker has ended.";
const SILENT = "it did not answer for 5 seconds.";

/**
 * How a trainer comes to its end, and how that is told. One that is ended from outside holds its lock until Chromium has ended its threads
 * too, which are asleep: on some machines the heartbeat is missed before.
 */
const KILLS: Readonly<
  Record<string, readonly [kill: (page: Page) => Promise<void>, ...told: string[]]>
> = {
  "has closed itself": [
    async (page) => {
      await page.workers()[0]?.evaluate(() => self.close());
    },
    ENDED,
  ],
  "was ended from outside": [
    async (page) => {
      await page.evaluate(() => window.trainers[0]?.terminate());
    },
    ENDED,
    SILENT,
  ],
  "goes round in an endless loop": [
    async (page) => {
      // Nobody answers any more, also not whoever has asked for the loop.
      page
        .workers()[0]
        ?.evaluate(() => {
          for (;;);
        })
        .catch(() => {});
    },
    SILENT,
  ],
};

for (const [what, [kill, ...told]] of Object.entries(KILLS)) {
  test(`a trainer that ${what} is lost within seconds, and its run goes on in another`, async ({
    page,
  }) => {
    await trainUntilKept(page);
    await kill(page);
    await expect
      .poll(() => page.evaluate(() => window.told.waiting), { timeout: 60_000 })
      .toBeDefined();
    const { crashes, waiting } = await page.evaluate(() => window.told);
    expect(told.map((words) => `The trainer was lost: ${words}`)).toContain(crashes[0]);
    expect({ crashes, waiting }).toEqual({ crashes: [crashes[0]], waiting: `lost: ${crashes[0]}` });
    const steps = await page.evaluate(async () => {
      const again = await window.run.reopen();
      const { step } = await again.state();
      const next = await again.step();
      await again.close();
      return { from: step, to: next.step, trainers: window.trainers.length };
    });
    expect(steps.from).toBeGreaterThanOrEqual(50);
    expect(steps.to).toBe(steps.from + 1);
    expect(steps.trainers).toBe(2);
  });
}
