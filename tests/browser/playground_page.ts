// SPDX-License-Identifier: Apache-2.0
/** The page as the tests use it: what is on the screen by role and id, and the stores behind it for exact comparison. */
import { test as base, expect, type Locator, type Page } from "@playwright/test";
import type { DownhillChart } from "../../web/src/features/loss/panel.ts";
import type { DownhillApp } from "../../web/src/pages/playground/downhill-app.ts";

export { expect };

export interface Progress {
  readonly status: string;
  readonly playing: boolean;
  readonly epoch: number;
  readonly step: number;
  readonly rows: number;
  readonly loss: number;
  readonly learning_rate: number;
}

export class PlaygroundPage {
  constructor(readonly page: Page) {}

  async open(hash = "", server = ""): Promise<void> {
    await this.page.goto(`${server === "" ? "./" : server}${hash === "" ? "" : `#${hash}`}`);
    await this.ready();
  }

  /** The trainer has answered and the data are on the screen. */
  async ready(): Promise<void> {
    await this.page.waitForFunction(() => {
      const app = document.querySelector("downhill-app") as DownhillApp | null;
      return app?.workspace.run.state !== undefined && app.workspace.run.ready;
    });
  }

  get play(): Locator {
    return this.page.locator("#play");
  }

  progress(): Promise<Progress> {
    return this.page.evaluate(() => {
      const { run } = (document.querySelector("downhill-app") as DownhillApp).workspace;
      const { state } = run;
      return {
        status: state?.status ?? "",
        playing: run.playing,
        epoch: state?.epoch ?? 0,
        step: state?.step ?? 0,
        rows: run.history.rows,
        loss: state?.train_loss ?? Number.NaN,
        learning_rate: state?.learning_rate ?? Number.NaN,
      };
    });
  }

  /** Every worker throws an error that nobody catches. */
  async breakTrainers(): Promise<void> {
    for (const worker of this.page.workers()) {
      // The error itself may cut the answer off.
      await worker
        .evaluate(
          () =>
            void setTimeout(() => {
              throw new Error("boom");
            }),
        )
        .catch(() => {});
    }
  }

  /** Waits until the run is at this epoch or further. */
  async reach(epoch: number): Promise<void> {
    await this.page.waitForFunction((goal) => {
      const app = document.querySelector("downhill-app") as DownhillApp;
      return (app.workspace.run.state?.epoch ?? 0) >= goal;
    }, epoch);
  }

  async settle(): Promise<void> {
    await this.page.waitForFunction(() => {
      const { run } = (document.querySelector("downhill-app") as DownhillApp).workspace;
      return !run.playing && run.test !== undefined;
    });
  }

  /** Switches the language of the page as it stands. */
  async speak(language: "en" | "zh"): Promise<void> {
    await this.page.evaluate((chosen) => {
      const { workspace } = document.querySelector("downhill-app") as DownhillApp;
      workspace.settings.setLanguage(chosen);
    }, language);
    await expect(this.page).toHaveTitle(language === "zh" ? /神经网络/ : /neural network/);
  }

  /** In percent, as it stands on the page. */
  async testAccuracy(): Promise<number> {
    await this.page.locator("#show-accuracy").click();
    const shown = await this.page.locator("downhill-chart #test").textContent();
    return Number.parseFloat(shown ?? "");
  }

  /** The pixels of the decision map in short, as soon as there is one. */
  async mapPicture(): Promise<string> {
    const field = this.page.locator("downhill-map #field");
    const look = () =>
      field.evaluate((canvas: HTMLCanvasElement) => {
        const blank = document.createElement("canvas");
        [blank.width, blank.height] = [canvas.width, canvas.height];
        const picture = canvas.toDataURL();
        return picture === blank.toDataURL() ? "" : picture;
      });
    await expect.poll(look).not.toBe("");
    return look();
  }

  /** What the chart has drawn, and what the trainer recorded. */
  async chartAgainstHistory(
    kind: "loss" | "accuracy",
  ): Promise<{ drawn: number[][]; recorded: number[][] }> {
    await this.page.locator(`#show-${kind}`).click();
    return this.page.evaluate(async (wanted) => {
      const app = document.querySelector("downhill-app") as DownhillApp;
      const chart = app.shadowRoot?.querySelector("downhill-chart") as DownhillChart;
      const curves = await chart.drawn();
      const rows = await app.workspace.run.recorded();
      const columns = wanted === "loss" ? [3, 4] : [5, 6];
      const recorded = columns.map((column) =>
        Array.from({ length: rows.length / 8 }, (_, row) => rows[row * 8 + column] ?? Number.NaN),
      );
      const drawn = curves.map(({ buckets }) => [...buckets.mean.subarray(0, buckets.count)]);
      return { drawn, recorded };
    }, kind);
  }

  field(element: string, label: string): Locator {
    return this.page.locator(element).getByLabel(label, { exact: true });
  }
}

interface Fixtures {
  readonly playground: PlaygroundPage;
}

/** What Playwright itself says where the configuration blocks it. */
const NO_WORKER = "Service Worker registration blocked by Playwright";

/** Every test fails on an error in the console, whatever else it is about. */
export const test = base.extend<Fixtures>({
  playground: async ({ page }, use) => {
    const errors: string[] = [];
    page.on("console", (message) => {
      const isFault = message.type() === "error" || message.type() === "warning";
      if (isFault && message.text() !== NO_WORKER) errors.push(message.text());
    });
    page.on("pageerror", (error) => errors.push(String(error)));
    await use(new PlaygroundPage(page));
    expect(errors).toEqual([]);
  },
});
