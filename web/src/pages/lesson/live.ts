// SPDX-License-Identifier: Apache-2.0
/** A live experiment as the lesson uses it: put into a state, read, watched. Nothing is asked of it before somebody has seen it. */
import type { DownhillPlayground } from "../../embed/element/downhill-playground.ts";
import type { Json } from "../../embed/protocol.ts";
import type { Setting } from "../../lessons/lesson.ts";

/** The element as its host holds it. */
type Playground = HTMLElement & Pick<DownhillPlayground, "observe"> & Calls;
interface Calls {
  get(path: string): Promise<Json>;
  set(path: string, value: Json): Promise<null>;
  reset(): Promise<unknown>;
  seek(step: number): Promise<unknown>;
  play(): Promise<unknown>;
}

/** After these something may be done that was not done before. */
const MOVES = ["change", "commit", "step", "epoch", "finish", "diverge"];
const STEP = "run.step";

export class Live {
  /** Whether it answers. */
  ready = false;

  constructor(
    readonly element: Playground,
    /** Something has moved. */
    moved: () => void,
  ) {
    element.addEventListener("ready", () => {
      this.ready = true;
      moved();
    });
    for (const event of MOVES) element.addEventListener(event, moved);
  }

  /** @returns the values of these places; a place that is not there has none */
  async values(paths: readonly string[]): Promise<(path: string) => unknown> {
    const found = await Promise.all(
      paths.map(
        async (path) => [path, await this.element.get(path).catch(() => undefined)] as const,
      ),
    );
    const values = new Map<string, unknown>(found);
    return (path) => values.get(path);
  }

  /** From the author's start. */
  async begin(setting: Setting): Promise<void> {
    await this.element.reset();
    for (const [path, value] of Object.entries(setting)) {
      if (path !== STEP) await this.element.set(path, value as Json);
    }
    const step = setting[STEP];
    if (typeof step === "number" && step > 0) await this.element.seek(step);
  }

  /** Nothing: no control is lit. */
  light(control: string | undefined): void {
    if (control === undefined) this.element.removeAttribute("light");
    else if (this.element.getAttribute("light") !== control) {
      this.element.setAttribute("light", control);
    }
  }

  /** Trains, and answers when training has come to its end; at once where it cannot. */
  async runToEnd(setting: Setting): Promise<boolean> {
    try {
      await this.begin(setting);
      const ended = new Promise<void>((resolve) => {
        for (const event of ["finish", "diverge"]) {
          this.element.addEventListener(event, () => resolve(), { once: true });
        }
      });
      await this.element.play();
      await ended;
      return true;
    } catch {
      return false;
    }
  }
}
